"""`/scenarios` and `/siting`: known answers, the same by address, named mistakes."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from numna_geo.usecases import site_places

Get = Callable[..., dict[str, Any]]
SAINTES = {"category": "incubator", "commune": "17415"}
ASKED = {"indicator": "support_beyond", "add": [SAINTES]}


@pytest.fixture(autouse=True)
def time_to_prove(monkeypatch: pytest.MonkeyPatch) -> None:
    """The best choice is told as such where nobody had to stop before."""
    monkeypatch.setattr(site_places, "SECONDS", 600)


def test_a_place_in_saintes_serves_charente_maritime(client: TestClient) -> None:
    reply = client.post("/api/v1/scenarios", json=ASKED)

    answer = reply.json()
    gained = {
        one["name"]: one["difference"]["inhabitants"]["newly_covered"]
        for one in answer["territories"]
    }
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    assert gained["Charente-Maritime"] > 50_000
    assert (
        sum(gained.values()) == (answer["difference"]["inhabitants"]["newly_covered"])
    )
    assert answer["difference"]["inhabitants"]["lost"] == 0
    assert answer["communes"][0]["name"] == "Saintes"
    assert answer["is_estimate"]


def test_the_address_of_an_answer_asks_the_same(client: TestClient, get: Get) -> None:
    answer = client.post("/api/v1/scenarios", json=ASKED).json()
    href = answer["links"][0]["href"]

    again = client.get(href).json()
    table = client.get(f"{href}&f=csv")
    features = client.get(f"{href}&f=geojson").json()["features"]

    assert again["difference"] == answer["difference"]
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [row["code"] for row in rows] == [c["code"] for c in answer["communes"]]
    assert [one["id"] for one in features] == [row["code"] for row in rows]
    assert features[0]["geometry"]["type"] in {"Polygon", "MultiPolygon"}


def test_every_wrong_item_is_named(client: TestClient) -> None:
    wrong = {
        "indicator": "host_place_beyond",
        "add": [
            {"category": "incubator", "lon": 0.1, "lat": 45.6},
            {"category": "coworking", "lon": 2.35, "lat": 48.85},
            {"category": "coworking"},
        ],
        "remove": ["nobody"],
    }

    reply = client.post("/api/v1/scenarios", json=wrong)

    assert reply.status_code == 400
    assert reply.headers["content-type"] == "application/problem+json"
    named = [one["parameter"] for one in reply.json()["errors"]]
    assert named == ["add[0].category", "add[1].lat", "add[2]", "remove[0]"]


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"indicator": "nothing"}, "indicator"),
        ({"indicator": "fibre_not_connectable"}, "indicator"),
        ({**ASKED, "add": [{"category": "x"}]}, "add[0].category"),
        ({**ASKED, "max_min": 21}, "max_min"),
        ({**ASKED, "within": "departement:99"}, "within"),
        ({**ASKED, "more": 1}, "more"),
        ({**ASKED, "add": [SAINTES] * 51}, "add"),
        ([], "body"),
        ({**ASKED, "remove": ["a\0b"]}, "remove[0]"),
        ({**ASKED, "within": "commune:\0"}, "within"),
        ({**ASKED, "move": [{"structure": "\0", "commune": "17415"}]}, "move[0]"),
        ({**ASKED, "add": [1] * 30_000}, "add"),
        ({**ASKED, "add": [{**SAINTES, "lon": 0.1, "lat": 45.6}]}, "add[0]"),
        ({**ASKED, "add": [{**SAINTES, "lon": 0.1}]}, "add[0]"),
        ({**ASKED, "add": [{"category": "incubator", "at": "17415"}]}, "add[0]"),
        ({**ASKED, "add": [{"structure": "a", "at": "b", **SAINTES}]}, "add[0]"),
        ({**ASKED, "add": [{"category": "incubator", "commune": "1"}]}, "add[0]"),
        ({**ASKED, "x": [[[]]] * 3}, "x"),
    ],
)
def test_a_wrong_question_is_refused(
    client: TestClient, body: Any, parameter: str
) -> None:
    reply = client.post("/api/v1/scenarios", json=body)

    assert reply.status_code == 400
    assert reply.json()["errors"][0]["parameter"].startswith(parameter)


def test_the_whole_of_a_refusal_stays_small(client: TestClient) -> None:
    reply = client.post("/api/v1/scenarios", json={f"x{i}": i for i in range(5_000)})

    body = reply.json()
    assert (len(body["errors"]), body["more_errors"]) == (20, 5_000 + 1 - 20)
    assert len(reply.content) < 10_000


@pytest.mark.parametrize("deep", [300, 900, 1_100, 30_000])
def test_a_deep_body_is_refused(client: TestClient, deep: int) -> None:
    said = {"content-type": "application/json"}
    body = '{"x":' + "[" * deep + "]" * deep + "}"

    reply = client.post("/api/v1/scenarios", content=body, headers=said)

    assert reply.status_code == 400
    assert reply.json()["errors"]


def test_a_key_that_stands_twice_is_named(client: TestClient) -> None:
    said = {"content-type": "application/json; charset=utf-8"}
    twice = '{"indicator":"support_beyond","add":[{"lon":1,"lat":45,"lon":2}]}'

    reply = client.post("/api/v1/scenarios", content=twice, headers=said)

    assert reply.json()["errors"][0]["parameter"] == "lon"


@pytest.mark.parametrize("said", ["text/plain", ""])
def test_a_body_that_does_not_say_it_is_json_is_415(
    client: TestClient, said: str
) -> None:
    headers = {"content-type": said} if said else {}

    reply = client.post(
        "/api/v1/scenarios", content=b'{"indicator":"x"}', headers=headers
    )

    assert reply.status_code == 415
    assert "application/json" in reply.json()["detail"]


def test_a_structure_that_closes_holds_no_visit_and_none_visits_itself(
    client: TestClient, get: Get
) -> None:
    one = get("/structures", category="incubator", limit=1)["features"][0]["id"]
    visit = {"structure": one, "commune": "17415"}

    closed = client.post(
        "/api/v1/scenarios", json={**ASKED, "add": [visit], "remove": [one]}
    )
    itself = client.get(f"/api/v1/scenarios?indicator=support_beyond&visit={one}@{one}")

    (error,) = closed.json()["errors"]
    assert error["parameter"] == "add[0].structure"
    assert "remove[0]" in error["expected"]
    assert itself.json()["errors"][0]["parameter"] == "visit[0].at"


def test_an_address_names_too_many_changes_once(client: TestClient) -> None:
    asked = {"indicator": "support_beyond", "remove": "a;" * 1_000}

    reply = client.get("/api/v1/scenarios", params=asked)

    assert reply.status_code == 400
    assert [one["parameter"] for one in reply.json()["errors"]] == ["remove"]


def test_every_method_of_an_address_is_told(client: TestClient) -> None:
    other = client.delete("/api/v1/scenarios")
    asked = {"origin": "https://a.example", "access-control-request-method": "POST"}
    preflight = client.options("/api/v1/scenarios", headers=asked)

    assert other.headers["allow"] == "GET, HEAD, POST"
    assert "POST" in preflight.headers["access-control-allow-methods"]


def test_tables_and_problems_are_compressed_and_say_so(client: TestClient) -> None:
    gaps = "/api/v1/gaps?indicator=support_beyond&level=departement"

    wrong = "".join(f"&x{i}=y" for i in range(20))

    for asked in (f"{gaps}&f=csv", f"{gaps}{wrong}"):
        reply = client.get(asked, headers={"accept-encoding": "gzip"})

        assert reply.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in reply.headers["vary"].lower()


def test_no_other_choice_serves_more_and_the_scenario_agrees(
    client: TestClient, get: Get
) -> None:
    asked = {"family": "support", "count": 3, "within": "departement:23"}

    answer, quick = get("/siting", **asked), get("/siting", **asked, method="greedy")

    assert (answer["proof"], answer["gap_share"]) == ("optimal", 0)
    assert quick["gain"] <= answer["gain"] <= quick["bound"]
    assert answer["gain"] == sum(one["gain"] for one in answer["places"])
    gains = [step["gain"] for step in answer["curve"]]
    assert gains == sorted(gains, reverse=True)
    scenario = client.get(answer["links"][1]["href"]).json()
    newly = scenario["difference"]["inhabitants"]["newly_covered"]
    assert newly == answer["gain"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "category"),
        ("category=research", "category"),
        ("category=fab_lab&family=host", "category"),
        ("category=fab_lab&count=21", "count"),
        ("category=fab_lab&candidates=sites&sites=2,95", "sites[0]"),
        ("category=fab_lab&sites=1.8,46.1", "sites"),
        ("category=fab_lab&floor=0.5&method=greedy", "floor"),
    ],
)
def test_a_wrong_siting_is_refused(
    client: TestClient, query: str, parameter: str
) -> None:
    reply = client.get(f"/api/v1/siting?{query}")

    assert reply.status_code == 400
    assert reply.json()["errors"][0]["parameter"] == parameter


def test_a_floor_that_no_choice_meets_is_named(client: TestClient) -> None:
    reply = client.get(
        "/api/v1/siting?family=support&count=1&floor=0.99&within=departement:23"
    )

    assert reply.status_code == 400
    assert reply.json()["errors"][0]["parameter"] == "floor"
