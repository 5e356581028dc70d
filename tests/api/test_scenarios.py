"""`/scenarios` and `/siting`: known answers, the same by address, named mistakes."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

Get = Callable[..., dict[str, Any]]
SAINTES = {"category": "incubator", "commune": "17415"}
ASKED = {"indicator": "support_beyond", "add": [SAINTES]}


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
    assert named == ["add[0].category", "add[1].lon", "add[2]", "remove[0]"]


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
    ],
)
def test_a_wrong_question_is_refused(
    client: TestClient, body: Any, parameter: str
) -> None:
    reply = client.post("/api/v1/scenarios", json=body)

    assert reply.status_code == 400
    assert reply.json()["errors"][0]["parameter"] == parameter


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
