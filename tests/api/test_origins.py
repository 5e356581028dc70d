"""Every answer tells who published what it says."""

from collections.abc import Callable
from typing import Any

import pytest

from numna_geo.gaps import INDICATORS

Get = Callable[..., dict[str, Any]]

ASKED: dict[str, dict[str, Any]] = {
    "/territories": {"level": "commune", "limit": 2},
    "/territories/epci/243300316": {},
    "/territories/commune/23096": {},
    "/geocode": {"q": "gueret"},
    "/indicators": {},
    "/gaps": {"indicator": "fibre_not_connectable", "level": "region"},
}


@pytest.mark.parametrize(("path", "asked"), ASKED.items())
def test_sources_are_told_once_with_licence_and_date(
    get: Get, path: str, asked: dict[str, Any]
) -> None:
    sources = get(path, **asked)["sources"]

    keys = [one["key"] for one in sources]
    assert keys
    assert len(keys) == len(set(keys))
    for one in sources:
        for fact in ("title", "publisher", "licence", "date"):
            assert one[fact], (one["key"], fact)


def test_a_territory_names_who_counted_and_drew_it(get: Get) -> None:
    sources = get("/territories/commune/23096")["sources"]

    assert {"cog_2026", "ign_admin_express_2018"} <= {one["key"] for one in sources}


def test_every_suggestion_has_its_source_in_the_answer(get: Get) -> None:
    for typed in ("gueret", "ester technopole", "france services ahun", "23000"):
        answer = get("/geocode", q=typed)

        keys = {one["key"] for one in answer["sources"]}
        assert answer["suggestions"]
        for one in answer["suggestions"]:
            assert one["source"] in keys
            assert (one["source"] == "cog_2026") == (one["kind"] == "commune")


def test_nothing_found_cites_nobody(get: Get) -> None:
    assert get("/geocode", q="🏢")["sources"] == []


def test_an_indicator_is_dated_by_its_data_not_by_the_clock(get: Get) -> None:
    shown = get("/indicators")["indicators"]

    dates = {one["key"]: one["date"] for one in shown}
    assert dates["fibre_not_connectable"] == "2026-T2"
    assert dates["host_place_beyond"] == "2023-T3"
    for one in shown:
        assert one["date"] == INDICATORS[one["key"]].periods[-1]
        assert one["measured_at"][:2] == "20"
        assert one["measured_at"] != one["date"]
