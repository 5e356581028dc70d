"""The order of an answer: a rule that is written down, held for any places at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import inf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numna_geo.model.position import Precision
from numna_geo.model.travel import TravelMethod
from numna_geo.usecases.nearby import Competence, Reason, Travel
from numna_geo.usecases.rank_nearby import (
    LONGER_MIN,
    Considered,
    passed_over,
    ranked,
)

CLOSED = (Reason("closed", "fermée définitivement"),)
DAYS = (None, date(2025, 1, 1), date(2026, 6, 1))


def place(name: str, far: float, metres: float = 1_000.0, **changed: Any) -> Considered:
    row = {
        "id": name,
        "distance_m": metres,
        "position_precision": Precision.ADDRESS.value,
        "verified_on": None,
        "edited_on": None,
        "commune_code": "23096",
    }
    known = {name: changed.pop(name) for name in row if name in changed}
    return Considered(
        row={**row, **known},
        travel=Travel(method=TravelMethod.ESTIMATE, central=far),
        far=far,
        competence=changed.pop("competence", Competence.UNKNOWN),
        verified=changed.pop("verified", False),
        **changed,
    )


def ids(places: Sequence[Considered]) -> list[str]:
    return [one.row["id"] for one in places]


places = st.lists(
    st.builds(
        place,
        st.sampled_from("abcdefgh"),
        st.sampled_from([1.0, 2.0, 3.0, 20.0]),
        st.integers(0, 5).map(lambda hm: hm * 100.0),
        competence=st.sampled_from(Competence),
        verified=st.booleans(),
        narrow=st.booleans(),
        position_precision=st.sampled_from([one.value for one in Precision]),
        verified_on=st.sampled_from(DAYS),
        edited_on=st.sampled_from(DAYS),
        commune_code=st.sampled_from(["23096", "87085"]),
        why_not=st.sampled_from([(), (), CLOSED]),
    ),
    max_size=10,
)


def merits(one: Considered) -> tuple[float, ...]:
    """All that speaks for a place, the less the better, in no order of weight."""
    row = one.row
    days = [day.toordinal() for day in (row["verified_on"], row["edited_on"]) if day]
    return (
        one.far,
        one.narrow,
        one.competence not in {Competence.COVERS, Competence.VISITS},
        not one.verified,
        list(Precision).index(row["position_precision"]),
        -max(days, default=0),
        row["distance_m"],
    )


@given(places)
@settings(max_examples=60)
def test_no_answer_is_dominated_by_a_lower_one(found: list[Considered]) -> None:
    answer = ranked(found)

    for rank, higher in enumerate(answer):
        for lower in answer[rank + 1 :]:
            pairs = list(zip(merits(lower), merits(higher), strict=True))
            better = all(low <= high for low, high in pairs)
            assert not (better and any(low < high for low, high in pairs))


@given(places, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_loading_changes_nothing(
    found: list[Considered], draw: Any
) -> None:
    shuffled = list(found)
    draw.shuffle(shuffled)

    assert ids(ranked(shuffled)) == ids(ranked(found))
    assert ids(passed_over(shuffled, ranked(shuffled)[:1])) == ids(
        passed_over(found, ranked(found)[:1])
    )


@given(places, st.integers(21, 99))
@settings(max_examples=60)
def test_a_farther_one_that_cannot_help_changes_nothing(
    found: list[Considered], far: int
) -> None:
    unable = place("unable", float(far), far * 1_000.0, why_not=CLOSED)
    answer = ranked(found)

    assert ranked([*found, unable]) == answer
    if answer:
        before, after = (passed_over(f, answer[:1]) for f in (found, [*found, unable]))
        assert ids(before) == ids(after)


@given(places)
@settings(max_examples=60)
def test_each_able_structure_is_told_once_and_no_other(
    found: list[Considered],
) -> None:
    told = ids(ranked(found))

    assert sorted(told) == sorted({p.row["id"] for p in found if not p.why_not})


@given(places, st.integers(1, 8))
@settings(max_examples=60)
def test_who_is_passed_over_is_nearer_and_not_shown(
    found: list[Considered], limit: int
) -> None:
    shown = ranked(found)[:limit]

    for one in passed_over(found, shown):
        assert one.row["id"] not in ids(shown)
        if not shown:
            assert one.why_not
        elif one.why_not:
            assert one.far <= shown[0].far
        else:
            assert one.row["distance_m"] < shown[0].row["distance_m"]
            assert one.far >= shown[0].far + LONGER_MIN


# The rule, one tie after the other: the one that wins stands first.
TIES = {
    "minutes before anything": (
        place("b", 4.0, 900.0),
        place(
            *("a", 5.0, 100.0),
            competence=Competence.COVERS,
            verified=True,
            verified_on=DAYS[2],
        ),
    ),
    "who takes every sector, where none is named": (
        place("b", 5.0),
        place("a", 5.0, narrow=True, competence=Competence.COVERS),
    ),
    "who surely may be asked": (
        place("b", 5.0, competence=Competence.COVERS),
        place("a", 5.0, verified=True),
    ),
    "who visits as who covers": (
        place("b", 5.0, competence=Competence.VISITS),
        place("a", 5.0, competence=Competence.REMOTE, verified=True),
    ),
    "who is verified": (
        place("b", 5.0, verified=True, position_precision="commune"),
        place("a", 5.0),
    ),
    "the better known position": (
        place("b", 5.0, position_precision="street"),
        place("a", 5.0, position_precision="commune", edited_on=DAYS[2]),
    ),
    "the more recent edition or check": (
        place("b", 5.0, 2_000.0, edited_on=DAYS[2]),
        place("a", 5.0, verified_on=DAYS[1]),
    ),
    "metres": (place("b", 5.0, 999.0), place("a", 5.0, 1_000.0)),
    "the id": (place("a", 5.0), place("b", 5.0)),
}


@pytest.mark.parametrize(("first", "second"), TIES.values(), ids=TIES.keys())
def test_ties_go_by_the_stated_rule(first: Considered, second: Considered) -> None:
    assert ranked([second, first]) == [first, second]


def test_where_no_way_leads_the_nearest_by_straight_line_come_first() -> None:
    across = place("across", inf, 7_000.0)
    surer = place("surer", inf, 190_000.0, verified=True, competence=Competence.COVERS)

    assert ids(ranked([surer, across])) == ["across", "surer"]


def test_of_a_site_and_its_permanence_the_nearer_one_is_told() -> None:
    site, stop = place("a", 40.0, 30_000.0), place("a", 8.0, 5_000.0)

    assert ranked([site, stop]) == [stop]


def test_one_across_the_water_is_passed_over_with_its_time() -> None:
    across, here = place("across", 95.0, 4_000.0), place("here", 30.0, 20_000.0)

    assert passed_over([across, here], [here]) == [across]


def test_a_few_minutes_more_are_not_worth_a_word() -> None:
    here = place("here", 30.0, 20_000.0)

    assert passed_over([place("near", 39.0, 4_000.0), here], [here]) == []


def test_one_somewhere_in_the_commune_that_asks_is_not_said_to_be_longer() -> None:
    home = Travel(method=TravelMethod.ESTIMATE, in_commune=True)
    somewhere = replace(place("somewhere", 45.0, 0.0), travel=home)
    here = place("here", 30.0, 500.0)

    assert passed_over([somewhere, here], [here]) == []


def test_nobody_is_passed_over_for_being_farther() -> None:
    closed = replace(place("closed", 31.0, 25_000.0), why_not=CLOSED)

    assert passed_over([closed], [place("here", 30.0, 20_000.0)]) == []
