"""`/indicators` and `/gaps`: known totals, warnings, and the same as CSV."""

import csv
import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pyproj import Geod
from starlette.testclient import TestClient

from numna_geo.gaps import INDICATORS
from numna_geo.model.category import SUPPORT as SUPPORTING

Get = Callable[..., dict[str, Any]]
FIBRE = "fibre_not_connectable"


def test_the_catalogue_names_every_indicator_with_its_method(get: Get) -> None:
    shown = get("/indicators")["indicators"]

    assert [one["key"] for one in shown] == list(INDICATORS)
    for one in shown:
        for fact in ("question", "unit", "direction", "source", "method", "date"):
            assert one[fact], (one["key"], fact)
        assert one["sources"]
        assert one["objective"] in (10, 11, 12)


def test_fibre_totals_are_those_of_arcep(get: Get) -> None:
    answer = get("/gaps", indicator=FIBRE, level="region")

    before, now = answer["totals"]
    assert (before["period"], now["period"]) == ("2018-T1", "2026-T2")
    assert now["denominator"] == 4_348_860
    assert now["denominator"] - now["numerator"] == 4_229_984
    assert before["denominator"] == 3_553_404
    assert before["denominator"] - before["numerator"] == 691_318
    assert round(1 - now["value"], 4) == 0.9727
    assert answer["values"][0]["value"] == now["value"]


@pytest.mark.parametrize("period", ["2018-T1", "2026-T2"])
def test_the_change_of_denominator_goes_with_every_2018_figure(
    client: TestClient, get: Get, period: str
) -> None:
    answer = get("/gaps", indicator=FIBRE, level="departement", period=period)
    as_csv = client.get(
        "/api/v1/gaps",
        params={
            "indicator": FIBRE,
            "level": "departement",
            "period": period,
            "f": "csv",
        },
    )

    assert "3 553 404" in answer["warning"]
    assert "4 348 860" in answer["warning"]
    for row in csv.DictReader(io.StringIO(as_csv.text)):
        assert row["warning"] == answer["warning"]


def test_49_communes_are_below_four_fifths(get: Get) -> None:
    values = get("/gaps", indicator=FIBRE)["values"]

    assert len(values) == 4293
    below = [v for v in values if v["value"] is not None and 1 - v["value"] < 0.8]
    assert len(below) == 49


def test_departments_add_up_to_the_region(get: Get) -> None:
    answer = get("/gaps", indicator="support_beyond", level="departement")

    (total,) = answer["totals"]
    assert len(answer["values"]) == 12
    assert sum(v["numerator"] for v in answer["values"]) == total["numerator"]
    assert sum(v["denominator"] for v in answer["values"]) == 6_150_451


def test_within_keeps_the_ranks_of_the_region(get: Get) -> None:
    every = get("/gaps", indicator=FIBRE)["values"]
    some = get("/gaps", indicator=FIBRE, within="departement:23")["values"]

    ranks = {value["code"]: value["rank"] for value in every}
    assert {value["code"][:2] for value in some} == {"23"}
    assert all(value["rank"] == ranks[value["code"]] for value in some)
    assert min(value["rank"] for value in every if value["rank"]) == 1


def test_csv_says_the_same_as_json(client: TestClient, get: Get) -> None:
    asked = {"indicator": "host_place_beyond", "level": "epci"}
    answer = get("/gaps", **asked)

    reply = client.get("/api/v1/gaps", params=asked, headers={"Accept": "text/csv"})

    assert reply.headers["content-type"].startswith("text/csv")
    assert "\r\n" in reply.text
    rows = list(csv.DictReader(io.StringIO(reply.text)))
    assert len(rows) == 156
    for row, value in zip(rows, answer["values"], strict=True):
        assert row["code"] == value["code"]
        assert row["value"] == ("" if value["value"] is None else str(value["value"]))
        assert row["period"] == answer["period"]
        assert row["source"] == answer["source"]
        assert row["unit"] == answer["unit"]


def test_one_category_may_be_measured_alone(get: Get) -> None:
    whole = get("/gaps", indicator="support_beyond", level="region")
    alone = get(
        "/gaps", indicator="support_beyond", level="region", category="technopole"
    )

    assert alone["category"] == "technopole"
    assert alone["values"][0]["value"] > whole["values"][0]["value"]


# By data/collection.csv: the host places that nobody collected in any department.
NOBODY_WENT = ["third_place"]


@pytest.mark.parametrize(
    "within", [None, "departement:23", "epci:200030435", "commune:23096"]
)
def test_categories_that_nobody_collected_stand_beside_the_value(
    client: TestClient, get: Get, within: str | None
) -> None:
    asked = {"indicator": "host_place_beyond", "level": "departement"}
    if within:
        asked["within"] = within
    answer = get("/gaps", **asked)
    as_csv = client.get("/api/v1/gaps", params={**asked, "f": "csv"}).text

    assert answer["category"] is None
    # Estimated minutes; in Creuse a place beyond the border may serve some of them.
    expected = "border_unknown" if within else "estimated"
    assert answer["values"][0]["status"] == expected
    assert answer["values"][0]["value"] > 0
    assert answer["categories_not_collected"] == NOBODY_WENT
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    assert {row["categories_not_collected"] for row in rows} == {"|".join(NOBODY_WENT)}


def test_one_category_tells_only_whether_it_was_collected_itself(get: Get) -> None:
    def uncollected(category: str) -> list[str]:
        answer = get(
            "/gaps",
            indicator="host_place_beyond",
            level="region",
            category=category,
        )
        told: list[str] = answer["categories_not_collected"]
        return told

    assert uncollected("coworking") == []
    assert uncollected("third_place") == ["third_place"]


def test_the_catalogue_says_what_nobody_collected(get: Get) -> None:
    shown = {one["key"]: one for one in get("/indicators")["indicators"]}

    told = {key: one["categories_not_collected"] for key, one in shown.items()}
    assert told["host_place_beyond"] == NOBODY_WENT
    assert told["support_beyond"] == []
    assert told["fibre_not_connectable"] == []


def test_a_kept_measuring_can_be_asked_by_its_number(get: Get) -> None:
    last = get("/gaps", indicator=FIBRE, level="region")

    again = get("/gaps", indicator=FIBRE, level="region", run=last["run"]["id"])

    assert again["values"] == last["values"]


SUPPORT, HOST = "support_beyond", "host_place_beyond"


def test_the_band_tells_everybody_and_holds_the_gap(get: Get) -> None:
    for level in ("region", "departement", "commune"):
        for value in get("/gaps", indicator=SUPPORT, level=level)["values"]:
            band = value["band"]
            assert sum(band.values()) == value["denominator"]
            assert band["uncertain"] == value["uncertain"]
            assert band["gap"] <= value["numerator"]
            assert value["numerator"] <= band["gap"] + band["uncertain"]


def test_premises_have_no_band(get: Get) -> None:
    (value,) = get("/gaps", indicator=FIBRE, level="region")["values"]

    assert value["band"] is None
    assert value["uncertain"] == 0


def test_the_gap_is_of_those_whose_nearest_place_is_beyond_the_threshold(
    get: Get,
) -> None:
    nearest = get("/gaps", indicator="support_nearest_min", level="commune")["values"]
    for minutes in (15, 20, 30, 45):
        (told,) = get("/gaps", indicator=SUPPORT, level="region", max_min=minutes)[
            "values"
        ]

        beyond = [v for v in nearest if v["value"] is None or v["value"] > minutes]
        assert told["numerator"] == sum(v["population"] for v in beyond)
        excess = sum(
            v["population"] * (v["value"] - minutes) for v in beyond if v["value"]
        )
        assert told["details"]["excess_person_min"] == pytest.approx(excess)


@pytest.mark.parametrize("code", ["23096", "33063", "40192", "64445", "86194", "19275"])
def test_minutes_are_those_of_the_straight_line_at_a_speed_of_this_world(
    get: Get, code: str
) -> None:
    every = get("/structures", category=[c.value for c in SUPPORTING], limit=1000)
    there = np.array(
        [
            one["geometry"]["coordinates"]
            for one in every["features"]
            if one["properties"]["status"] not in {"closed", "planned"}
        ]
    )
    seat = get(f"/territories/commune/{code}")["seat"]
    lon, lat = (np.full(len(there), seat[name]) for name in ("lon", "lat"))
    _, _, metres = Geod(ellps="WGS84").inv(lon, lat, *there.T)
    km = metres.min() / 1000

    found = get("/gaps", indicator="support_nearest_min", within=f"commune:{code}")
    told = {value["code"]: value["value"] for value in found["values"]}[code]

    # As the crow flies: 100 km/h at most, 25 at least after ten minutes in town.
    assert km / 100 * 60 <= told <= 10 + km / 25 * 60


@pytest.mark.parametrize("within", [None, "departement:23"])
def test_classes_of_density_add_up_to_the_territory(
    get: Get, within: str | None
) -> None:
    asked = {"indicator": SUPPORT} | ({"within": within} if within else {})
    level = {"level": "departement"} if within else {"level": "region"}

    classes = get("/gaps", **asked, by="density")
    (whole,) = get("/gaps", **asked, **level)["values"]

    assert (classes["by"], classes["level"]) == ("density", None)
    for count in ("numerator", "denominator", "uncertain", "population"):
        assert sum(v[count] for v in classes["values"]) == whole[count]
    ranks = sorted(v["rank"] for v in classes["values"])
    assert ranks[0] == 1
    assert ranks[-1] <= len(classes["values"])


def test_a_supply_is_asked_by_what_it_answers(get: Get) -> None:
    shown = {one["key"]: one for one in get("/indicators")["indicators"]}
    asked = {s["key"]: s for s in shown[SUPPORT]["supplies"]}

    assert asked["family:support"]["label"] == "Structures d'accompagnement"
    for key in ("stage:idea", "need:funding", "category:incubator", "sector:e_health"):
        one = asked[key]
        answer = get(
            "/gaps", indicator=SUPPORT, level="region", **{one["kind"]: one["value"]}
        )
        assert answer["supply"] == key
        assert answer["supply_label"] == one["label"]


def test_sources_are_those_of_the_places_and_of_whom_is_counted(get: Get) -> None:
    def sources(counted: str) -> set[str]:
        answer = get("/gaps", indicator=SUPPORT, level="region", counted=counted)
        return {one["key"] for one in answer["sources"]}

    people, businesses = sources("inhabitants"), sources("establishments")
    assert people - businesses == {"cog_2026"}
    assert businesses - people == {"insee_clap_2014"}


def test_the_columns_of_csv_are_flat_and_its_details_come_last(
    client: TestClient, get: Get
) -> None:
    asked = {"indicator": SUPPORT, "level": "departement"}
    answer = get("/gaps", **asked)

    text = client.get("/api/v1/gaps", params={**asked, "f": "csv"}).text

    rows = list(csv.DictReader(io.StringIO(text)))
    details = list(answer["values"][0]["details"])
    assert list(rows[0])[-len(details) :] == details
    for row, value in zip(rows, answer["values"], strict=True):
        for side, people in value["band"].items():
            assert row[f"band_{side}"] == str(people)
        for name in details:
            assert float(row[name]) == value["details"][name]
        assert row["method"] == answer["method"]
        assert row["run"] == str(answer["run"]["id"])


@pytest.mark.parametrize("indicator", [SUPPORT, HOST, "france_services_beyond"])
@pytest.mark.parametrize("level", ["region", "departement", "epci", "commune"])
def test_a_verified_gap_is_what_is_absent_and_what_nobody_checked(
    get: Get, indicator: str, level: str
) -> None:
    declared = get("/gaps", indicator=indicator, level=level)
    verified = get("/gaps", indicator=indicator, level=level, reading="verified")

    assert (declared["reading"], verified["reading"]) == ("declared", "verified")
    assert declared["values"][0].keys().isdisjoint({"absent", "not_verified"})
    pairs = zip(declared["values"], verified["values"], strict=True)
    for one, checked in [*pairs, (declared["totals"][0], verified["totals"][0])]:
        assert checked["denominator"] == one["denominator"]
        assert checked["absent"] == one["numerator"]
        split = checked["absent"] + checked["not_verified"]
        assert checked["numerator"] == split
        assert checked["not_verified"] >= 0


def test_nothing_bundled_is_verified(get: Get) -> None:
    # Once somebody checked a place in data/, this is to be taken away.
    (total,) = get("/gaps", indicator=SUPPORT, level="region", reading="verified")[
        "totals"
    ]

    assert total["value"] == 1
    assert total["numerator"] == 6_150_451


def test_one_category_may_be_read_as_verified(get: Get) -> None:
    answer = get(
        "/gaps", indicator=HOST, level="region", reading="verified", category="fab_lab"
    )

    (value,) = answer["values"]
    assert value["numerator"] == value["absent"] + value["not_verified"]


def test_what_nobody_collected_has_no_verified_gap_either(get: Get) -> None:
    answer = get(
        "/gaps",
        indicator=HOST,
        level="departement",
        reading="verified",
        category=NOBODY_WENT[0],
    )

    for value in answer["values"]:
        assert value["status"] == value["collection"] == "not_collected"
        assert value["numerator"] is None
        assert value["absent"] is None
        assert value["not_verified"] is None


def test_the_catalogue_says_which_readings_there_are(get: Get) -> None:
    shown = {one["key"]: one for one in get("/indicators")["indicators"]}

    assert shown[SUPPORT]["readings"] == ["declared", "verified"]
    assert shown[FIBRE]["readings"] == ["declared"]
    assert "opérateurs" in shown[FIBRE]["one_reading"]


def test_a_verified_gap_says_the_same_as_csv(client: TestClient, get: Get) -> None:
    asked = {"indicator": SUPPORT, "level": "departement", "reading": "verified"}
    answer = get("/gaps", **asked)

    reply = client.get("/api/v1/gaps", params={**asked, "f": "csv"})

    assert "-verified.csv" in reply.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(reply.text)))
    for row, value in zip(rows, answer["values"], strict=True):
        assert row["reading"] == "verified"
        assert row["absent"] == str(value["absent"])
        assert row["not_verified"] == str(value["not_verified"])
        assert row["collection"] == value["collection"]


def test_a_declared_gap_is_not_split_in_csv(client: TestClient) -> None:
    asked = {"indicator": SUPPORT, "level": "region", "f": "csv"}

    (row,) = csv.DictReader(io.StringIO(client.get("/api/v1/gaps", params=asked).text))

    assert (row["reading"], row["absent"], row["not_verified"]) == ("declared", "", "")


@pytest.mark.parametrize("level", ["region", "departement", "epci", "commune"])
def test_a_value_says_how_complete_its_directories_are(get: Get, level: str) -> None:
    asked = {"indicator": HOST, "level": level}

    family = {value["collection"] for value in get("/gaps", **asked)["values"]}
    alone = {
        value["collection"]
        for value in get("/gaps", **asked, category=NOBODY_WENT[0])["values"]
    }
    premises = get("/gaps", indicator=FIBRE, level="region")["values"]

    # Of four kinds of host place one was not collected: the whole is partial.
    assert family == {"partial"}
    assert alone == {"not_collected"}
    assert premises[0]["collection"] is None


def test_territories_at_the_same_share_are_told_to_be_tied(get: Get) -> None:
    asked = {"indicator": "support_beyond", "category": "technopole", "level": "epci"}

    values = get("/gaps", **asked)["values"]

    whole = [one for one in values if one["value"] == 1.0]
    assert len(whole) > 1
    assert {one["rank"] for one in whole} == {1}
    assert {one["tied"] for one in whole} == {len(whole) - 1}


def test_what_nobody_collected_has_nobody_in_doubt_rather_than_zero(get: Get) -> None:
    asked = {"indicator": "host_place_beyond", "category": "third_place"}

    (value,) = get("/gaps", **asked, level="region")["values"]

    assert value["status"] == "not_collected"
    unknown = ("value", "numerator", "border_unknown", "uncertain", "rank", "tied")
    assert [value[name] for name in unknown] == [None] * 6
    assert set(value["band"].values()) == {None}


def test_an_estimate_is_one_though_a_border_makes_it_doubtful(get: Get) -> None:
    answer = get("/gaps", indicator="support_beyond", within="departement:23")

    near = [v for v in answer["values"] if v["status"] == "border_unknown"]
    assert near
    assert all(value["estimated"] for value in near)


def test_france_services_answers_no_objective(get: Get) -> None:
    apart = [
        one["key"]
        for one in get("/indicators")["indicators"]
        if not one["answers_objective"]
    ]

    answer = get("/gaps", indicator="france_services_beyond", level="region")
    assert apart == ["france_services_beyond", "france_services_nearest_min"]
    assert answer["answers_objective"] is False


def test_digital_establishments_have_no_data_until_they_are_loaded(get: Get) -> None:
    answer = get(
        "/gaps",
        indicator="support_beyond",
        level="region",
        counted="digital_establishments",
    )

    (region,) = answer["values"]
    assert (region["value"], region["status"]) == (None, "no_data")
    assert "sirene" in {one["key"] for one in answer["sources"]}
