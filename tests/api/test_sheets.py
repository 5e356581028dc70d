"""GET /territories/{level}/{code}/sheet, on the loaded data."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

Ask = Callable[..., dict[str, Any]]

CREUSE = "/territories/departement/23/sheet"


@pytest.fixture(scope="module")
def creuse(get: Ask) -> dict[str, Any]:
    return get(CREUSE)


def test_the_sheet_has_the_numbers_of_gaps(get: Ask, creuse: dict[str, Any]) -> None:
    asked = [line for line in creuse["indicators"] if line["objective"] == 12][:2]
    asked += [line for line in creuse["categories"] if line["category"] == "fab_lab"]
    same = ("value", "numerator", "denominator", "border_unknown", "uncertain")

    for line in asked:
        query = {"indicator": line["indicator"], "level": "departement"}
        if line["category"] is not None:
            query["category"] = line["category"]
        gaps = get("/gaps", **query)
        (own,) = [one for one in gaps["values"] if one["code"] == "23"]

        assert {name: line[name] for name in same} == {n: own[n] for n in same}
        assert (line["rank"], line["rank_of"]) == (own["rank"], 12)
        assert line["status"] == own["status"]
        assert line["region"] == gaps["totals"][-1]["value"]


def test_the_band_holds_everybody_and_a_verified_gap_is_split(
    get: Ask, creuse: dict[str, Any]
) -> None:
    (line,) = [x for x in creuse["indicators"] if x["indicator"] == "support_beyond"]
    verified = get(
        "/gaps",
        indicator="support_beyond",
        level="departement",
        reading="verified",
    )
    (own,) = [one for one in verified["values"] if one["code"] == "23"]

    assert sum(line["band"].values()) == line["denominator"]
    told = line["verified"]
    assert (told["absent"], told["not_verified"]) == (
        own["absent"],
        own["not_verified"],
    )
    assert told["absent"] + told["not_verified"] == told["numerator"]


def test_every_indicator_of_the_catalogue_is_on_it(
    get: Ask, creuse: dict[str, Any]
) -> None:
    catalogue = [one["key"] for one in get("/indicators")["indicators"]]
    cited = {source["key"] for source in creuse["sources"]}

    assert [line["indicator"] for line in creuse["indicators"]] == catalogue
    for line in (*creuse["indicators"], *creuse["categories"]):
        assert set(line["sources"]) <= cited
    for sentence in creuse["text"]["fr"]:
        assert set(sentence["sources"]) <= cited
    assert 4 <= len(creuse["text"]["fr"]) == len(creuse["text"]["en"]) <= 8


def test_the_worst_gaps_name_communes_of_the_territory(creuse: dict[str, Any]) -> None:
    assert len(creuse["worst_gaps"]) == 3
    for worst in creuse["worst_gaps"]:
        assert all(one["code"].startswith("23") for one in worst["communes"])
        people = [one["numerator"] for one in worst["communes"]]
        assert people == sorted(people, reverse=True)


def test_structures_are_those_of_the_list(get: Ask, creuse: dict[str, Any]) -> None:
    listed = get("/structures", territory="departement:23", status=["open", "unknown"])

    told = creuse["structures"]
    assert told["numberMatched"] == listed["numberMatched"]
    assert sum(kind["sites"] for kind in told["by_category"]) >= told["numberMatched"]
    ids = {feature["id"] for feature in listed["features"]}
    assert {place["id"] for place in told["places"]} == ids


def test_an_old_code_answers_with_its_successor(get: Ask) -> None:
    found = get("/territories/commune/16004/sheet")

    assert found["code"] != found["asked_code"] == "16004"


def test_a_commune_has_minutes_and_the_region_its_departments(get: Ask) -> None:
    gueret, region = (
        get(f"/territories/{path}/sheet") for path in ("commune/23096", "region/75")
    )

    (line,) = [x for x in gueret["indicators"] if x["indicator"] == "support_beyond"]
    assert line["minutes"]["low"] <= line["minutes"]["central"]
    assert line["minutes"]["central"] <= line["minutes"]["high"]
    assert len(region["departments"]) == 12
    assert region["indicators"][0]["region"] is None


def test_csv_has_one_row_a_figure(client: TestClient, creuse: dict[str, Any]) -> None:
    reply = client.get(f"/api/v1{CREUSE}", headers={"Accept": "text/csv"})
    same = client.get(f"/api/v1{CREUSE}?f=csv")

    rows = list(csv.DictReader(io.StringIO(reply.text)))
    declared = [row for row in rows if row["reading"] == "declared"]
    lines = [*creuse["indicators"], *creuse["categories"], *creuse["establishments"]]
    assert reply.text == same.text
    assert [row["value"] for row in declared] == [
        "" if line["value"] is None else str(line["value"]) for line in lines
    ]
    first = declared[0]
    assert (first["source"], first["unit"]) != ("", "")
    assert len(first["source"].split("|")) == len(first["date"].split("|"))


@pytest.mark.parametrize("path", ["commune/99999", "epci/23096", "canton/23"])
def test_what_is_not_of_the_region_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/api/v1/territories/{path}/sheet").status_code == 404
