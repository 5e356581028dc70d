"""Headless QGIS reads features and tiles, and asks no more than it needs."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.ogc.asking import Ogc, listening

SESSION = Path(__file__).with_name("qgis_session.py")


@pytest.fixture(scope="module")
def session(
    ogc_origin: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], Path, list[str]]:
    """What QGIS told, where its pictures are, and what it asked for."""
    folder = tmp_path_factory.mktemp("qgis")
    # Its own profile and cache are of this session only.
    ours = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "LANG": "C.UTF-8"}
    with listening(ogc_origin) as heard:
        done = subprocess.run(
            ["/usr/bin/python3", str(SESSION), heard.origin, str(folder)],
            env={**os.environ, **ours},
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1]), folder, list(heard.targets)


def test_qgis_knows_the_fields_and_the_number_of_features(
    ogc: Ogc, session: tuple[dict[str, Any], Path, list[str]]
) -> None:
    told, _, _ = session

    known = ogc.json("/collections/communes/schema")["properties"]
    assert set(told["fields"]) >= {n for n, one in known.items() if "type" in one} - {
        "code"
    }
    assert told["count"] == ogc.json("/collections/communes/items")["numberMatched"]


def test_qgis_asks_for_a_box_only(
    ogc: Ogc, session: tuple[dict[str, Any], Path, list[str]]
) -> None:
    told, _, asked = session

    expected = ogc.ids("communes", bbox="-0.7,44.7,-0.4,45.0", skipGeometry="true")
    assert told["in_box"] == sorted(expected)
    assert any("/items" in one and "bbox=" in one for one in asked)


def test_qgis_chooses_by_a_filter(
    ogc: Ogc, session: tuple[dict[str, Any], Path, list[str]]
) -> None:
    told, _, _ = session

    asked = {"filter": "department_code = '23'", "limit": 1}
    by_filter = ogc.json("/collections/communes/items", **asked)
    assert told["chosen"] == by_filter["numberMatched"]


def test_qgis_draws_features_and_tiles(
    session: tuple[dict[str, Any], Path, list[str]],
) -> None:
    told, folder, asked = session

    assert told["colours"] > 3
    assert told["tile_colours"] > 3
    assert any("/tiles/WebMercatorQuad/" in one for one in asked)
    for name in ("features.png", "tiles.png"):
        assert (folder / name).stat().st_size > 5_000


# What QGIS 3.32 and later write for a subset string or an expression; read in its
# compiler of expressions, since Debian's QGIS is older and filters by itself.
WRITTEN_BY_QGIS = {
    "= text": ("(\"department_code\" = '23')", "department_code = '23'"),
    "IN": ("\"department_code\" IN ('16','17')", "department_code IN ('16','17')"),
    "NOT IN": ("family NOT IN ('host')", "family <> 'host'"),
    "BETWEEN": (
        '"completeness" BETWEEN 0.4 AND 0.6',
        "completeness >= 0.4 AND completeness <= 0.6",
    ),
    "LIKE": ("(name LIKE 'E%')", "name LIKE 'E%'"),
    "ILIKE": ("(CASEI(name) LIKE CASEI('%ESPACE%'))", "CASEI(name) LIKE '%espace%'"),
    "NOT LIKE": ("(name NOT LIKE 'E%')", "NOT (name LIKE 'E%')"),
    "IS NULL": ("(website IS NULL)", "website IS NULL"),
    "IS NOT NULL": ("(website IS NOT NULL)", "website IS NOT NULL"),
    "NOT": ("(NOT ((family = 'host')))", "family <> 'host'"),
    "AND": (
        "((family = 'host') AND (\"department_code\" = '23'))",
        "family = 'host' AND department_code = '23'",
    ),
    "a date": (
        "(\"imported_on\" >= DATE('2020-01-01'))",
        "imported_on >= DATE('2020-01-01')",
    ),
    "a box": (
        "S_INTERSECTS(geometry,BBOX(-0.69999999999999996,44.700000000000003,-0.4,45))",
        "S_INTERSECTS(geometry,BBOX(-0.7,44.7,-0.4,45))",
    ),
    "combined": (
        "((family = 'host')) AND (S_INTERSECTS(geometry,BBOX(-0.7,44.7,-0.4,45)))",
        "family = 'host' AND S_INTERSECTS(geometry,BBOX(-0.7,44.7,-0.4,45))",
    ),
    "a sign": ('("completeness" > ( - (1)))', "completeness > 0 - 1"),
}


@pytest.mark.parametrize("name", WRITTEN_BY_QGIS)
def test_what_later_qgis_writes_is_understood(ogc: Ogc, name: str) -> None:
    written, meant = WRITTEN_BY_QGIS[name]

    found = ogc.ids("structures", filter=written, filter_lang="cql2-text")

    assert found == ogc.ids("structures", filter=meant)
    assert found


def test_what_later_qgis_reads_of_queryables_is_there(ogc: Ogc) -> None:
    for collection, kind in (("structures", "Point"), ("communes", "MultiPolygon")):
        told = ogc.json(f"/collections/{collection}/queryables")["properties"]

        # A geometry is known by its reference, anything else by one plain type.
        assert told["geometry"]["$ref"] == f"https://geojson.org/schema/{kind}.json"
        assert "type" not in told["geometry"]
        assert all(
            isinstance(one["type"], str)
            for name, one in told.items()
            if name != "geometry"
        )


def test_what_later_qgis_writes_of_time_is_understood(ogc: Ogc) -> None:
    past = "0000-01-01T00:00:00Z/2019-01-01T00:00:00Z"
    later = "2019-01-01T00:00:00Z/9999-12-31T00:00:00Z"

    periods = [
        {
            x["properties"]["period"]
            for x in ogc.json("/collections/broadband/items", datetime=when, limit=10)[
                "features"
            ]
        }
        for when in (past, later)
    ]

    assert periods == [{"2018-T1"}, {"2026-T2"}]
