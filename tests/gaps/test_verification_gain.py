"""What a check would change: by hand on three communes, then for any scene."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.verification_gain import (
    Checkable,
    People,
    first_calls,
    within_reach,
)

EARTH = Geod(ellps="WGS84")

# Three communes on a meridian: 11.1 km, then 100 km, apart. Two EPCI: the first two
# communes, and the third. One department holds all.
VILLAGES = People(
    lonlat=np.array([[0.0, 45.0], [0.0, 45.1], [0.0, 46.0]]),
    count=np.array([100.0, 50.0, 30.0]),
    territories=(np.array([0, 0, 1]), np.array([0, 0, 0])),
)


def incubators(
    lonlat: list[tuple[float, float]],
    *,
    reach_km: float = 15.0,
    verified: list[bool] | None = None,
    declared: list[bool] | None = None,
) -> Checkable:
    size = len(lonlat)
    return Checkable(
        lonlat=np.array(lonlat, dtype=np.float64).reshape(-1, 2),
        verified=np.array(verified or [False] * size, dtype=bool),
        declared=np.array(declared or [True] * size, dtype=bool),
        own=("incubator",) * size,
        answers=(frozenset({"incubator"}),) * size,
        reach_km={"incubator": reach_km},
    )


# The neighbour, 13.3 km north of the second commune, reaches no other within 15.
NORTH, SOUTH, NEIGHBOUR = (0.0, 46.0), (0.0, 45.0), (0.0, 45.22)
THREE = incubators([NORTH, SOUTH, NEIGHBOUR])


def test_the_call_that_covers_most_comes_first() -> None:
    # South reaches both communes of its EPCI, 150 people: that cell, and the
    # department's, for 150 of 180 are more than half. North adds its own EPCI.
    # The neighbour covers 50 people whom South covers already.
    calls = first_calls(VILLAGES, THREE, limit=20)

    assert [(c.place, c.cells, c.people) for c in calls] == [(1, 2, 150.0), (0, 1, 30)]


def test_a_call_says_what_it_changes_alone_and_what_a_closure_would() -> None:
    # Closed, South leaves 100 people without a place, and its EPCI with 50 of 150;
    # the department keeps 80 of 180. The neighbour's 50 people keep South.
    south, north = first_calls(VILLAGES, THREE, limit=20)

    assert (south.cells_alone, south.people_alone) == (2, 150.0)
    assert (south.cells_if_closed, south.people_if_closed) == (2, 100.0)
    assert (north.cells_if_closed, north.people_if_closed) == (1, 30.0)


def test_what_was_checked_is_not_called_again_and_covers_already() -> None:
    places = incubators([NORTH, SOUTH, NEIGHBOUR], verified=[False, True, False])

    calls = first_calls(VILLAGES, places, limit=20)

    assert [(c.place, c.cells, c.people) for c in calls] == [(0, 1, 30.0)]


def test_a_planned_place_may_be_worth_a_call_and_nobody_loses_it() -> None:
    places = incubators([SOUTH], declared=[False])

    (call,) = first_calls(VILLAGES, places, limit=20)

    assert (call.cells, call.people) == (2, 150.0)
    assert (call.cells_if_closed, call.people_if_closed) == (0, 0.0)


def test_every_question_a_place_answers_is_a_cell_of_its_own() -> None:
    places = Checkable(
        lonlat=np.array([SOUTH]),
        verified=np.array([False]),
        declared=np.array([True]),
        own=("fab_lab",),
        answers=(frozenset({"fab_lab", "coworking", "need:making"}),),
        reach_km={"fab_lab": 15.0, "coworking": 15.0, "need:making": 5.0},
    )

    (call,) = first_calls(VILLAGES, places, limit=1)

    # Within 5 km, 100 of the EPCI's 150 are more than half, as of the department's 180.
    assert (call.cells, call.people) == (6, 150.0)


def test_each_question_has_its_own_reach() -> None:
    wide = incubators([SOUTH], reach_km=15.0)
    narrow = incubators([SOUTH], reach_km=5.0)

    assert first_calls(VILLAGES, wide, limit=1)[0].people == 150.0
    assert first_calls(VILLAGES, narrow, limit=1)[0].people == 100.0


def test_half_of_a_territory_is_enough_and_less_is_not() -> None:
    two = People(
        lonlat=np.array([SOUTH, NORTH]),
        count=np.array([50.0, 50.0]),
        territories=(np.array([0, 0]),),
    )
    fewer = People(
        lonlat=two.lonlat, count=np.array([49.0, 51.0]), territories=two.territories
    )
    place = incubators([SOUTH])

    assert first_calls(two, place, limit=1)[0].cells == 1
    assert first_calls(fewer, place, limit=1)[0].cells == 0


def test_without_any_place_there_is_nobody_to_call() -> None:
    assert first_calls(VILLAGES, incubators([]), limit=5) == []


def test_numbers_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ShapeMismatch):
        incubators([SOUTH, NORTH], verified=[True])
    with pytest.raises(ShapeMismatch):
        People(lonlat=np.zeros((2, 2)), count=np.zeros(3), territories=())


positions = st.tuples(st.floats(-1.8, 2.6), st.floats(42.7, 47.2))
communes = st.lists(
    st.tuples(positions, st.integers(0, 1_000), st.integers(-1, 3)),
    min_size=1,
    max_size=10,
)
structures = st.lists(st.tuples(positions, st.booleans()), max_size=7)
reaches = st.sampled_from([15.0, 60.0, 200.0])


def nearest_km(people, places):
    """Along the ellipsoid; infinite without any place."""
    every = [[EARTH.inv(*at, *of)[2] for of in places] for at in people]
    return np.array([min(row, default=np.inf) for row in every]) / 1000


def scene(
    here: list[tuple[tuple[float, float], int, int]],
    there: list[tuple[tuple[float, float], bool]],
    reach_km: float,
) -> tuple[People, Checkable]:
    people = People(
        lonlat=np.array([at for at, _, _ in here]),
        count=np.array([float(count) for _, count, _ in here]),
        territories=(np.array([code for _, _, code in here], dtype=np.intp),),
    )
    checked = [checked for _, checked in there]
    return people, incubators(
        [at for at, _ in there], reach_km=reach_km, verified=checked
    )


@given(communes, structures, reaches)
def test_who_is_within_reach_is_who_the_ellipsoid_says(here, there, reach) -> None:
    people, places = scene(here, there, reach)

    rows, columns, km = within_reach(people.lonlat, places.lonlat, reach)

    assert (km <= reach).all()
    assert set(zip(rows.tolist(), columns.tolist(), strict=True)) == {
        (i, j)
        for i, (at, _, _) in enumerate(here)
        for j, (of, _) in enumerate(there)
        if EARTH.inv(*at, *of)[2] <= reach * 1000
    }


@given(communes, structures, reaches)
def test_all_calls_together_cover_exactly_who_can_be_covered(
    here, there, reach
) -> None:
    people, places = scene(here, there, reach)
    near = nearest_km(people.lonlat, places.lonlat) <= reach
    checked = nearest_km(people.lonlat, places.lonlat[places.verified]) <= reach

    calls = first_calls(people, places, limit=100)

    assert sum(c.people for c in calls) == people.count[near & ~checked].sum()
    assert len({c.place for c in calls}) == len(calls)
    assert not any(places.verified[c.place] for c in calls)


@given(communes, structures, reaches)
def test_a_call_never_covers_more_people_after_others_than_alone(
    here, there, reach
) -> None:
    people, places = scene(here, there, reach)

    calls = first_calls(people, places, limit=100)

    assert all(c.people <= c.people_alone for c in calls)
    if calls:
        first = calls[0]
        assert (first.cells, first.people) == (first.cells_alone, first.people_alone)
        assert all(c.cells_alone <= first.cells for c in calls)


@given(communes, structures, reaches)
def test_a_closure_takes_away_what_only_that_place_covers(here, there, reach) -> None:
    people, places = scene(here, there, reach)
    rows, columns, _ = within_reach(people.lonlat, places.lonlat, reach)

    for call in first_calls(people, places, limit=100):
        others = set(rows[columns != call.place].tolist())
        alone = [i for i in rows[columns == call.place].tolist() if i not in others]

        assert call.people_if_closed == people.count[alone].sum()
