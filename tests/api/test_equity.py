"""`/equity`, `/hot-spots` and `/combined`: sums that hold, and the same as CSV."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from numna_geo.api.v1.answers.combined import CombinedAnswer
from numna_geo.api.v1.answers.equity import EquityAnswer
from numna_geo.api.v1.answers.hot_spots import HotSpotsAnswer

Get = Callable[..., dict[str, Any]]
EVERYBODY = 6_150_451
CREUSE = "departement:23"


def rows_of(client: TestClient, path: str, **asked: str) -> list[dict[str, str]]:
    reply = client.get(f"/api/v1{path}", params=asked, headers={"Accept": "text/csv"})
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(reply.text)))


@pytest.mark.parametrize("by", ["departement", "density", "epci"])
def test_inequality_between_and_within_is_all_of_it(get: Get, by: str) -> None:
    answer = get("/equity", indicator="support_nearest_min", by=by)
    EquityAnswer.model_validate(answer)

    theil = answer["theil"]
    parts = sum(one["theil_part"] for one in answer["groups"])
    people = sum(one["people"] for one in answer["groups"])
    assert theil["between"] + theil["within"] == pytest.approx(theil["total"])
    assert parts == pytest.approx(theil["within"])
    assert people == answer["people"]
    # Île-d'Aix, which no road leads to.
    assert answer["people"] + answer["people_without_figure"] == EVERYBODY
    assert answer["people_without_figure"] < 250


def test_the_mean_and_the_gap_stand_beside_every_inequality(get: Get) -> None:
    answer = get("/equity", indicator="host_access", within=CREUSE, max_min=30)
    gap = get(
        "/gaps",
        indicator="host_place_beyond",
        level="departement",
        within=CREUSE,
        max_min=30,
    )["values"][0]

    assert answer["mean"] > 0
    assert answer["in_gap"]["value"] == gap["value"]
    assert answer["in_gap"]["numerator"] == gap["numerator"]
    assert answer["in_gap"]["max_min"] == 30
    assert answer["text"].startswith("Creuse : ")
    assert "les mieux servis" in answer["text"]
    assert [one["name"] for one in answer["groups"]] == ["Creuse"]
    assert answer["lorenz"][0] == {"people": 0.0, "held": 0.0}
    assert answer["lorenz"][-1] == {"people": 1.0, "held": 1.0}


def test_the_groups_are_the_csv(client: TestClient, get: Get) -> None:
    groups = get("/equity", by="density")["groups"]

    rows = rows_of(client, "/equity", by="density")

    assert [row["name"] for row in rows] == [one["name"] for one in groups]
    assert [float(row["people"]) for row in rows] == [one["people"] for one in groups]
    assert {row["indicator"] for row in rows} == {"support_access"}
    assert all(row["source"] for row in rows)


def test_clusters_of_creuse_are_those_of_the_region(
    client: TestClient, get: Get
) -> None:
    every = get("/hot-spots", indicator="support_nearest_min")
    some = get("/hot-spots", indicator="support_nearest_min", within=CREUSE)
    rows = rows_of(client, "/hot-spots", indicator="support_nearest_min", within=CREUSE)
    HotSpotsAnswer.model_validate(some)

    whole = {one["code"]: one for one in every["values"]}
    assert len(whole) == 4_293
    assert len(some["values"]) == 255
    assert all(whole[one["code"]] == one for one in some["values"])
    assert every["lack"] == "HH"
    assert sum(every["counts"].values()) == 4_293
    assert every["counts"]["HH"] < every["counts_before"]["HH"]
    assert all(one["q"] <= 0.05 for one in every["values"] if one["class"] == "HH")
    assert [row["class"] for row in rows] == [one["class"] for one in some["values"]]


def test_less_offer_is_the_lack_where_more_is_better(get: Get) -> None:
    answer = get("/hot-spots", indicator="support_access", within=CREUSE)

    assert answer["lack"] == "LL"
    assert answer["people_in_lack"] == sum(
        one["population"] for one in answer["values"] if one["class"] == "LL"
    )


def test_cells_and_departments_add_up_to_the_region(
    client: TestClient, get: Get
) -> None:
    answer = get("/combined", level="departement")
    rows = rows_of(client, "/combined", level="departement")
    CombinedAnswer.model_validate(answer)

    cells = [*answer["cells"], answer["no_data"]]
    assert sum(one["communes"] for one in cells) == answer["communes"] == 4_293
    assert sum(one["people"] for one in cells) == answer["people"] == EVERYBODY
    several = [one for one in answer["cells"] if len(one["lacks"]) > 1]
    two = answer["two_or_more"]
    assert sum(one["people"] for one in several) == two["people"]
    for name in ("communes", "people"):
        departments = sum(one[f"{name}_two_or_more"] for one in answer["values"])
        assert departments == two[name]
    assert {one["lacks"] for one in answer["values"]} == {None}
    assert [int(row["rank"]) for row in rows] == [v["rank"] for v in answer["values"]]


def test_communes_say_what_they_lack(get: Get) -> None:
    answer = get("/combined", within=CREUSE)

    lacks = {one["name"]: one["lacks"] for one in answer["values"]}
    several = [one for one in lacks.values() if one and len(one) > 1]
    assert lacks["Guéret"] == []
    assert len(several) == answer["two_or_more"]["communes"]
    assert answer["text"].startswith(f"Creuse : {len(several)} communes sur 255")


def test_one_weight_alone_ranks_by_that_alone(get: Get) -> None:
    answer = get("/combined", level="departement", weights="support:2")

    by_minutes = sorted(answer["values"], key=lambda one: -one["support_mean_min"])
    assert answer["weights"] == {"broadband": 0, "support": 1, "place": 0}
    assert [one["rank"] for one in by_minutes] == list(range(1, 13))
    for one in answer["values"]:
        assert one["rank_highest"] <= one["rank"] <= one["rank_lowest"]
    (alone, *_) = (o for o in answer["sensitivity"] if o["weights"]["support"] == 1)
    assert alone["kendall_tau"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ("/equity?indicator=support_acces", "indicator"),
        ("/equity?indicator=fibre_not_connectable", "indicator"),
        ("/equity?indicator=support_access&max_min=17", "max_min"),
        ("/equity?indicator=host_choices&max_min=17", "max_min"),
        ("/equity?indicator=support_access&category=fab_lab", "category"),
        ("/equity?by=commune", "by"),
        ("/equity?within=departement:99", "within"),
        ("/hot-spots?indicator=support", "indicator"),
        ("/hot-spots", "indicator"),
        ("/combined?weights=support", "weights"),
        ("/combined?weights=support:0", "weights"),
        ("/combined?weights=support:1,support:2", "weights"),
        ("/combined?weights=support:nan", "weights"),
        ("/combined?max_min=25", "max_min"),
        ("/combined?not_connectable_share=5", "not_connectable_share"),
        ("/combined?run=999999", "run"),
    ],
)
def test_a_wrong_parameter_is_named(
    client: TestClient, asked: str, parameter: str
) -> None:
    reply = client.get(f"/api/v1{asked}")

    assert reply.status_code == 400
    assert reply.headers["content-type"] == "application/problem+json"
    assert [one["parameter"] for one in reply.json()["errors"]] == [parameter]
