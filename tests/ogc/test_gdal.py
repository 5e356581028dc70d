"""GDAL reads `/ogc`: its programs from the system, and its library by pyogrio."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas
import pytest
from tests.ogc.asking import COLLECTIONS, LAMBERT93, Heard, Ogc, listening

BORDEAUX = (-0.7, 44.7, -0.4, 45.0)


def ran(*words: str) -> str:
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    # It warns on standard error of whatever a service tells wrong.
    assert "ERROR" not in done.stderr, done.stderr
    return done.stdout


def told_by_ogrinfo(heard: Heard, *words: str) -> str:
    return ran("ogrinfo", "-ro", f"OAPIF:{heard.origin}/ogc", *words)


def written_by_ogr2ogr(heard: Heard, path: Path, *words: str) -> list[dict[str, Any]]:
    """The features of a GeoJSON file that `ogr2ogr` wrote."""
    source = f"OAPIF:{heard.origin}/ogc"
    ran("ogr2ogr", "-f", "GeoJSON", str(path), source, *words)
    found: list[dict[str, Any]] = json.loads(path.read_text())["features"]
    return found


def test_ogrinfo_lists_every_collection(heard: Heard) -> None:
    told = told_by_ogrinfo(heard)

    for name in COLLECTIONS:
        assert f": {name}" in told


def test_ogrinfo_tells_fields_count_and_extent(ogc: Ogc, heard: Heard) -> None:
    told = told_by_ogrinfo(heard, "-so", "communes")

    count = ogc.json("/collections/communes/items")["numberMatched"]
    assert f"Feature Count: {count}" in told
    for name in ("name: String", "population: Integer", "area_km2: Real"):
        assert name in told
    assert "Extent: (-1.7" in told


def test_ogr2ogr_pages_and_loses_nothing(
    ogc: Ogc, heard: Heard, tmp_path: Path
) -> None:
    words = ("structures", "-oo", "PAGE_SIZE=250")

    found = written_by_ogr2ogr(heard, tmp_path / "all.geojson", *words)

    expected = ogc.ids("structures", skipGeometry="true")
    assert sorted(x["properties"]["id"] for x in found) == sorted(expected)
    pages = heard.of("/collections/structures/items")
    assert len([asked for asked in pages if asked.get("limit") == ["250"]]) > 2
    assert any("cursor" in asked for asked in pages)


def test_ogr2ogr_asks_for_a_box_only(ogc: Ogc, heard: Heard, tmp_path: Path) -> None:
    words = ("structures", "-spat", *map(str, BORDEAUX))

    found = written_by_ogr2ogr(heard, tmp_path / "box.geojson", *words)

    expected = ogc.ids("structures", bbox=",".join(map(str, BORDEAUX)))
    assert sorted(x["properties"]["id"] for x in found) == sorted(expected)
    read = [x for x in heard.of("/structures/items") if x.get("limit") != ["10"]]
    assert all("bbox" in asked for asked in read)


@pytest.mark.parametrize(
    ("where", "filtered"),
    [
        ("department_code = '23'", "department_code = '23'"),
        (
            "family = 'host' AND department_code = '23'",
            "family = 'host' AND department_code = '23'",
        ),
        ("completeness > 0.5", "completeness > 0.5"),
        ("name LIKE 'E%'", "name LIKE 'E%'"),
        ("department_code IN ('16','17')", "department_code IN ('16','17')"),
    ],
)
def test_ogr2ogr_gives_what_where_says(
    ogc: Ogc, heard: Heard, tmp_path: Path, where: str, filtered: str
) -> None:
    words = ("structures", "-where", where, "-oo", "PAGE_SIZE=1000")

    found = written_by_ogr2ogr(heard, tmp_path / "where.geojson", *words)

    expected = ogc.ids("structures", filter=filtered)
    assert sorted(x["properties"]["id"] for x in found) == sorted(expected)


def test_gdal_pushes_filters_down(heard: Heard, tmp_path: Path) -> None:
    where = "department_code = '23' AND family = 'host'"

    found = written_by_ogr2ogr(
        heard, tmp_path / "x.geojson", "structures", "-where", where
    )

    asked = [
        one
        for one in heard.of("/structures/items")
        if "filter" in one or "department_code" in one
    ]
    assert asked, heard.targets
    assert 0 < len(found) < 200


def test_ogr2ogr_reads_sql_and_keeps_the_filter(
    ogc: Ogc, heard: Heard, tmp_path: Path
) -> None:
    sql = "SELECT name, population FROM communes WHERE department_code = '23'"

    found = written_by_ogr2ogr(heard, tmp_path / "sql.geojson", "-sql", sql)

    asked = {"filter": "department_code = '23'", "skipGeometry": "true"}
    assert len(found) == len(ogc.ids("communes", **asked))
    assert set(found[0]["properties"]) == {"name", "population"}


def test_ogr2ogr_writes_a_geopackage(ogc: Ogc, heard: Heard, tmp_path: Path) -> None:
    path = tmp_path / "layers.gpkg"

    ran("ogr2ogr", "-f", "GPKG", str(path), f"OAPIF:{heard.origin}/ogc", "epci")

    frame = geopandas.read_file(path, layer="epci")
    assert len(frame) == ogc.json("/collections/epci/items")["numberMatched"]
    assert frame.crs == 4326
    assert frame.geometry.is_valid.all()


@pytest.fixture(scope="module")
def session(ogc_origin: str) -> tuple[dict[str, Any], Heard]:
    """What GeoPandas told, and what it asked for."""
    script = Path(__file__).with_name("pyogrio_session.py")
    with listening(ogc_origin) as heard:
        told = json.loads(ran(sys.executable, str(script), heard.origin))
    return told, heard


def test_geopandas_reads_layers_whole(
    ogc: Ogc, session: tuple[dict[str, Any], Heard]
) -> None:
    told, _ = session

    assert set(told["layers"]) == set(COLLECTIONS)
    assert sorted(told["epci"]) == sorted(ogc.ids("epci", skipGeometry="true"))
    matched = ogc.json("/collections/structures/items", limit=1)["numberMatched"]
    assert told["structures"] == matched


def test_geopandas_asks_for_a_box_only(
    ogc: Ogc, session: tuple[dict[str, Any], Heard]
) -> None:
    told, heard = session

    expected = ogc.ids(
        "communes", bbox=",".join(map(str, BORDEAUX)), skipGeometry="true"
    )
    assert sorted(told["boxed"]) == sorted(expected)
    assert any("bbox" in one for one in heard.of("/communes/items"))


def test_geopandas_pushes_filters_down(
    ogc: Ogc, session: tuple[dict[str, Any], Heard]
) -> None:
    told, heard = session

    asked = {"filter": "department_code = '23'", "skipGeometry": "true"}
    assert sorted(told["chosen"]) == sorted(ogc.ids("broadband", **asked))
    pushed = [
        one
        for one in heard.of("/broadband/items")
        if "filter" in one or "department_code" in one
    ]
    assert pushed, heard.targets


def test_geopandas_reads_lambert_93(
    ogc: Ogc, session: tuple[dict[str, Any], Heard]
) -> None:
    told, heard = session

    assert told["metres"] == 2154
    assert any(x.get("crs") == [LAMBERT93] for x in heard.of("/departements/items"))
    # Lambert-93 stretches no area by more than half a percent here.
    found = ogc.features("departements", skipGeometry="true")
    area_km2 = sum(one["properties"]["area_km2"] for one in found)
    assert told["km2"] == pytest.approx(area_km2, rel=0.005)
