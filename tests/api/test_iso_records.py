"""The record of each collection is read by what harvests records of ISO 19139."""

import pytest
from lxml import etree
from owslib.iso import MD_Metadata
from starlette.testclient import TestClient
from tests.api.ogc_orders import ORDERS

from numna_geo.usecases.published_datasets import DATASETS

GMD = "{http://www.isotc211.org/2005/gmd}"
GCO = "{http://www.isotc211.org/2005/gco}"
LICENCE = "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf"


@pytest.fixture(scope="module")
def texts(client: TestClient) -> dict[str, bytes]:
    found = {}
    for key in DATASETS:
        reply = client.get(f"/ogc/collections/{key}/metadata")
        assert reply.status_code == 200, reply.text
        assert reply.headers["content-type"] == "application/xml"
        found[key] = reply.content
    return found


@pytest.fixture(scope="module")
def records(texts: dict[str, bytes]) -> dict[str, MD_Metadata]:
    return {key: MD_Metadata(etree.fromstring(text)) for key, text in texts.items()}


def test_owslib_reads_what_each_dataset_is(records: dict[str, MD_Metadata]) -> None:
    for key, record in records.items():
        found = record.identification[0]
        assert found.title == DATASETS[key].title
        assert found.abstract == DATASETS[key].description
        assert found.identtype == "dataset"
        assert record.hierarchy == "dataset"
        assert record.languagecode == "fre"
        words = {word.name for group in found.keywords for word in group.keywords}
        assert {*DATASETS[key].keywords, "Nouvelle-Aquitaine"} <= words


def test_identifiers_are_one_a_dataset_and_stay(
    client: TestClient, records: dict[str, MD_Metadata]
) -> None:
    again = client.get("/ogc/collections/epci/metadata").content

    assert len({record.identifier for record in records.values()}) == len(DATASETS)
    assert MD_Metadata(etree.fromstring(again)).identifier == records["epci"].identifier


def test_the_licence_and_its_address_are_where_catalogues_look(
    texts: dict[str, bytes],
) -> None:
    for text in texts.values():
        root = etree.fromstring(text)
        uses = [
            terms
            for terms in root.iter(f"{GMD}MD_LegalConstraints")
            if terms.find(f"{GMD}useConstraints") is not None
        ]
        (terms,) = uses
        anchor = terms.find(f"{GMD}otherConstraints/*")
        assert anchor is not None
        assert anchor.text == "Licence Ouverte 2.0"
        assert LICENCE in anchor.attrib.values()


def test_whoever_is_to_be_cited_is_named(records: dict[str, MD_Metadata]) -> None:
    limits = records["broadband"].identification[0].uselimitation

    assert len(limits) == 1
    assert "ARCEP" in limits[0]
    assert "numNA Geo, données du 2" in limits[0]


def test_lineage_tells_the_method_and_every_source(
    texts: dict[str, bytes], records: dict[str, MD_Metadata]
) -> None:
    assert "Deux décomptes" in records["broadband"].dataquality.lineage
    root = etree.fromstring(texts["broadband"])
    sources = [
        text.text
        for text in root.iterfind(
            f".//{GMD}LI_Source/{GMD}description/{GCO}CharacterString"
        )
    ]
    assert len(sources) >= 3
    assert all("Licence Ouverte" in (text or "") for text in sources)


def test_the_box_and_the_days_are_told(records: dict[str, MD_Metadata]) -> None:
    found = records["broadband"].identification[0]

    assert float(found.bbox.minx) < -1
    assert float(found.bbox.maxy) > 46
    assert found.temporalextent_start == "2018-01-01"
    assert found.temporalextent_end == "2026-06-30"


def test_the_systems_of_coordinates_are_told(texts: dict[str, bytes]) -> None:
    for code in ("4326", "2154", "3857"):
        told = f"http://www.opengis.net/def/crs/EPSG/0/{code}<"
        assert told in texts["communes"].decode()


def test_a_record_says_where_to_get_the_data(
    client: TestClient, records: dict[str, MD_Metadata]
) -> None:
    for key, record in records.items():
        lines = {line.url for line in record.distribution.online}
        assert f"http://testserver/ogc/collections/{key}" in lines
        for line in lines:
            assert client.head(line).status_code == 200, line


def test_children_stand_in_the_order_of_the_schema(texts: dict[str, bytes]) -> None:
    wrong = [
        (key, kind, names)
        for key, text in texts.items()
        for element in etree.fromstring(text).iter()
        if (kind := element.tag.rpartition("}")[2]) in ORDERS
        and (names := [child.tag.rpartition("}")[2] for child in element])
        != sorted(names, key=ORDERS[kind].index)
    ]

    assert wrong == []


def test_no_property_is_empty_without_a_reason(texts: dict[str, bytes]) -> None:
    reason = f"{GCO}nilReason"
    empty = [
        (key, element.tag)
        for key, text in texts.items()
        for element in etree.fromstring(text).iter()
        if len(element) == 0
        and not (element.text or "").strip()
        and reason not in element.attrib
    ]

    assert empty == []


def test_a_record_is_linked_from_its_collection(client: TestClient) -> None:
    links = client.get("/ogc/collections/gaps").json()["links"]

    (found,) = [one for one in links if one["type"] == "application/xml"]
    assert found["rel"] == "describedby"
    assert client.get(found["href"]).status_code == 200


def test_no_collection_no_record(client: TestClient) -> None:
    assert client.get("/ogc/collections/osm/metadata").status_code == 404
    assert client.get("/ogc/collections/gaps/metadata?f=json").status_code == 400
