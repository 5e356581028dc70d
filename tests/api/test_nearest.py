"""`/nearest` as a caller sees it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from numna_geo.model import french

Get = Callable[..., dict[str, Any]]
GUERET = {"lon": 1.8713, "lat": 46.1702}


def test_the_answer_says_all_that_the_contract_promises(get: Get) -> None:
    answer = get("/nearest", **GUERET)

    assert answer["type"] == "FeatureCollection"
    assert answer["nothing_near"] is None
    assert answer["query"]["place"]["commune"] == "Guéret"
    assert answer["query"]["profile"] == "car"
    assert answer["query"]["travel"]["is_estimate"] is True
    assert answer["query"]["method"] == answer["query"]["travel"]["method"]
    assert len(answer["features"]) == 5
    promised = (
        *("id", "name", "family", "category", "categories", "commune_code"),
        *("commune", "distance_m", "travel_min", "travel_method", "rank", "reasons"),
        *("travel_low_min", "travel_high_min", "opening_state", "visit"),
        *("position_precision", "status", "verified_on", "edited_on", "labelled_on"),
        *("source", "address", "phone", "website", "email", "how_to_apply"),
        *("opening", "competence", "in_region", "itinerant"),
        *("stages", "needs", "sectors"),
    )
    for feature in answer["features"]:
        assert feature["id"] == feature["properties"]["id"]
        assert feature["geometry"]["type"] == "Point"
        assert set(promised) <= feature["properties"].keys()
        assert feature["properties"]["travel_method"] == "estimate"
        opening = feature["properties"]["opening_state"]
        assert opening["state"] in {"open", "closed", "unknown"}
        assert opening["text"]
        for fact in ("key", "title", "publisher", "licence", "published_on"):
            assert fact in feature["properties"]["source"]


def test_features_come_as_geojson(client: TestClient) -> None:
    reply = client.get("/api/v1/nearest", params=GUERET)
    plain = client.get(
        "/api/v1/nearest", params=GUERET, headers={"Accept": "application/json"}
    )

    assert reply.headers["content-type"] == "application/geo+json"
    assert plain.headers["content-type"] == "application/json"
    assert plain.json() == reply.json()


def test_of_the_commune_that_asks_nothing_is_measured(get: Get) -> None:
    for profile in ("car", "crow"):
        found = get("/nearest", **GUERET, limit=50, profile=profile)["features"]

        home = [p for p in (one["properties"] for one in found) if is_home(p)]
        assert home
        for one in home:
            assert one["position_precision"] == "commune"
            assert one["distance_m"] is None
            assert one["travel_low_min"] is None
            assert not any(
                "vol d'oiseau" in reason["text"] for reason in one["reasons"]
            )


def is_home(properties: dict[str, Any]) -> bool:
    return "in_commune" in [reason["code"] for reason in properties["reasons"]]


def test_numbers_of_a_band_are_those_of_its_reason(get: Get) -> None:
    found = get("/nearest", **GUERET, family="support", limit=50)["features"]

    banded = 0
    for one in (feature["properties"] for feature in found):
        said = {reason["code"]: reason["text"] for reason in one["reasons"]}
        if "travel_band" in said:
            low, high = one["travel_low_min"], one["travel_high_min"]
            assert french.duration(high) in said["travel_band"]
            assert re.search(
                f"entre ({low}|{french.duration(low)})", said["travel_band"]
            )
            banded += 1
    assert banded


def test_ranks_follow_minutes(get: Get) -> None:
    found = get("/nearest", **GUERET, limit=50)["features"]

    told = [one["properties"] for one in found]
    minutes = [p["travel_min"] for p in told if p["travel_min"] is not None]
    assert minutes == sorted(minutes)
    assert len(minutes) > 25
    for one in told:
        if one["travel_min"] is not None:
            assert one["travel_low_min"] <= one["travel_min"] <= one["travel_high_min"]


def test_by_straight_line_ranks_follow_metres(get: Get) -> None:
    answer = get("/nearest", **GUERET, limit=50, profile="crow")

    found = answer["features"]
    far = [one["properties"]["distance_m"] for one in found]
    metres = [one for one in far if one is not None]
    assert metres == sorted(metres)
    assert len(metres) > 25
    assert {one["properties"]["travel_method"] for one in found} == {"none"}
    assert {one["properties"]["travel_min"] for one in found} == {None}
    assert "ligne droite" in answer["query"]["method"]
    assert [one["properties"]["rank"] for one in found] == list(range(1, 51))


def test_a_commune_is_measured_from_its_town_hall(get: Get) -> None:
    answer = get("/nearest", commune="23096")

    assert answer["query"]["place"]["precision"] == "commune"
    assert answer["query"]["outside_region"] is False


@pytest.mark.parametrize(
    "address",
    ["Guéret", "gueret", "23000", "12 rue de la Paix, 23000 Guéret", "avenue X GUERET"],
)
def test_an_address_is_brought_down_to_its_commune(get: Get, address: str) -> None:
    answer = get("/nearest", address=address, limit=1)

    assert answer["query"]["place"]["commune_code"] == "23096"
    assert answer["query"]["place"]["precision"] == "commune"


@pytest.mark.parametrize(
    ("address", "named", "numbered"),
    [
        ("87000 Guéret", "23096", "87085"),
        ("64000 Bayonne", "64102", "64445"),
        ("12 rue de Limoges, 87000 Guéret", "23096", "87085"),
    ],
)
def test_a_postcode_that_contradicts_the_commune_is_said(
    get: Get, address: str, named: str, numbered: str
) -> None:
    asked = get("/nearest", address=address, limit=1)["query"]

    assert asked["place"]["commune_code"] == named
    assert address.split(" ")[-2][:5] in asked["place"]["note"]
    assert [one["code"] for one in asked["others"]] == [numbered]
    assert all(one["label"] and one["detail"] for one in asked["others"])


def test_a_question_without_doubt_has_no_note(get: Get) -> None:
    for start in ({"address": "23000 Guéret"}, {"commune": "23096"}, GUERET):
        asked = get("/nearest", **start, limit=1)["query"]

        assert asked["place"]["note"] is None
    assert asked["others"] == []


def test_an_ambiguous_address_is_asked_back(client: TestClient) -> None:
    reply = client.get("/api/v1/nearest", params={"address": "saint jean"})

    assert reply.status_code == 400
    assert "Saint-Jean-d'Angély" in reply.json()["suggestions"]


def test_a_point_outside_the_region_is_a_fair_question(get: Get) -> None:
    answer = get("/nearest", lon=2.3522, lat=48.8566)

    assert answer["query"]["outside_region"] is True
    assert answer["query"]["place"]["commune_code"] is None
    assert len(answer["features"]) == 5


def test_a_family_never_answers_for_the_other(get: Get) -> None:
    support = {
        *("technopole", "incubator", "university_incubator", "accelerator"),
        *("business_nursery", "french_tech", "cluster", "digital_hub"),
        "public_agency",
    }

    found = get("/nearest", **GUERET, family="support", limit=50)["features"]

    assert found
    for one in found:
        assert support & set(one["properties"]["categories"])


def test_several_categories_may_be_asked(get: Get) -> None:
    asked = ["fab_lab", "coworking"]

    found = get("/nearest", **GUERET, category=asked, limit=50)["features"]

    kinds = {kind for one in found for kind in one["properties"]["categories"]}
    assert set(asked) <= kinds
    for one in found:
        assert set(asked) & set(one["properties"]["categories"])


def test_a_need_is_answered_by_the_source_or_the_category(get: Get) -> None:
    found = get("/nearest", **GUERET, need="making", limit=20)["features"]

    assert found
    for one in found:
        assert "making" in one["properties"]["needs"]


def test_positions_of_communes_are_said_to_be_rough(get: Get) -> None:
    found = get("/nearest", **GUERET, family="support", limit=50)["features"]

    rough = [o for o in found if o["properties"]["position_precision"] == "commune"]
    assert rough
    for one in rough:
        codes = [reason["code"] for reason in one["properties"]["reasons"]]
        assert "position_commune" in codes


def test_a_bound_answers_with_the_nearest_and_advice(client: TestClient) -> None:
    asked = "commune=23096&category=technopole&max_min=10"

    reply = client.get(f"/api/v1/nearest?{asked}")

    answer = reply.json()
    assert answer["features"] == []
    nothing = answer["nothing_near"]
    assert (nothing["max_min"], nothing["asked"]) == (10, True)
    assert nothing["advice"].startswith(
        "Rien de connu à moins de 10\u00a0min en voiture"
    )
    assert nothing["nearest"]["properties"]["category"] == "technopole"
    # It is counted for planners: no cache may answer in our place.
    assert reply.headers["cache-control"] == "no-store"
    assert "etag" not in reply.headers


def test_a_bound_lists_only_those_within_it(get: Get) -> None:
    answer = get("/nearest", **GUERET, max_min=12, limit=50)

    told = [one["properties"] for one in answer["features"]]
    assert 0 < len(told) < 50
    assert all(p["travel_min"] is None or p["travel_min"] <= 12 for p in told)
    assert answer["nothing_near"] is None


def test_open_now_lists_only_those_known_to_be_open(get: Get) -> None:
    answer = get("/nearest", **GUERET, open_now=1, limit=10)

    # Whichever are open at this hour; a made place that always is: test_made_places.
    states = {o["properties"]["opening_state"]["state"] for o in answer["features"]}
    assert states <= {"open"}
    assert bool(states) or answer["nothing_open"]["nearest"] is not None
    assert answer["nothing_near"] is None
    # Most places around Guéret do not say their hours.
    assert any("horaires inconnus" in note for note in answer["notes"])


def test_the_next_stage_is_told_with_who_accompanies_it(get: Get) -> None:
    answer = get("/nearest", **GUERET, family="support", stage="creation")

    assert answer["next_stage"]["stage"] == "launch"
    taking_over = answer["next_stage"]["feature"]["properties"]
    assert "launch" in taking_over["stages"]
    assert get("/nearest", **GUERET)["next_stage"] is None


def test_region_wide_bodies_have_their_own_place(get: Get) -> None:
    answer = get("/nearest", commune="64024", family="support")

    afar = {one["id"]: one["properties"] for one in answer["remote"]}
    assert "support_structures-campus-cyber-na" in afar
    assert all(one["competence"] in {"covers", "remote"} for one in afar.values())
    assert not set(afar) & {one["id"] for one in answer["features"]}


def test_who_serves_other_departments_is_no_answer(get: Get) -> None:
    # ALIPTIC, in Limoges, is of Corrèze, Creuse and Haute-Vienne.
    charente = get("/nearest", commune="16106", family="support", limit=50)
    vienne = get("/nearest", commune="87085", family="support", limit=50)

    named = "support_structures-aliptic"
    told = ("features", "remote", "itinerant")
    assert named not in {one["id"] for part in told for one in charente[part]}
    assert named in {one["id"] for part in told for one in vienne[part]}


def test_what_is_asked_twice_is_told_once(get: Get) -> None:
    twice = {"family": ["host"] * 2, "need": ["making"] * 3, "stage": ["idea"] * 2}

    query = get("/nearest", **GUERET, **twice)["query"]

    assert (query["family"], query["need"]) == (["host"], ["making"])
    assert query["stage"] == ["idea"]
