"""`/structures`: pages, filters, origin of every field, merged ids."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from numna_geo.api.app import create_app
from numna_geo.settings import Settings
from numna_geo.store.database import connect, writing

Get = Callable[..., dict[str, Any]]
DEPARTMENTS = (
    *("16", "17", "19", "23", "24", "33"),
    *("40", "47", "64", "79", "86", "87"),
)


def walk(client: TestClient, path: str) -> Iterator[dict[str, Any]]:
    while path:
        answer = client.get(path).json()
        yield answer
        nexts = [link["href"] for link in answer["links"] if link["rel"] == "next"]
        path = nexts[0] if nexts else ""


@pytest.mark.parametrize("limit", [1000, 97, 250])
def test_pages_lose_and_repeat_nothing(client: TestClient, limit: int) -> None:
    pages = list(walk(client, f"/api/v1/structures?limit={limit}"))

    ids = [feature["id"] for page in pages for feature in page["features"]]
    assert ids == sorted(set(ids))
    assert {page["numberMatched"] for page in pages} == {len(ids)}
    assert sum(page["numberReturned"] for page in pages) == len(ids)


def test_a_list_holds_the_regions_own_only(client: TestClient) -> None:
    for page in walk(client, "/api/v1/structures?limit=500"):
        assert all(one["properties"]["in_region"] for one in page["features"])


def test_a_cursor_belongs_to_its_filters(client: TestClient) -> None:
    first = client.get("/api/v1/structures?category=coworking&limit=1").json()
    (link,) = [link for link in first["links"] if link["rel"] == "next"]
    assert client.get(link["href"]).status_code == 200

    other = link["href"].replace("coworking", "fab_lab")

    assert client.get(other).status_code == 400


def test_a_box_holds_what_lies_in_it(get: Get) -> None:
    inside = get("/structures", bbox="-0.7,44.7,-0.4,45.0", limit=1000)

    assert inside["numberMatched"] > 10
    for one in inside["features"]:
        lon, lat = one["geometry"]["coordinates"]
        assert -0.7 <= lon <= -0.4
        assert 44.7 <= lat <= 45.0


def test_departments_add_up_to_the_region(get: Get) -> None:
    parts = [
        get("/structures", territory=f"departement:{code}", limit=1)["numberMatched"]
        for code in DEPARTMENTS
    ]

    in_communes = get("/structures", territory="region:75", limit=1)["numberMatched"]
    assert sum(parts) == in_communes
    assert all(parts)


def test_the_filters_narrow(get: Get) -> None:
    everything = get("/structures", limit=1)["numberMatched"]
    support = get("/structures", family="support", limit=1)["numberMatched"]
    host = get("/structures", family="host", limit=1)["numberMatched"]
    services = get("/structures", source="france_services_2024", limit=1)
    open_ones = get("/structures", status="open", limit=1)["numberMatched"]

    assert 0 < support < host < everything
    assert 300 < services["numberMatched"] <= 348
    assert 0 < open_ones < everything


def test_one_structure_tells_where_every_field_came_from(get: Get) -> None:
    some = get("/structures", limit=1)["features"][0]

    one = get(f"/structures/{some['id']}")

    properties = one["properties"]
    assert properties["name"] == some["properties"]["name"]
    assert properties["records"]
    keys = {record["source_key"] for record in properties["records"]}
    assert properties["provenance"]["name"]["source"] in keys


def test_a_place_beyond_the_border_can_be_opened_by_its_id(get: Get) -> None:
    found = get("/nearest", lon=2.3522, lat=48.8566, limit=50)["features"]
    (beyond, *_) = [one for one in found if not one["properties"]["in_region"]]

    assert get(f"/structures/{beyond['id']}")["id"] == beyond["id"]


def test_a_merged_id_leads_to_the_survivor(
    scratch_url: str, settings: Settings
) -> None:
    engine = connect(scratch_url)
    with writing(engine) as connection:
        connection.execute(
            text(
                "INSERT INTO sources VALUES"
                " ('s', 't', 'p', 'l', NULL, NULL, NULL, 1, 'structures', true)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO structures (id, name, search_name, category, family,"
                " status, digital_focus, position_precision, in_region, competence,"
                " imported_on, source_key) VALUES ('kept', 'x', 'x', 'fab_lab',"
                " 'host', 'open', 'unknown', 'unknown', true, 'unknown', now(), 's')"
            )
        )
        connection.execute(
            text("INSERT INTO structure_redirects VALUES ('merged', 'kept')")
        )
    engine.dispose()

    with TestClient(create_app(settings, database_url=scratch_url)) as client:
        reply = client.get("/api/v1/structures/merged", follow_redirects=False)
        followed = client.get("/api/v1/structures/merged")

    assert reply.status_code == 301
    assert reply.headers["location"] == "/api/v1/structures/kept"
    assert followed.json()["id"] == "kept"
    assert followed.json()["geometry"] is None
