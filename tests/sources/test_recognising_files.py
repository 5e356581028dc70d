from pathlib import Path

import pytest
from tests.sources.made_files import HEADER, MADE, OTHER, ROWS, place, reading, table

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.connector import Connector
from numna_geo.sources.published import opened
from numna_geo.sources.registry import connectors

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "structures"
WIDER = Connector(
    key="wider", title="one more column", columns=frozenset(HEADER), raw_place=place
)
PLACED = Connector(
    key="placed",
    title="places",
    columns=frozenset({"id"}),
    one_of=(frozenset({"lon", "lat"}), frozenset({"commune"})),
    raw_place=place,
)


def test_of_several_layouts_that_fit_the_one_that_names_most_is_taken(tmp_path):
    with reading(tmp_path, table(ROWS), connectors=[MADE, WIDER, OTHER]) as published:
        assert published.connector is WIDER


def test_columns_of_another_kind_alone_do_not_make_a_layout(tmp_path):
    with reading(tmp_path, table(ROWS), connectors=[PLACED]) as published:
        assert published.connector is PLACED

    with (
        pytest.raises(SourceUnreadable, match=r"placed .* needs lat"),
        reading(tmp_path, "id,lon\n1,2\n", connectors=[PLACED]),
    ):
        pass


def test_an_unknown_header_is_told_the_nearest_layout_and_what_it_lacks(tmp_path):
    with (
        pytest.raises(SourceUnreadable) as caught,
        reading(tmp_path, "id;Nom ;commune\n1;A;B\n", name="lieux.csv"),
    ):
        pass

    assert str(caught.value) == (
        "lieux.csv: no known layout fits; the nearest is made (made for tests), which "
        "needs nom (« Nom »?); the file has Nom, commune, id"
    )


@pytest.mark.parametrize(
    ("content", "looks_like"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"<!DOCTYPE html><title>503</title>", "an HTML page, perhaps an error page"),
        (b"\xef\xbb\xbf\n <HTML lang=fr>", "an HTML page, perhaps an error page"),
        (b"<?xml version='1.0'?><a/>", "an XML document"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook; save it as XLSX"),
        (bytes(range(256)) * 4, "no text"),
        (b"PAR1....", "a Parquet file"),
        (b"Not Found", "no known layout fits"),
        (b"PK\x03\x04 and then nothing", "cut or damaged"),
        (b"\x1f\x8b and then nothing", "cut or damaged"),
        (b"SQLite format 3\0 and then nothing", "no GeoPackage that can be read"),
    ],
)
def test_what_is_no_table_is_called_what_it_looks_like(tmp_path, content, looks_like):
    with (
        pytest.raises(SourceUnreadable, match=f"rapport.csv: .*{looks_like}"),
        reading(tmp_path, content, name="rapport.csv"),
    ):
        pass


def test_an_absent_file_is_called_what_the_user_called_it(tmp_path):
    with (
        pytest.raises(SourceUnreadable, match=r"^mes lieux.csv: no such file$"),
        opened(tmp_path / "x1", connectors=[MADE], file_name="mes lieux.csv"),
    ):
        pass


def test_a_column_that_a_closed_layout_does_not_know_is_told(tmp_path):
    content = "name,category,commune_code,Remarque\nA,coworking,23096,x\n"

    with reading(tmp_path, content, connectors=list(connectors().values())) as found:
        assert found.connector.key == "template"
        assert found.how_read == "CSV, UTF-8, « , », columns not read: Remarque"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("france-services-20240801-na.csv", "france_services"),
        ("france-services-20240801-halo.csv", "france_services"),
        ("support_structures_na_curated.csv", "curated"),
        ("clusters_research_training_na_curated.csv", "curated"),
        ("tiers-lieux-cget-2019-na.csv", "cget"),
        ("tiers-lieux-cget-2019-halo.csv", "cget"),
        ("template.csv", "template"),
    ],
)
def test_every_sample_is_recognised_by_its_header(name, key):
    with opened(SAMPLES / name, connectors=list(connectors().values())) as published:
        assert published.connector.key == key
        assert list(published.rows())


def test_every_layout_is_found_by_its_key():
    found = connectors()

    assert {"cget", "curated", "france_services", "template"} <= set(found)
    assert all(key == connector.key for key, connector in found.items())
    assert all(connector.columns for connector in found.values())
