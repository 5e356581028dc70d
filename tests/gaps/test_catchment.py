"""Nearest, choices and catchments: by hand, as published, and by brute force."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gaps.made_scenes import CHOICES, World, worlds

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.catchment import (
    LUO_QI,
    Pairs,
    choices_within,
    floating_catchment,
    gravity,
    nearest_minutes,
    within,
)
from numna_geo.gaps.scene import Floats


def a_pair_of_all(minutes: Floats) -> Pairs:
    return World(people=np.zeros(len(minutes)), minutes=minutes).pairs


ALL = np.array([True, True, True])
# Two communes, three places: the last two are sites of one organisation.
MINUTES = np.array([[12.0, 20.0, np.nan], [np.nan, 31.0, 8.0]])
ORGANISATIONS = np.array([0, 1, 1])


def test_each_commune_has_its_nearest_place_and_its_own_band() -> None:
    central, low, high = nearest_minutes(a_pair_of_all(MINUTES), ALL, origins=3)

    assert central.tolist() == pytest.approx([12, 8, np.nan], nan_ok=True)
    assert low.tolist() == pytest.approx([9, 6, np.nan], nan_ok=True)
    assert high.tolist() == pytest.approx([15, 10, np.nan], nan_ok=True)


def test_the_band_may_be_of_another_place_than_the_centre() -> None:
    pairs = Pairs(
        origins=np.array([0, 0]),
        places=np.array([0, 1]),
        central=np.array([10.0, 11.0]),
        low=np.array([9.0, 5.0]),
        high=np.array([12.0, 30.0]),
    )

    found = nearest_minutes(pairs, np.array([True, True]), origins=1)

    assert [numbers.tolist() for numbers in found] == [[10], [5], [12]]


def test_two_sites_of_an_organisation_are_one_choice_at_the_nearer() -> None:
    pairs = a_pair_of_all(np.array([[12.0, 30.0, 20.0]]))

    found = choices_within(pairs, ALL, ORGANISATIONS, CHOICES, origins=1)

    assert [numbers.tolist() for numbers in found] == [[1], [2], [2], [2]]


def test_an_organisation_exactly_at_the_bound_is_a_choice() -> None:
    pairs = a_pair_of_all(np.array([[12.0, 30.0, 20.0]]))

    at, before = choices_within(pairs, ALL, ORGANISATIONS, [12, 11.99], origins=1)

    assert (at.tolist(), before.tolist()) == ([1], [0])


def test_places_that_are_not_wanted_serve_nobody() -> None:
    pairs, none = a_pair_of_all(MINUTES), np.zeros(3, dtype=bool)
    central, _, _ = nearest_minutes(pairs, none, origins=2)

    assert np.isnan(central).all()
    (several,) = choices_within(pairs, none, ORGANISATIONS, [45], origins=2)
    assert several.tolist() == [0, 0]
    assert floating_catchment(pairs, np.ones(2), np.zeros(3)).tolist() == [0, 0]


def test_people_whose_number_is_unknown_compete_for_nothing_and_have_access() -> None:
    pairs = a_pair_of_all(np.array([[5.0], [5.0]]))

    access = floating_catchment(pairs, np.array([100.0, np.nan]), np.array([1.0]))

    assert access.tolist() == [0.01, 0.01]


def test_pairs_that_do_not_fit_together_are_refused() -> None:
    one, two = np.zeros(1, dtype=np.intp), np.array([1, 0])

    with pytest.raises(ShapeMismatch, match="shapes"):
        Pairs(origins=one, places=two, central=ALL, low=ALL, high=ALL)
    with pytest.raises(ShapeMismatch, match="sorted"):
        Pairs(origins=two, places=two, central=two, low=two, high=two)


def test_two_steps_as_in_figure_3_of_luo_and_wang_2003() -> None:
    # Environment and Planning B 30:865-884, fig. 3: eleven tracts of one person, a
    # physician with eight of them in reach, another with four, one tract in both. The
    # tests of the R package twostepr hold the same figure: 1/8, 1/4, and 3/8 in both.
    first = [20, 20, 20, 20, 40, 20, 20, 40, 20, 20, 40]
    second = [40, 40, 40, 20, 20, 40, 40, 20, 40, 40, 20]
    pairs = a_pair_of_all(np.array([first, second], dtype=np.float64).T)

    access = floating_catchment(pairs, np.ones(11), np.ones(2), within(30))

    expected = [1, 1, 1, 3, 2, 1, 1, 2, 1, 1, 2]
    assert (access * 8).tolist() == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize(
    ("power", "expected"), [(1, [11 / 15, 11 / 15, 8 / 15]), (2, [7 / 9, 7 / 9, 4 / 9])]
)
def test_gravity_with_rivals_as_in_the_tests_of_twostepr(
    power: int, expected: list[float]
) -> None:
    # R package twostepr, gravity(): three towns around a physician, one twice as far
    # from a second; 0.733, 0.733, 0.533, and 0.778, 0.778, 0.444 by the square.
    pairs = a_pair_of_all(np.array([[1.0, 1.0], [1.0, 1.0], [1.0, 2.0]]))

    access = floating_catchment(pairs, np.ones(3), np.ones(2), lambda t: t**-power)

    assert access.tolist() == pytest.approx(expected, abs=1e-15)


@given(worlds())
def test_nearest_and_choices_are_what_looking_at_every_place_finds(
    world: World,
) -> None:
    size, wanted = len(world.people), np.arange(len(world.homes)) % 2 == 0
    whose = np.array(world.organisations)
    every = np.where(np.isnan(world.minutes) | ~wanted, np.inf, world.minutes)

    central, low, high = nearest_minutes(world.pairs, wanted, origins=size)
    (several,) = choices_within(world.pairs, wanted, whose, [20], origins=size)

    best = every.min(axis=1)
    assert np.nan_to_num(central, nan=np.inf).tolist() == best.tolist()
    assert np.nan_to_num(low, nan=np.inf).tolist() == (best * 0.75).tolist()
    assert np.nan_to_num(high, nan=np.inf).tolist() == (best * 1.25).tolist()
    assert several.tolist() == [len({*whose[row <= 20].tolist()}) for row in every]


@given(worlds(), st.sampled_from([LUO_QI, within(20.0), within(45.0)]))
def test_what_is_in_reach_of_anyone_is_shared_out_in_full(world, weights) -> None:
    supply = np.arange(len(world.homes), dtype=np.float64)
    weight = weights(world.minutes)
    reached = (weight * world.people[:, None] > 0).any(axis=0)

    access = floating_catchment(world.pairs, world.people, supply, weights)

    assert (world.people * access).sum() == pytest.approx(supply[reached].sum())
    # Without rivals it is plain gravity.
    plain = gravity(world.pairs, supply, weights, origins=len(world.people))
    assert plain == pytest.approx((weight * supply).sum(axis=1))
