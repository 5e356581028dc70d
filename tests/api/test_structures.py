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
                " redistributable, completeness, digest, imported_on, source_key)"
                " VALUES ('kept', 'x', 'x', 'fab_lab', 'host', 'open', 'unknown',"
                " 'unknown', true, 'unknown', true, 0, 'd', now(), 's')"
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


def test_every_known_field_has_an_origin_among_the_records(get: Get) -> None:
    some = get("/structures", limit=60)["features"]

    for listed in some:
        one = get(f"/structures/{listed['id']}")["properties"]
        records = {(r["source_key"], r["record_key"]) for r in one["records"]}
        origins = one["provenance"]
        assert {(o["source"], o["record_key"]) for o in origins.values()} <= records
        told = {"name": one["name"], "phone": one["phone"], "opening": one["opening"]}
        for field, value in told.items():
            assert (field in origins) == (value is not None), (one["id"], field)
        assert "position" in origins


def test_a_structure_owes_the_licences_of_all_who_speak_of_it(get: Get) -> None:
    for listed in get("/structures", limit=60)["features"]:
        one = get(f"/structures/{listed['id']}")["properties"]

        assert one["licences"] == listed["properties"]["licences"]
        heard = [r for r in one["records"] if r["redistributable"]]
        assert set(one["licences"]) == {r["licence"] for r in heard}


def test_completeness_is_the_share_of_its_criteria(get: Get) -> None:
    for listed in get("/structures", limit=60)["features"]:
        one = get(f"/structures/{listed['id']}")["properties"]

        judged = [met for met in one["criteria"].values() if met is not None]
        assert one["completeness"] == pytest.approx(sum(judged) / len(judged))


def test_nothing_is_verified_that_nobody_checked(get: Get) -> None:
    for feature in get("/structures", limit=1000)["features"]:
        one = feature["properties"]
        assert one["verified_on"] is not None or one["verified"] is False


@pytest.fixture
def asked_elsewhere(scratch_url: str, settings: Settings) -> Iterator[TestClient]:
    """Incubators of Creuse, and what their sources say of who may ask them."""
    engine = connect(scratch_url)
    with writing(engine) as connection:
        for statement in ASKED_ELSEWHERE.split(";"):
            connection.execute(text(statement))
    engine.dispose()
    with TestClient(create_app(settings, database_url=scratch_url)) as client:
        yield client


ASKED_ELSEWHERE = """
INSERT INTO sources (key, title, publisher, licence, rank, family, redistributable)
VALUES ('a', 'A', 'P', 'Licence Ouverte 2.0', 1, 'structures', true),
       ('b', 'B', 'P', 'à confirmer', 2, 'structures', false);
INSERT INTO territories (key, level, code, name, search_name, in_region, seat,
    outline_fine, outline_coarse)
SELECT level || code, level, code, name, lower(name), true,
    'POINT(1.87 46.17)'::geography, outline, outline
FROM (VALUES ('commune', '23096', 'Guéret'), ('departement', '23', 'Creuse'))
    AS t (level, code, name),
    ST_Multi(ST_MakeEnvelope(1.8, 46.1, 1.95, 46.25, 4326)) AS outline;
INSERT INTO territory_members (level, code, commune_code)
VALUES ('departement', '23', '23096');
INSERT INTO structures (id, name, search_name, category, family, status,
    digital_focus, position, position_precision, commune_code, in_region, phone,
    remote, competence, redistributable, completeness, digest, imported_on,
    source_key)
SELECT id, id, id, 'incubator', 'support', 'open', 'unknown',
    'POINT(1.87 46.17)'::geography, 'address', '23096', true, '+33555000000', remote,
    'known', redistributable, 0.5, 'd', '2026-11-26', 'a'
FROM (VALUES ('a-1', NULL, true), ('a-2', true, false), ('a-3', NULL, true),
    ('a-4', NULL, true)) AS s (id, remote, redistributable);
INSERT INTO structure_categories SELECT id, category, true FROM structures;
INSERT INTO structure_records (source_key, record_key, structure_id)
VALUES ('a', '1', 'a-1'), ('b', '9', 'a-1'), ('b', '2', 'a-2');
INSERT INTO records (source_key, record_key, record, digest, in_region, imported_on,
    gone_on)
VALUES ('b', '9', '{}', 'd', true, '2026-01-01', '2026-06-01');
INSERT INTO structure_fields (structure_id, field, source_key, record_key)
VALUES ('a-1', 'phone', 'b', '9');
INSERT INTO structure_competences (structure_id, level, code)
VALUES ('a-1', 'departement', '23'), ('a-2', 'departement', '87'),
    ('a-4', 'departement', '87');
INSERT INTO structure_visits (structure_id, commune_code, opening)
VALUES ('a-3', '23096', 'Mo 09:00-12:00')
"""


def test_a_field_comes_from_the_first_record_unless_another_gave_it(
    asked_elsewhere: TestClient,
) -> None:
    one = asked_elsewhere.get("/api/v1/structures/a-1").json()["properties"]

    assert one["provenance"]["name"] == {"source": "a", "record_key": "1"}
    assert one["provenance"]["phone"] == {"source": "b", "record_key": "9"}
    assert "website" not in one["provenance"]
    assert "digital_focus" not in one["provenance"]
    assert [r["gone_on"] for r in one["records"]] == [None, "2026-06-01"]
    # The other record only tells that the place is the same.
    assert one["licences"] == ["Licence Ouverte 2.0"]


def test_a_structure_says_from_where_it_may_be_asked(
    asked_elsewhere: TestClient,
) -> None:
    one = asked_elsewhere.get("/api/v1/structures/a-1").json()["properties"]
    visiting = asked_elsewhere.get("/api/v1/structures/a-3").json()["properties"]

    assert one["competence_areas"] == [
        {"level": "departement", "code": "23", "name": "Creuse"}
    ]
    assert visiting["visits"] == [
        {"commune_code": "23096", "commune": "Guéret", "opening": "Mo 09:00-12:00"}
    ]


def test_the_nearest_say_whether_they_may_be_asked_from_here(
    asked_elsewhere: TestClient,
) -> None:
    answer = asked_elsewhere.get("/api/v1/nearest?lon=1.87&lat=46.17").json()

    said = {f["id"]: f["properties"] for f in answer["features"]}
    assert {key: one["competence"] for key, one in said.items()} == {
        "a-1": "covers",
        "a-3": "visits",
    }


def test_those_of_other_territories_are_no_answer_even_from_afar(
    asked_elsewhere: TestClient,
) -> None:
    # At sea nobody's area is known, and a-2 helps from afar too.
    at_sea = asked_elsewhere.get("/api/v1/nearest?lon=-3&lat=45").json()

    said = {f["id"]: f["properties"] for f in at_sea["features"]}
    assert set(said) == {"a-1", "a-2", "a-3", "a-4"}
    assert said["a-2"]["competence"] == "remote"
    assert "licence à confirmer" in [r["text"] for r in said["a-2"]["reasons"]]


def test_an_unconfirmed_licence_keeps_a_structure_out_of_lists(
    asked_elsewhere: TestClient,
) -> None:
    listed = asked_elsewhere.get("/api/v1/structures").json()
    alone = asked_elsewhere.get("/api/v1/structures/a-2").json()["properties"]

    assert [one["id"] for one in listed["features"]] == ["a-1", "a-3", "a-4"]
    assert listed["numberMatched"] == 3
    assert alone["redistributable"] is False


def test_no_record_says_that_a_structure_closed_when_all_are_gone(
    asked_elsewhere: TestClient, scratch_url: str
) -> None:
    before = asked_elsewhere.get("/api/v1/structures/a-1").json()["properties"]
    engine = connect(scratch_url)
    with writing(engine) as connection:
        connection.execute(
            text(
                "UPDATE structures SET status = 'closed', closed_on = '2026-11-26'"
                " WHERE id = 'a-1'"
            )
        )
    engine.dispose()

    after = asked_elsewhere.get("/api/v1/structures/a-1").json()["properties"]

    assert "status" in before["provenance"]
    assert after["status"] == "closed"
    assert "status" not in after["provenance"]
