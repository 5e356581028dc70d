"""The OpenAPI 3.0 document tells every address that is mounted, and no other."""

from typing import Any

import pytest
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from numna_geo.api.ogc.described import Described
from numna_geo.api.ogc.mounted import PARTS
from numna_geo.usecases.published_datasets import DATASETS

Document = dict[str, Any]


@pytest.fixture(scope="module")
def document(client: TestClient) -> Document:
    reply = client.get("/ogc/api")
    told = "application/vnd.oai.openapi+json;version=3.0"
    assert reply.headers["content-type"] == told
    found: Document = reply.json()
    return found


def test_it_is_valid_and_fetches_nothing(document: Document) -> None:
    validate(document)

    assert document["openapi"].startswith("3.0")
    assert '"$ref": "http' not in str(document).replace("'", '"')


def test_every_address_is_documented(document: Document) -> None:
    def shape(path: str) -> str:
        return "/".join("*" if "{" in part else part for part in path.split("/"))

    templates = {*Described(PARTS).routes(), *(r for p in PARTS for r in p.routes)}
    mounted = {
        shape(path.replace("{dataset}", key))
        for path in templates
        for key in DATASETS
        if path
    }

    assert {shape(path) for path in document["paths"]} == mounted


@pytest.mark.parametrize("key", DATASETS)
def test_every_field_is_a_parameter_and_a_queryable(
    client: TestClient, document: Document, key: str
) -> None:
    items = document["paths"][f"/collections/{key}/items"]["get"]["parameters"]
    named = {one["name"] for one in items if "name" in one}
    queryables = client.get(f"/ogc/collections/{key}/queryables").json()

    fields = {field.name for field in DATASETS[key]}
    assert fields <= named
    assert {*fields, "geometry"} == set(queryables["properties"])


def test_what_clients_look_for_is_declared(client: TestClient) -> None:
    declared = client.get("/ogc/conformance").json()["conformsTo"]

    root = "http://www.opengis.net/spec"
    for name in (
        "ogcapi-features-1/1.0/conf/core",
        "ogcapi-features-2/1.0/conf/crs",
        "ogcapi-features-3/1.0/conf/filter",
        "ogcapi-features-3/1.0/conf/features-filter",
        "cql2/1.0/conf/cql2-text",
        "cql2/1.0/conf/basic-cql2",
        "cql2/1.0/conf/advanced-comparison-operators",
        "cql2/1.0/conf/case-insensitive-comparison",
        "cql2/1.0/conf/basic-spatial-operators",
    ):
        assert f"{root}/{name}" in declared
    assert len(declared) == len(set(declared))
