"""What a cell of the matrix says: each rule by itself, and that help never hurts."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from numna_geo.gaps.answering import (
    Answering,
    Asking,
    Cells,
    Unsaid,
    cells,
    verified_cells,
)
from numna_geo.gaps.groups import grouped
from numna_geo.gaps.scene import Floats
from numna_geo.model.matrix import CellStatus

NEAR_MIN = 20.0
NOBODY = [np.nan] * 3
# Three communes of 100, 60 and 0 inhabitants, in one territory.
ASKING = Asking(
    people=np.array([100.0, 60.0, 0.0]), groups=grouped([[0, 1, 2]]), near_min=NEAR_MIN
)
BEST_FIRST = list(CellStatus)


def answering(
    central: list[float] = NOBODY,
    *,
    band: float = 0.0,
    inside: tuple[int, ...] = (0, 0, 0),
    visited: tuple[int, ...] = (0, 0, 0),
    remote: tuple[int, ...] = (0, 0, 0),
) -> Answering:
    minutes = np.array(central)
    return Answering(
        central=minutes,
        low=minutes - band,
        high=minutes + band,
        inside=np.array(inside, dtype=np.float64),
        visited=np.array(visited, dtype=bool),
        remote=np.array(remote, dtype=bool),
    )


def unsaid(
    central: list[float] = NOBODY,
    *,
    inside: tuple[int, ...] = (0, 0, 0),
    complete: bool = False,
) -> Unsaid:
    return Unsaid(
        inside=np.array(inside, dtype=np.float64),
        central=np.array(central),
        complete=np.full(3, complete),
    )


def status(found: Cells) -> str:
    return str(found.status[0])


@pytest.mark.parametrize(
    ("who", "nobody_tells", "expected"),
    [
        # A site in any of its communes is on site, an empty one too.
        (answering([90, 90, 90], inside=(0, 0, 1)), unsaid(), "on_site"),
        # Exactly at the threshold, for 100 of 160 people.
        (answering([20, 90, 90]), unsaid(), "near"),
        # For 60 of 160 is not most of them.
        (answering([90, 20, 20]), unsaid(), "far"),
        (answering([90, 20, 20], visited=(0, 1, 0)), unsaid(), "visits"),
        # Two hours away is far, a minute more is nobody.
        (answering([120, 300, 300]), unsaid(), "far"),
        (answering([121, 300, 300]), unsaid(), "unknown"),
        (answering([121, 300, 300], remote=(1, 1, 1)), unsaid(), "remote_only"),
        (answering([121, 300, 300]), unsaid(complete=True), "none"),
        # Complete directories that do not tell what somebody there does.
        (answering(), unsaid(complete=True, inside=(0, 1, 0)), "unknown"),
        (answering(), unsaid([110, 300, 300], complete=True), "unknown"),
        (answering(), unsaid([121, 300, 300], complete=True), "none"),
    ],
)
def test_a_declared_cell_has_the_best_status_that_is_true(
    who: Answering, nobody_tells: Unsaid, expected: str
) -> None:
    assert status(cells(who, nobody_tells, ASKING)) == expected


@pytest.mark.parametrize(
    ("declared", "checked", "expected"),
    [
        (answering([5, 5, 5]), answering(), "unverified"),
        (answering([90, 90, 90]), answering(), "unverified"),
        (answering([5, 5, 5]), answering([90, 90, 90]), "far"),
        (answering([5, 5, 5]), answering([5, 5, 5]), "near"),
        (answering(), answering(), "unknown"),
    ],
)
def test_what_nobody_checked_is_unverified_and_never_nobody(
    declared: Answering, checked: Answering, expected: str
) -> None:
    as_declared = cells(declared, unsaid(), ASKING)

    assert status(verified_cells(checked, as_declared, unsaid(), ASKING)) == expected


def test_only_a_complete_directory_says_nobody_in_either_reading() -> None:
    nobody = cells(answering(), unsaid(complete=True), ASKING)

    checked = verified_cells(answering(), nobody, unsaid(complete=True), ASKING)

    assert (status(nobody), status(checked)) == ("none", "none")


def test_every_inhabited_commune_must_be_covered_at_the_worst() -> None:
    def guaranteed(who: Answering) -> bool:
        return bool(cells(who, unsaid(), ASKING).guaranteed[0])

    assert guaranteed(answering([18, 18, 90], band=2))
    assert not guaranteed(answering([18, 19, 90], band=2))
    assert guaranteed(answering([18, np.nan, np.nan], inside=(0, 1, 0)))
    # Hours in a commune are no guarantee.
    assert not guaranteed(answering([18, 90, 90], visited=(1, 1, 1)))


def test_people_and_communes_add_up() -> None:
    # Covered at the worst: 100 people; 19 to 23 minutes: 60 people.
    found = cells(answering([10, 21, 5], band=2), unsaid(), ASKING)

    people, communes = found.people, found.communes
    assert (people.total[0], people.covered[0], people.uncertain[0]) == (160, 100, 60)
    assert (people.within[0], people.beyond[0]) == (100, 0)
    assert (communes.total[0], communes.covered[0], communes.uncertain[0]) == (2, 1, 1)


def test_a_territory_without_inhabitants_counts_its_communes() -> None:
    empty = replace(ASKING, people=np.zeros(3))

    found = cells(answering([10, 10, 90]), unsaid(), empty)

    assert status(found) == "near"
    assert not found.guaranteed[0]
    assert (found.people.total[0], found.communes.total[0]) == (0, 3)


def test_who_may_answer_nearer_is_told_beside_what_is_known() -> None:
    far = cells(answering([90, 90, 90]), unsaid([10, 90, 90]), ASKING)
    on_site = cells(answering(inside=(1, 0, 0)), unsaid(inside=(1, 0, 0)), ASKING)

    assert (status(far), bool(far.may_be_nearer[0])) == ("far", True)
    assert not on_site.may_be_nearer[0]


def test_who_is_declared_nearer_than_who_was_checked_is_told() -> None:
    declared = cells(answering([5, 5, 5]), unsaid(), ASKING)

    def told(who: Answering) -> tuple[str, bool]:
        found = verified_cells(who, declared, unsaid(), ASKING)
        return status(found), bool(found.may_be_nearer[0])

    assert told(answering([90, 90, 90])) == ("far", True)
    assert told(answering([5, 5, 5])) == ("near", False)
    # Its status says so already.
    assert told(answering()) == ("unverified", False)


MINUTES = st.lists(
    st.one_of(st.just(float("nan")), st.floats(0, 200)), min_size=3, max_size=3
)
SITES = st.tuples(*[st.integers(0, 1)] * 3)
WHO = st.builds(
    answering,
    MINUTES,
    band=st.floats(0, 10),
    inside=SITES,
    visited=SITES,
    remote=SITES,
)
SAID_BY_NOBODY = st.builds(unsaid, MINUTES, inside=SITES, complete=st.booleans())


def joined(one: Answering, other: Answering) -> Answering:
    """Both of them able."""

    def least(name: str) -> Floats:
        found: Floats = np.fmin(getattr(one, name), getattr(other, name))
        return found

    return Answering(
        central=least("central"),
        low=least("low"),
        high=least("high"),
        inside=one.inside + other.inside,
        visited=one.visited | other.visited,
        remote=one.remote | other.remote,
    )


@examples(max_examples=60)
@given(declared=WHO, checked=WHO, more=WHO, nobody_tells=SAID_BY_NOBODY)
def test_a_verified_able_place_more_never_worsens_a_cell(
    declared: Answering, checked: Answering, more: Answering, nobody_tells: Unsaid
) -> None:
    def told(one: Answering, verified: Answering) -> tuple[Cells, Cells]:
        found = cells(one, nobody_tells, ASKING)
        return found, verified_cells(verified, found, nobody_tells, ASKING)

    # Whatever was checked is declared too.
    before = told(joined(declared, checked), checked)
    after = told(joined(joined(declared, checked), more), joined(checked, more))

    for was, now in zip(before, after, strict=True):
        rank = [BEST_FIRST.index(CellStatus(status(one))) for one in (was, now)]
        assert rank[1] <= rank[0]
        assert now.guaranteed[0] >= was.guaranteed[0]
        assert now.people.covered[0] >= was.people.covered[0]
        parts = now.people.covered + now.people.uncertain + now.people.beyond
        assert parts[0] == now.people.total[0]
