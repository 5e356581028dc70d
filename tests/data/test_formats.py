"""Every layout that loads is named, and has a sample that it alone recognises."""

import re
from pathlib import Path

import pytest

from numna_geo.model.category import Category
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.sources.connector import Damaged
from numna_geo.sources.count_formats import COUNT_FORMATS
from numna_geo.sources.published import opened
from numna_geo.sources.registry import connectors
from numna_geo.sources.rows import COLUMNS

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples" / "structures"


def recognised(path):
    with opened(path, connectors=list(connectors().values())) as published:
        return published.connector.key


def test_every_layout_of_places_has_a_sample_that_it_recognises():
    assert {recognised(path) for path in SAMPLES.iterdir()} == set(connectors())


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_every_row_of_a_sample_becomes_a_raw_place(path):
    with opened(path, connectors=list(connectors().values())) as published:
        for number, row in published.rows():
            assert not isinstance(row, Damaged)
            place = published.connector.raw_place(row, number)
            assert place.row_number == number
            for column in COLUMNS:
                cell = getattr(place, column)
                assert cell is None or cell == " ".join(cell.split()) != ""


def test_every_layout_is_named_beside_the_data():
    text = (ROOT / "data" / "README.md").read_text()
    table = text.partition("## What `numna-geo load` reads")[2]
    lines = [line.split("|")[1] for line in table.splitlines() if line[:2] == "| "]

    named = {key for line in lines for key in re.findall(r"`(\w+)`", line)}
    assert named == set(connectors()) | set(COUNT_FORMATS)


def test_the_page_of_the_template_explains_its_columns_and_words():
    text = (ROOT / "docs" / "template.md").read_text()
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| `")]

    columns = [name for row in rows for name in re.findall(r"`(\w+)`", row[1])]
    assert sorted(columns) == sorted(COLUMNS)
    told = {
        row[1].strip(): set(re.findall(r"`(\w+)`", "".join(row[3:]))) for row in rows
    }
    assert told["`category`"] == set(Category)
    assert told["`stages`"] == set(Stage)
    assert told["`sectors`"] == set(Sector)
    assert told["`needs`"] == set(Need)
