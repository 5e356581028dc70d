"""What every format keeps: the same bytes for the same rows, and every value."""

import csv
import errno
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import geopandas
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.made_layers import (
    GUERET,
    HOSTILE,
    made_dataset,
    made_layer,
    made_rows,
    many_rows,
    written,
)

from numna_geo.errors import DatabaseUnavailable
from numna_geo.formats import gdal, workbook
from numna_geo.formats.catalogue import FORMATS
from numna_geo.formats.layer import Layer
from numna_geo.model.dataset import Shape
from numna_geo.model.spreadsheet import harmless

Rows = list[dict[str, Any]]

# What PostgreSQL can hold: any character but NUL; unknown is null, never "".
TEXTS = st.text("=@+-'\"<&>\n\r\t\x01,;|_ 0éœ’🏭\ufeff\u2028", min_size=1, max_size=9)
ROWS = st.lists(
    st.tuples(
        st.none() | TEXTS,
        st.none() | st.sampled_from(["open", "closed"]),
        st.none() | st.integers(-(2**53), 2**53),
        st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32),
        st.none() | st.booleans(),
        st.none() | st.dates(date(1900, 3, 1), date(2100, 1, 1)),
        st.none() | st.lists(TEXTS, max_size=3),
        st.tuples(st.integers(-180_000, 180_000), st.integers(-90_000, 90_000)),
    ),
    min_size=1,
    max_size=5,
).map(
    lambda rows: [
        (f"{n:03d}", *row[:-1], shapely.to_wkb(_point(row[-1])))
        for n, row in enumerate(rows)
    ]
)


@pytest.mark.parametrize("rows", [0, 2_000, 4_000])
@pytest.mark.parametrize("key", ["gpkg", "fgb", "parquet"])
def test_what_ends_the_rows_is_told_as_it_is(
    key: str, rows: int, tmp_path: Path
) -> None:
    def cut_off() -> Iterator[Any]:
        yield from many_rows(rows)
        raise DatabaseUnavailable("it went away")

    with pytest.raises(DatabaseUnavailable, match="it went away"):
        FORMATS[key].write(made_layer(), cut_off(), tmp_path / f"cut.{key}")


def test_a_disk_without_room_is_told_from_any_other_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "none" / "made.gpkg"
    assert gdal.not_written(tmp_path / "x", "what GDAL said").errno is None
    with pytest.raises(OSError, match="none"):
        FORMATS["gpkg"].write(made_layer(), many_rows(10), nowhere)

    full = SimpleNamespace(free=4096)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)

    assert gdal.not_written(tmp_path / "x", "").errno == errno.ENOSPC


def _point(thousandths: tuple[int, int]) -> shapely.Point:
    return shapely.Point(thousandths[0] / 1000, thousandths[1] / 1000)


def by_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_json(path: Path) -> Rows:
    return [one["properties"] for one in json.loads(path.read_bytes())["features"]]


def by_json_lines(path: Path) -> Rows:
    records = path.read_bytes().split(b"\x1e")[1:]
    return [json.loads(one)["properties"] for one in records]


def by_arrow(path: Path) -> Rows:
    return pq.read_table(path).drop_columns(["geometry", "bbox"]).to_pylist()


def by_gdal(path: Path) -> Rows:
    # A GeoPackage has its styles as a second layer.
    _, table = pyogrio.read_arrow(path, layer="made")
    names = [name for name in made_layer().names if name in table.column_names]
    rows = table.select(names).to_pylist()
    return sorted(rows, key=lambda row: row["id"])


def by_openpyxl(path: Path) -> Rows:
    sheet = openpyxl.load_workbook(path)["Données"]
    names = [*made_layer().names, "lon", "lat"]
    return [
        dict(zip(names, row, strict=False))
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]


READERS = {
    "csv": by_csv,
    "geojson": by_json,
    "jsonseq": by_json_lines,
    "parquet": by_arrow,
    "gpkg": by_gdal,
    "fgb": by_gdal,
    "xlsx": by_openpyxl,
}


def as_told(key: str, name: str, value: Any) -> Any:
    """How a format tells a value: what `formats/` promises of each."""
    if key == "csv":
        return _in_csv(value)
    if value is None:
        return None
    if isinstance(value, list):
        if key in ("gpkg", "fgb"):
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        value = "; ".join(value) if key == "xlsx" else value
    if key == "xlsx" and isinstance(value, str):
        return workbook._plain(value) or None
    if isinstance(value, date):
        # FlatGeobuf knows no days, only instants.
        return {
            "xlsx": datetime.combine(value, time()),
            "fgb": datetime.combine(value, time()),
            "geojson": value.isoformat(),
            "jsonseq": value.isoformat(),
        }.get(key, value)
    return value


def _in_csv(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = "|".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(harmless(value))


def expected(key: str, layer: Layer, rows: list[tuple[Any, ...]]) -> Rows:
    return [
        {
            name: as_told(key, name, value)
            for name, value in zip(layer.names, row[:-1], strict=True)
        }
        for row in rows
    ]


def found(key: str, path: Path) -> Rows:
    names = made_layer().names
    return [{name: row[name] for name in names} for row in READERS[key](path)]


def test_every_format_has_a_foreign_reader_here() -> None:
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("key", ["csv", "geojson", "jsonseq", "parquet", "xlsx"])
@settings(max_examples=12)
@given(rows=ROWS)
def test_every_value_is_read_back(key: str, rows: list[tuple[Any, ...]]) -> None:
    layer = made_layer()
    with tempfile.TemporaryDirectory() as folder:
        path = written(layer, rows, key, Path(folder))

        assert _close(found(key, path)) == _close(expected(key, layer, rows))


@pytest.mark.parametrize("key", ["gpkg", "fgb"])
@settings(max_examples=6)
@given(rows=ROWS)
def test_every_value_is_read_back_by_gdal(
    key: str, rows: list[tuple[Any, ...]]
) -> None:
    layer = made_layer()
    with tempfile.TemporaryDirectory() as folder:
        path = written(layer, rows, key, Path(folder))

        assert found(key, path) == expected(key, layer, rows)


def _close(rows: Rows) -> Rows:
    """Numbers as written: what a spreadsheet or a text shows of them is the same."""
    return [
        {k: float(f"{v:.12g}") if isinstance(v, float) else v for k, v in row.items()}
        for row in rows
    ]


@pytest.mark.parametrize("key", list(FORMATS))
def test_hostile_names_stay_names(key: str, tmp_path: Path) -> None:
    layer, rows = made_layer(), made_rows(len(HOSTILE))

    path = written(layer, rows, key, tmp_path)

    names = [row["name"] for row in found(key, path)]
    assert names == [as_told(key, "name", name) for name in HOSTILE]


@pytest.mark.parametrize("key", list(FORMATS))
def test_the_same_rows_make_the_same_bytes_however_they_come(
    key: str, tmp_path: Path
) -> None:
    layer, rows = made_layer(), made_rows(50)
    first = written(layer, rows, key, tmp_path).read_bytes()
    path = tmp_path / f"again.{FORMATS[key].ending}"

    FORMATS[key].write(layer, [rows[:1], [], rows[1:]], path)

    # A GeoPackage and its twin are told apart by nothing, not even a clock.
    assert path.read_bytes() == first


@pytest.mark.parametrize("key", list(FORMATS))
def test_a_layer_without_rows_is_a_file_too(key: str, tmp_path: Path) -> None:
    path = written(made_layer(), [], key, tmp_path)

    assert READERS[key](path) == []


@pytest.mark.parametrize("key", list(FORMATS))
def test_a_layer_without_geometries_is_a_table(key: str, tmp_path: Path) -> None:
    layer, rows = made_layer(geometry=False), [row[:-1] for row in made_rows(4)]

    path = written(layer, rows, key, tmp_path)

    if key == "parquet":
        assert pq.read_table(path).num_rows == 4
        assert "geometry" not in pq.read_schema(path).names
    else:
        assert len(READERS[key](path)) == 4


@pytest.mark.parametrize("key", ["gpkg", "fgb", "parquet", "geojson", "jsonseq"])
def test_a_feature_without_a_place_is_not_lost(key: str, tmp_path: Path) -> None:
    rows = [
        (*row[:-1], None if n == 1 else row[-1]) for n, row in enumerate(made_rows(3))
    ]

    path = written(made_layer(), rows, key, tmp_path)

    if key == "parquet":
        frame = geopandas.read_parquet(path)
    else:
        frame = geopandas.read_file(
            path, **({"layer": "made"} if key == "gpkg" else {})
        )
    assert sorted(frame.geometry.isna()) == [False, False, True]


@pytest.mark.parametrize("key", ["gpkg", "fgb", "geojson", "jsonseq", "csv"])
def test_gdal_knows_the_file_by_itself(key: str, tmp_path: Path) -> None:
    path = written(made_layer(), made_rows(5), key, tmp_path)

    said = subprocess.run(
        ["ogrinfo", "-ro", "-so", "-al", path], capture_output=True, text=True
    ).stdout

    assert "Feature Count: 5" in said
    assert key == "csv" or "Geometry: Point" in said


def test_outlines_are_written_counter_clockwise(tmp_path: Path) -> None:
    lon, lat = GUERET
    square = shapely.box(lon, lat, lon + 0.1, lat + 0.1, ccw=False)
    row = (*made_rows(1)[0][:-1], shapely.to_wkb(shapely.MultiPolygon([square])))
    layer = made_layer(made_dataset(Shape.MULTIPOLYGON))

    path = written(layer, [row], "geojson", tmp_path)

    told = shapely.from_geojson(
        json.dumps(json.loads(path.read_bytes())["features"][0]["geometry"])
    )
    assert told.geoms[0].exterior.is_ccw


def test_duckdb_skips_rows_by_their_boxes(tmp_path: Path) -> None:
    path = tmp_path / "made.parquet"
    FORMATS["parquet"].write(made_layer(), many_rows(45_000), path)

    query = "SELECT count(*) FROM read_parquet(?) WHERE bbox.xmin < 1.8716"
    near = duckdb.execute(query, [str(path)]).fetchone()
    tags = duckdb.execute("SELECT tags[1] FROM read_parquet(?)", [str(path)]).fetchone()

    assert pq.ParquetFile(path).num_row_groups == 3
    assert near is not None
    assert 0 < near[0] < 45_000
    assert tags == ("a;b",)


def test_geopandas_reads_the_columns_the_box_and_the_system(tmp_path: Path) -> None:
    layer = made_layer(srid=2154)
    row = (*made_rows(1)[0][:-1], shapely.to_wkb(shapely.Point(613_000, 6_563_000)))

    frame = geopandas.read_parquet(written(layer, [row], "parquet", tmp_path))

    assert frame.crs.to_epsg() == 2154
    assert list(frame.columns) == [*layer.names, "geometry"]
    assert list(frame.loc[0, "tags"]) == ["a;b", 'c"d', "e|f"]


def test_a_sheet_tells_its_source_its_fields_and_when_there_are_too_many(
    tmp_path: Path,
) -> None:
    path = written(made_layer(), made_rows(3), "xlsx", tmp_path)

    book = openpyxl.load_workbook(path)
    about = [cell for row in book["À propos"].values for cell in row if cell]
    titles = next(book["Données"].values)

    assert titles[3:5] == ("Habitants (habitants)", "Part")
    assert titles[-2:] == ("Longitude", "Latitude")
    assert {"Made <places> & others", "Licence Ouverte 2.0", "opened_on"} <= {*about}
    assert all(c.data_type != "f" for row in book["Données"].rows for c in row)
