"""The OpenAPI document is true: every answer is held against it."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

Document = dict[str, Any]

ASKED = {
    "/api/v1/nearest": "?commune=23096&stage=creation&sector=e_health&limit=50",
    "/api/v1/structures": "?limit=1000",
    "/api/v1/structures/{structure_id}": "",
    "/api/v1/territories": "?level=epci&limit=200",
    "/api/v1/territories/{level}/{code}": "",
    "/api/v1/geocode": "?q=saint",
    "/api/v1/isochrone": "?commune=17306&minutes=10&minutes=20&band=possible",
    "/api/v1/indicators": "",
    "/api/v1/unmet-needs": "?level=commune",
    "/api/v1/gaps": "?indicator=host_place_beyond&level=epci",
    "/api/v1/territories/{level}/{code}/sheet": "",
    "/api/v1/matrix": "?by=need&level=epci",
    "/api/v1/matrix/cell": "?by=need&row=support&territory=departement:23",
    "/api/v1/combined": "?level=epci",
    "/api/v1/equity": "?indicator=support_access",
    "/api/v1/hot-spots": "?indicator=support_beyond&within=departement:23",
    "/api/v1/roadmap": "",
    "/api/v1/runs": "",
    "/api/v1/scenarios": "?indicator=support_beyond&add=incubator:23096",
    "/api/v1/siting": "?category=fab_lab&count=2&within=departement:23&method=greedy",
    "/api/v1/sources": "",
    "/api/v1/imports": "?limit=2",
    "/api/v1/imports/{import_id}": "?limit=5",
    "/api/v1/downloads": "",
}


@pytest.fixture(scope="module")
def document(client: TestClient) -> Document:
    found: Document = client.get("/openapi.json").json()
    return found


POSTED = {"/api/v1/scenarios"}
"""Paths that take a body too; their own tests hold it against the document."""


BUILT = {
    "/api/v1/downloads/{dataset}/changes",
    "/api/v1/downloads/{dataset}/{version}/{file}",
}
"""Paths that answer once whole layers are built; test_downloads.py asks them."""


def operations(document: Document) -> list[tuple[str, dict[str, Any]]]:
    """By method and path, such as `GET /healthz`."""
    return [
        (f"{method.upper()} {path}", operation)
        for path, one in document["paths"].items()
        for method, operation in one.items()
    ]


def schema(document: Document, path: str, status: str) -> tuple[str, dict[str, Any]]:
    content = document["paths"][path]["get"]["responses"][status]["content"]
    media_type, described = next(iter(content.items()))
    return media_type, {**described["schema"], "components": document["components"]}


def broken(expected: dict[str, Any], answer: Any) -> list[str]:
    found = Draft202012Validator(expected).iter_errors(answer)
    return [f"{error.json_path}: {error.message[:80]}" for error in found]


def test_the_document_is_openapi_3_1_on_its_own(document: Document) -> None:
    assert document["openapi"].startswith("3.1")
    assert "http://" not in str(document)
    assert set(document["paths"]) == {"/healthz", "/readyz", *ASKED, *BUILT}
    assert {p for p, one in document["paths"].items() if "post" in one} == POSTED


@pytest.mark.parametrize("path", ASKED)
def test_every_answer_is_what_the_document_says(
    client: TestClient, document: Document, path: str
) -> None:
    some = client.get("/api/v1/structures?limit=1").json()["features"][0]["id"]
    last = client.get("/api/v1/imports?limit=1").json()["imports"][0]["id"]
    filled = path.format(
        structure_id=some, level="commune", code="33063", import_id=last
    )
    media_type, expected = schema(document, path, "200")

    reply = client.get(filled + ASKED[path])

    assert reply.status_code == 200
    assert reply.headers["content-type"] == media_type
    assert broken(expected, reply.json()) == []


@pytest.mark.parametrize("path", ASKED)
def test_every_problem_is_what_the_document_says(
    client: TestClient, document: Document, path: str
) -> None:
    filled = path.format(structure_id="x", level="commune", code="33063", import_id="1")
    media_type, expected = schema(document, path, "400")

    reply = client.get(filled + "?unknown=1")

    assert reply.status_code == 400
    assert reply.headers["content-type"] == media_type == "application/problem+json"
    assert broken(expected, reply.json()) == []


def test_every_parameter_is_explained(document: Document) -> None:
    for path, operation in operations(document):
        assert operation["summary"]
        assert operation["description"]
        assert "422" not in operation["responses"]
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query":
                assert parameter["description"], (path, parameter["name"])


def test_the_reference_page_needs_nobody_and_no_script(
    client: TestClient, document: Document
) -> None:
    page = client.get("/docs").text

    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
    for path, operation in operations(document):
        assert f"<code>{path}</code>" in page
        for parameter in operation.get("parameters", []):
            assert f"<code>{parameter['name']}</code>" in page


def test_every_kind_of_problem_leads_to_the_reference(client: TestClient) -> None:
    page = client.get("/docs").text
    kinds = [
        client.get("/api/v1/geocode").json()["type"],
        client.get("/api/v1/structures/nobody").json()["type"],
        client.get("/api/v1/nearest?address=zzzzqqqq").json()["type"],
    ]

    for kind in kinds:
        assert f'id="{kind.removeprefix("/docs#")}"' in page


def test_a_verified_answer_is_what_the_document_says(
    client: TestClient, document: Document
) -> None:
    _, expected = schema(document, "/api/v1/gaps", "200")

    reply = client.get(
        "/api/v1/gaps?indicator=support_beyond&level=epci&reading=verified"
    )

    assert broken(expected, reply.json()) == []
