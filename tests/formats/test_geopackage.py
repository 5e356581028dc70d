"""What a GeoPackage holds beside its features: titles, metadata, a style."""

import json
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyogrio
from tests.formats.made_layers import ABOUT, made_layer, made_rows, written

from numna_geo.usecases.layer_styles import qml

QGIS = Path(__file__).parent / "open_in_qgis.py"


def rows_of(path: Path, query: str) -> list[dict[str, Any]]:
    _, table = pyogrio.read_arrow(path, sql=query)
    told: list[dict[str, Any]] = table.to_pylist()
    return told


def test_fields_have_french_titles_and_the_list_of_what_they_hold(
    tmp_path: Path,
) -> None:
    path = written(made_layer(), made_rows(2), "gpkg", tmp_path)

    columns = rows_of(path, "SELECT * FROM gpkg_data_columns")
    listed = rows_of(path, "SELECT value FROM gpkg_data_column_constraints")

    titles = {one["column_name"]: one["name"] for one in columns}
    # Two fields of one title: GeoPackage wants each once.
    assert (titles["name"], titles["status"]) == ("Nom", "Nom (status)")
    assert {one["value"] for one in listed} == {"open", "closed"}


def test_its_clocks_are_the_day_of_the_data_and_it_holds_its_record(
    tmp_path: Path,
) -> None:
    path = written(made_layer(), made_rows(2), "gpkg", tmp_path)

    contents = rows_of(path, "SELECT * FROM gpkg_contents")
    records = rows_of(path, "SELECT * FROM gpkg_metadata")
    with closing(sqlite3.connect(path)) as file:
        (styled,) = file.execute("SELECT update_time FROM layer_styles").fetchone()

    # As the standard writes them, for GDAL warns of any other.
    assert styled == "2026-11-25T00:00:00.000Z"
    assert {str(one["last_change"])[:10] for one in contents} == {"2026-11-25"}
    assert contents[0]["identifier"] == "Lieux inventés « pour voir »"
    assert records[0]["metadata"] == ABOUT.record_xml
    assert json.loads(records[1]["metadata"])["license"] == ["Licence Ouverte 2.0"]


def test_qgis_opens_it_with_its_style(tmp_path: Path) -> None:
    layer = made_layer()
    about = replace(ABOUT, style_qml=qml("structures"))
    layer = replace(
        layer, about=about, dataset=replace(layer.dataset, key="structures")
    )
    rows = [(row[0], *row[1:-1], row[-1]) for row in made_rows(40)]
    path = written(layer, rows, "gpkg", tmp_path)
    picture = tmp_path / "drawn.png"

    # QGIS lives beside Debian's own Python.
    said = subprocess.run(
        ["/usr/bin/python3", QGIS, path, "structures", picture],
        capture_output=True,
        text=True,
        check=True,
        env={"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
    ).stdout

    told = json.loads(said.splitlines()[-1])
    assert told["renderer"] == "RuleRenderer"
    assert told["rules"] > 10
    assert told["features"] == 40
    assert told["aliases"]["name"] == "Nom"
    assert picture.stat().st_size > 1_000
