"""OWSLib walks from the landing page to a feature, and filters."""

import json

import pytest
from owslib.ogcapi.features import Features
from tests.ogc.asking import COLLECTIONS, Ogc


@pytest.fixture(scope="module")
def features(ogc_origin: str) -> Features:
    return Features(f"{ogc_origin}/ogc/")


def test_owslib_finds_the_documents(features: Features) -> None:
    assert features.conformance()["conformsTo"]
    assert features.api()["openapi"].startswith("3.0")
    assert set(features.feature_collections()) == set(COLLECTIONS)


def test_owslib_reads_a_collection_and_its_schema(features: Features) -> None:
    assert features.collection("communes")["id"] == "communes"
    assert "name" in features.collection_queryables("communes")["properties"]
    assert "name" in features.collection_schema("communes")["properties"]


def test_owslib_reads_items_by_box_time_and_filter(
    features: Features, ogc: Ogc
) -> None:
    boxed = features.collection_items(
        "communes", bbox=[-0.7, 44.7, -0.4, 45], limit=500
    )
    dated = features.collection_items("broadband", datetime_="2018-02-01", limit=3)
    filtered = features.collection_items("communes", filter="department_code = '23'")

    assert [x["id"] for x in boxed["features"]] == ogc.ids(
        "communes", bbox="-0.7,44.7,-0.4,45"
    )
    assert {x["properties"]["period"] for x in dated["features"]} == {"2018-T1"}
    assert {x["properties"]["department_code"] for x in filtered["features"]} == {"23"}


def test_owslib_reads_one_feature(features: Features) -> None:
    found = features.collection_item("communes", "33063")

    assert found["properties"]["name"] == "Bordeaux"


def test_owslib_asks_in_json(features: Features) -> None:
    said = {"op": "=", "args": [{"property": "department_code"}, "23"]}

    found = features.collection_items(
        "communes", filter=json.dumps(said), **{"filter-lang": "cql2-json"}
    )

    assert {x["properties"]["department_code"] for x in found["features"]} == {"23"}
