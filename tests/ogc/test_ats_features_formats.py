"""Annex A of OGC API – Features, Part 1: GeoJSON, HTML and OpenAPI 3.0."""

from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator
from tests.ogc import schemas
from tests.ogc.asking import (
    COLLECTIONS,
    GEOJSON,
    OPENAPI,
    Answered,
    Ogc,
    links,
    media_type,
)

PAGES = (
    "/",
    "/conformance",
    "/collections",
    "/collections/structures",
    "/collections/structures/items",
    "/collections/communes/items/33063",
)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_geojson_definition_items_and_feature_are_geo_json(
    ogc: Ogc, collection: str
) -> None:
    (name,) = ogc.ids(collection, limit=1)[:1]

    for path in ("items", f"items/{name}"):
        for asked in ({"accept": GEOJSON}, {"f": "json"}, {"accept": "*/*"}):
            reply = ogc.get(f"/collections/{collection}/{path}", **asked)
            assert reply.status_code == 200
            assert media_type(reply) == GEOJSON


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_geojson_content_follows_rfc_7946(ogc: Ogc, collection: str) -> None:
    for page in (
        ogc.json(f"/collections/{collection}/items", limit=10),
        ogc.json(f"/collections/{collection}/items", bbox="5,48,20,70"),
    ):
        schemas.check(page, schemas.FEATURE_COLLECTION)
        assert all("links" not in x or x["links"] for x in page["features"])


def test_ats_geojson_content_outer_rings_run_against_the_clock(ogc: Ogc) -> None:
    for feature in ogc.features("departements"):
        for rings in feature["geometry"]["coordinates"]:
            for number, ring in enumerate(rings):
                assert ring[0] == ring[-1]
                ahead = pairwise(ring)
                doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in ahead)
                assert (doubled > 0) == (number == 0)


@pytest.mark.parametrize("path", PAGES)
def test_ats_html_definition_every_resource_is_a_page_too(ogc: Ogc, path: str) -> None:
    for asked in ({"accept": "text/html"}, {"f": "html"}):
        reply = ogc.get(path, **asked)
        assert reply.status_code == 200
        assert reply.headers["content-type"].startswith("text/html")


class Read(HTMLParser):
    """The words and the addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.targets: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, _: str, told: list[tuple[str, str | None]]) -> None:
        self.targets |= {v for k, v in told if k == "href" and v}


def read(page: str) -> Read:
    reader = Read()
    reader.feed(page)
    return reader


def test_ats_html_content_shows_what_json_tells(ogc: Ogc) -> None:
    told = ogc.json("/collections/communes/items/33063")
    page = read(ogc.get("/collections/communes/items/33063", f="html").text)

    shown = " ".join(page.words)
    assert page.words[0] is not None
    for name in ("code", "name"):
        assert str(told["properties"][name]) in shown


def test_ats_html_content_links_to_json_and_to_the_next_page(ogc: Ogc) -> None:
    page = read(ogc.get("/collections/communes/items", f="html", limit=5).text)

    assert any("f=json" in one for one in page.targets)
    assert any("cursor=" in one or "offset=" in one for one in page.targets)


@pytest.fixture(scope="module")
def definition(ogc: Ogc) -> Answered:
    return ogc.json("/api")


def test_ats_oas30_oas_definition_1_is_had_as_openapi_and_as_html(ogc: Ogc) -> None:
    landing = ogc.json("/")
    (described,) = links(landing, "service-desc")
    explained = links(landing, "service-doc")

    assert described["type"] == OPENAPI
    assert "text/html" in {one["type"] for one in explained}


def test_ats_oas30_oas_definition_2_is_valid_and_whole(definition: Answered) -> None:
    OpenAPIV30SpecValidator(definition).validate()

    def references(held: Any) -> set[str]:
        if isinstance(held, dict):
            here = {held["$ref"]} if isinstance(held.get("$ref"), str) else set()
            return here.union(*map(references, held.values()))
        if isinstance(held, list):
            return set[str]().union(*map(references, held))
        return set()

    assert all(one.startswith("#/") for one in references(definition))


def test_ats_oas30_oas_impl_every_path_of_it_answers(
    ogc: Ogc, definition: Answered
) -> None:
    plain = [path for path in definition["paths"] if "{" not in path]

    assert {f"/collections/{name}/items" for name in COLLECTIONS} <= set(plain)
    (server,) = definition["servers"]
    assert server["url"].rstrip("/").endswith("/ogc")
    for path in plain:
        asked = {"limit": 1} if path.endswith("/items") else {}
        reply = ogc.get(path, **asked)
        assert reply.status_code == 200, path
        told = definition["paths"][path]["get"]["responses"]["200"]["content"]
        assert media_type(reply) in {kind.partition(";")[0] for kind in told}, path


def test_ats_oas30_completeness_every_answer_that_happens_is_declared(
    definition: Answered,
) -> None:
    for path, told in definition["paths"].items():
        declared = set(told["get"]["responses"])
        assert {"200", "400"} <= declared or "default" in declared, path
        if "{" in path:
            assert "404" in declared or "default" in declared, path


def test_ats_oas30_exceptions_codes_errors_are_problem_documents(
    definition: Answered,
) -> None:
    for path, told in definition["paths"].items():
        for status, answer in told["get"]["responses"].items():
            if status.startswith("4"):
                found = answer
                if "$ref" in answer:
                    name = answer["$ref"].rpartition("/")[2]
                    found = definition["components"]["responses"][name]
                assert "application/problem+json" in found["content"], (path, status)


def test_ats_oas30_security_asks_for_no_key(definition: Answered) -> None:
    assert not definition.get("security")
    assert not definition.get("components", {}).get("securitySchemes")
