"""What is published as datasets is what the API answers."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from numna_geo.gaps import INDICATORS
from numna_geo.model.category import Category
from numna_geo.model.freshness import DELAY_DAYS
from numna_geo.store.database import Connection
from numna_geo.usecases.published_datasets import DATASETS, GAP_LEVELS

Answered = dict[str, Any]
Get = Callable[..., Answered]

FROM_ELSEWHERE = {
    *("department_code", "epci_code", "siret", "verified_until"),
    *("imported_on", "closed_on"),
}
"""Fields that the list of structures does not tell."""


@pytest.fixture
def rows(connection: Connection) -> dict[str, Answered]:
    """Published structures by their id."""
    found = connection.execute(
        text(
            "SELECT id, properties_json::json AS properties,"
            " geometry_json::json AS geometry FROM published_structures"
        )
    )
    return {row.id: row._asdict() for row in found}


@pytest.fixture(scope="module")
def listed(get: Get) -> dict[str, Answered]:
    found: dict[str, Answered] = {}
    cursor: dict[str, str] = {}
    while True:
        page = get("/structures", limit=1_000, **cursor)
        found |= {feature["id"]: feature for feature in page["features"]}
        following = [link for link in page["links"] if link["rel"] == "next"]
        if not following:
            return found
        cursor = {"cursor": following[0]["href"].partition("cursor=")[2].split("&")[0]}


def test_structures_are_those_that_are_listed_and_tell_the_same(
    rows: dict[str, Answered], listed: dict[str, Answered]
) -> None:
    assert rows.keys() == listed.keys()
    for key, feature in listed.items():
        told = feature["properties"]
        source = {"source": told["source"]["key"]}
        source |= {"source_title": told["source"]["title"]}
        source |= {"publisher": told["source"]["publisher"]}
        source |= {"source_published_on": told["source"]["published_on"]}
        same = {**told, **told["address"], **source}
        properties = rows[key]["properties"]
        assert list(properties) == [field.name for field in DATASETS["structures"]]
        assert {
            name: value
            for name, value in properties.items()
            if name not in FROM_ELSEWHERE
        } == {name: same[name] for name in properties if name not in FROM_ELSEWHERE}, (
            key
        )
        assert rows[key]["geometry"] == feature["geometry"]


def test_a_check_holds_until_the_delay_of_the_category_is_over(
    rows: dict[str, Answered], listed: dict[str, Answered]
) -> None:
    # The API tells as of today.
    today = datetime.now(ZoneInfo("Europe/Paris")).date().isoformat()

    for key, feature in listed.items():
        told = rows[key]["properties"]
        until = told["verified_until"]
        holds = until is not None and told["verified_on"] <= today <= until
        assert holds == feature["properties"]["verified"], key
        if until is not None:
            days = date.fromisoformat(until) - date.fromisoformat(told["verified_on"])
            assert days.days == DELAY_DAYS[Category(told["category"])]


def gaps_of(connection: Connection, level: str) -> dict[str, Answered]:
    rows = connection.execute(
        text(
            "SELECT code, properties_json::json AS told, figures FROM published_gaps"
            " WHERE level = :level"
        ),
        {"level": level},
    )
    return {row.code: {**row.told, "figures": row.figures} for row in rows}


@pytest.mark.parametrize("level", GAP_LEVELS)
def test_gaps_are_those_that_are_answered(
    connection: Connection, get: Get, level: str
) -> None:
    rows = gaps_of(connection, level)
    # Of communes there are many: one indicator of each objective tells.
    some = {"fibre_not_connectable", "support_nearest_min", "host_place_beyond"}
    for key in some if level == "commune" else INDICATORS:
        answer = get("/gaps", indicator=key, level=level)

        assert len(answer["values"]) == len(rows)
        for value in answer["values"]:
            told = rows[value["code"]]
            assert told[key] == value["value"]
            assert told[f"{key}_status"] == value["status"]
            if f"{key}_numerator" in told:
                assert told[f"{key}_numerator"] == value["numerator"]
                assert told[f"{key}_denominator"] == value["denominator"]
            assert (told["name"], told["population"]) == (
                value["name"],
                value["population"],
            )
            assert told["figures"][key] == told[key]


def test_gaps_say_of_which_run_they_are(connection: Connection, get: Get) -> None:
    run = get("/gaps", indicator="support_beyond", level="departement")["run"]

    for told in gaps_of(connection, "departement").values():
        assert told["engine"] == run["engine"]
        assert run["measured_at"].startswith(told["measured_on"])
        assert list(told)[:-1] == [field.name for field in DATASETS["gaps"]]


def test_territories_are_those_that_the_api_lists(
    connection: Connection, get: Get
) -> None:
    for level in ("epci", "departement"):
        answer = get("/territories", level=level, limit=5_000)
        asked = text(
            "SELECT code, name, population FROM published_territories"
            " WHERE level = :level"
        )
        rows = connection.execute(asked, {"level": level})

        assert {row.code: (row.name, row.population) for row in rows} == {
            one["code"]: (one["name"], one["population"])
            for one in answer["territories"]
        }


def test_broadband_tells_the_premises_that_gaps_are_made_of(
    connection: Connection, get: Get
) -> None:
    asked = text(
        "SELECT properties_json::json FROM published_broadband"
        " WHERE id = '23096:2026-T2'"
    )
    gueret = connection.execute(asked).scalar_one()

    answer = get("/gaps", indicator="fibre_not_connectable", level="commune")
    (same,) = (one for one in answer["values"] if one["code"] == "23096")
    assert gueret["premises"] == same["denominator"]
    assert gueret["connectable_share"] == pytest.approx(1 - same["value"])
    assert gueret["period_start"] == "2026-04-01"
    assert gueret["period_end"] == "2026-06-30"
