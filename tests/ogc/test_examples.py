"""The examples of the documentation run, and what they find is what the API tells."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from tests.ogc.asking import Ogc
from tests.ogc.pages_run import DOCS, HERE, Told, addresses, commands

EXAMPLES = DOCS / "examples"
PAGES = ("gis.md", "integrator.md")
MOST_BYTES = 120_000


def run(*words: str, python: str = sys.executable, **more: str) -> str:
    done = subprocess.run(
        [python, *words],
        env={**os.environ, "LANG": "C.UTF-8", **more},
        capture_output=True,
        text=True,
        timeout=6000,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def colours(picture: Path) -> int:
    with Image.open(picture) as image:
        return len(image.convert("RGB").getcolors(1_000_000) or ())


def test_geopandas_draws_the_gap_map_of_a_department(
    ogc: Ogc, ogc_origin: str, tmp_path: Path
) -> None:
    picture = tmp_path / "gaps-23.png"

    told = run(
        str(EXAMPLES / "geopandas_ogc.py"), ogc_origin, "23", str(picture)
    ).splitlines()

    creuse = ogc.json("/collections/gaps/items/departement:23")["properties"]
    beyond, people = (
        round(creuse[f"support_beyond_{part}"]) for part in ("numerator", "denominator")
    )
    assert told[0] == "255 communes, EPSG:2154"
    assert told[1].startswith(f"{beyond} of {people} inhabitants")
    assert colours(picture) > 20


def test_duckdb_answers_a_planner_from_the_file_alone(
    ogc: Ogc, ogc_origin: str, tmp_path: Path
) -> None:
    answer = tmp_path / "answer.geojson"
    file = f"{ogc_origin}/ogc/collections/gaps/items?f=parquet"

    told = run(str(EXAMPLES / "duckdb_parquet.py"), file, str(answer)).splitlines()

    features = ogc.json(
        "/collections/gaps/items",
        filter="level='commune' AND fibre_not_connectable>=0.1 AND support_beyond>0.5",
        skipGeometry="true",
        limit="10000",
    )["features"]
    people: dict[str, int] = {}
    for one in features:
        department = one["properties"]["department_code"]
        people[department] = people.get(department, 0) + one["properties"]["population"]
    worst, inhabitants = max(people.items(), key=lambda item: item[1])
    first = told[0].split()
    assert (first[0], int(first[3])) == (worst, inhabitants)
    assert len(told) == len(people) + 1
    found = json.loads(answer.read_text())["features"]
    assert len(found) == 10
    assert {one["geometry"]["type"] for one in found} == {"MultiPolygon"}


def test_qgis_opens_features_tiles_and_a_file_with_its_style(
    ogc: Ogc, ogc_origin: str, tmp_path: Path
) -> None:
    file = tmp_path / "structures.gpkg"
    file.write_bytes(ogc.get("/collections/structures/items", f="gpkg").content)

    told = run(
        str(EXAMPLES / "qgis_layers.py"),
        *(ogc_origin, str(file), str(tmp_path)),
        python="/usr/bin/python3",
        QT_QPA_PLATFORM="offscreen",
        HOME=str(tmp_path),
    ).splitlines()

    sites = ogc.json("/collections/structures/items?limit=1")["numberMatched"]
    assert told == [
        "features: 255 EPSG:4326",
        "tiles: zoom 0 to 14",
        f"package: {sites} QgsRuleBasedRenderer",
    ]
    # A map of one colour would be a layer without its style, or none.
    for name in ("qgis-features", "qgis-tiles", "qgis-package"):
        assert colours(tmp_path / f"{name}.png") > 6, name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typed")


# Prebuilt files are another test's: this service has none. The examples ran above.
ELSEWHERE = ("/downloads/", "docs/examples")
TYPED = [
    one
    for one in commands("gis.md")
    if not any(part in one.command for part in ELSEWHERE)
]


@pytest.mark.parametrize("one", TYPED, ids=lambda one: one.command.split("\n")[0][:60])
def test_what_the_page_says_to_type_answers_what_it_says(
    ogc_origin: str, folder: Path, one: Told
) -> None:
    done = subprocess.run(
        ["bash", "-c", one.command.replace(HERE, ogc_origin)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert done.stdout == one.answer, done.stderr[-2000:]


@pytest.mark.parametrize("page", PAGES)
def test_every_address_of_a_page_answers(ogc: Ogc, page: str) -> None:
    filled = {"{z}": "7", "{y}": "46", "{x}": "63", "{id}": "gaps"}
    refused = {}
    for address in sorted(addresses(page)):
        path = address
        for name, value in filled.items():
            path = path.replace(name, value)
        status = ogc.client.get(path).status_code
        # Some need a question, which a sentence leaves out.
        asks = status == 400 and "?" not in path
        if status >= 400 and not asks and "/downloads/" not in path:
            refused[address] = status

    assert refused == {}


def test_pictures_are_small_and_every_one_is_shown() -> None:
    shown = "".join(page.read_text() for page in DOCS.glob("*.md"))
    shown += (DOCS.parent / "README.md").read_text()

    for picture in (DOCS / "pictures").glob("qgis-*.png"):
        assert picture.stat().st_size < MOST_BYTES, picture.name
        assert f"pictures/{picture.name}" in shown, picture.name
