"""What a check would change: by hand on three communes, then for any scene."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.reach import nearest_km
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
    reach_km: list[float],
    verified: list[bool] | None = None,
    declared: list[bool] | None = None,
) -> Checkable:
    size = len(lonlat)
    return Checkable(
        lonlat=np.array(lonlat, dtype=np.float64).reshape(-1, 2),
        reach_km=np.array(reach_km, dtype=np.float64),
        verified=np.array(verified or [False] * size, dtype=bool),
        declared=np.array(declared or [True] * size, dtype=bool),
        own=("incubator",) * size,
        answers=(frozenset({"incubator"}),) * size,
    )


NORTH, SOUTH, NEIGHBOUR = (0.0, 46.0), (0.0, 45.0), (0.0, 45.1)
THREE = incubators([NORTH, SOUTH, NEIGHBOUR], reach_km=[15, 15, 5])


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
    places = incubators(
        [NORTH, SOUTH, NEIGHBOUR], reach_km=[15, 15, 5], verified=[False, True, False]
    )

    calls = first_calls(VILLAGES, places, limit=20)

    assert [(c.place, c.cells, c.people) for c in calls] == [(0, 1, 30.0)]


def test_a_planned_place_may_be_worth_a_call_and_nobody_loses_it() -> None:
    places = incubators([SOUTH], reach_km=[15], declared=[False])

    (call,) = first_calls(VILLAGES, places, limit=20)

    assert (call.cells, call.people) == (2, 150.0)
    assert (call.cells_if_closed, call.people_if_closed) == (0, 0.0)


def test_every_question_a_place_answers_is_a_cell_of_its_own() -> None:
    places = Checkable(
        lonlat=np.array([SOUTH]),
        reach_km=np.array([15.0]),
        verified=np.array([False]),
        declared=np.array([True]),
        own=("fab_lab",),
        answers=(frozenset({"fab_lab", "coworking", "need:making"}),),
    )

    (call,) = first_calls(VILLAGES, places, limit=1)

    assert (call.cells, call.people) == (6, 150.0)


def test_half_of_a_territory_is_enough_and_less_is_not() -> None:
    two = People(
        lonlat=np.array([SOUTH, NORTH]),
        count=np.array([50.0, 50.0]),
        territories=(np.array([0, 0]),),
    )
    fewer = People(
        lonlat=two.lonlat, count=np.array([49.0, 51.0]), territories=two.territories
    )
    place = incubators([SOUTH], reach_km=[15])

    assert first_calls(two, place, limit=1)[0].cells == 1
    assert first_calls(fewer, place, limit=1)[0].cells == 0


def test_without_any_place_there_is_nobody_to_call() -> None:
    assert first_calls(VILLAGES, incubators([], reach_km=[]), limit=5) == []


def test_numbers_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ShapeMismatch):
        incubators([SOUTH, NORTH], reach_km=[15])
    with pytest.raises(ShapeMismatch):
        People(lonlat=np.zeros((2, 2)), count=np.zeros(3), territories=())


positions = st.tuples(st.floats(-1.8, 2.6), st.floats(42.7, 47.2))
communes = st.lists(
    st.tuples(positions, st.integers(0, 1_000), st.integers(-1, 3)),
    min_size=1,
    max_size=10,
)
structures = st.lists(
    st.tuples(positions, st.sampled_from([15.0, 60.0, 200.0]), st.booleans()),
    max_size=7,
)


def scene(
    here: list[tuple[tuple[float, float], int, int]],
    there: list[tuple[tuple[float, float], float, bool]],
) -> tuple[People, Checkable]:
    people = People(
        lonlat=np.array([c[0] for c in here]),
        count=np.array([float(c[1]) for c in here]),
        territories=(np.array([c[2] for c in here], dtype=np.intp),),
    )
    places = incubators(
        [p[0] for p in there],
        reach_km=[p[1] for p in there],
        verified=[p[2] for p in there],
    )
    return people, places


@given(communes, structures)
def test_who_is_within_reach_is_who_the_ellipsoid_says(here, there) -> None:
    people, places = scene(here, there)

    rows, columns = within_reach(people.lonlat, places.lonlat, places.reach_km)

    assert set(zip(rows.tolist(), columns.tolist(), strict=True)) == {
        (i, j)
        for i, (at, _, _) in enumerate(here)
        for j, (of, reach, _) in enumerate(there)
        if EARTH.inv(*at, *of)[2] <= reach * 1000
    }


@given(communes, structures)
def test_all_calls_together_cover_exactly_who_can_be_covered(here, there) -> None:
    people, same = scene(here, [(at, 60.0, checked) for at, _, checked in there])
    near = nearest_km(people.lonlat, same.lonlat) <= 60
    checked = nearest_km(people.lonlat, same.lonlat[same.verified]) <= 60

    calls = first_calls(people, same, limit=100)

    assert sum(c.people for c in calls) == people.count[near & ~checked].sum()
    assert len({c.place for c in calls}) == len(calls)
    assert not any(same.verified[c.place] for c in calls)


@given(communes, structures)
def test_a_call_never_covers_more_people_after_others_than_alone(here, there) -> None:
    people, places = scene(here, there)

    calls = first_calls(people, places, limit=100)

    assert all(c.people <= c.people_alone for c in calls)
    if calls:
        first = calls[0]
        assert (first.cells, first.people) == (first.cells_alone, first.people_alone)
        assert all(c.cells_alone <= first.cells for c in calls)


@given(communes, structures)
def test_a_closure_takes_away_what_only_that_place_covers(here, there) -> None:
    people, places = scene(here, there)
    rows, columns = within_reach(people.lonlat, places.lonlat, places.reach_km)

    for call in first_calls(people, places, limit=100):
        others = set(rows[columns != call.place].tolist())
        alone = [i for i in rows[columns == call.place].tolist() if i not in others]

        assert call.people_if_closed == people.count[alone].sum()
