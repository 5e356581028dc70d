"""Who lacks a place within reach: bounds, bands, borders, and what is not known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gaps.made_scenes import SURE, World, a_reach, a_scene, worlds

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.beyond import people_beyond
from numna_geo.gaps.figures import Figures
from numna_geo.gaps.groups import each, grouped
from numna_geo.gaps.scene import Scene, TravelUsed

SUPPORT = INDICATORS["support_beyond"]
NAN = float("nan")


def measured(scene: Scene, *, together: bool = False) -> Figures:
    groups = grouped([range(len(scene))]) if together else each(len(scene))
    return people_beyond(scene, SUPPORT.default, groups)


def test_a_place_exactly_at_the_threshold_is_within_reach() -> None:
    figures = measured(a_scene([100, 100], a_reach([20, 20.01])))

    assert figures.numerator.tolist() == [0, 100]
    assert figures.value.tolist() == [0, 1]
    assert figures.rank().tolist() == [2, 1]


def test_the_band_tells_who_is_covered_who_is_not_and_who_may_be() -> None:
    reach = a_reach([15, 18, 22, 26], low=[12, 15, 18, 21], high=[20, 24, 28, 33])

    figures = measured(a_scene([1, 10, 100, 1_000], reach), together=True)

    assert figures.details["covered_people"].tolist() == [1]
    assert figures.uncertain.tolist() == [110]
    assert figures.details["gap_people"].tolist() == [1_000]
    # The central minutes are on either side of the doubt.
    assert figures.numerator.tolist() == [1_100]


def test_a_border_nearer_than_the_threshold_may_hide_a_place() -> None:
    reach, border = a_reach([30, 30, 10]), [12.0, 25.0, 5.0]

    hidden = measured(a_scene([1, 10, 100], reach, border_min=border))
    known = measured(a_scene([1, 10, 100], reach, border_min=border, known_beyond=True))

    assert hidden.border_unknown.tolist() == [1, 0, 0]
    assert hidden.status.tolist() == ["border_unknown", "measured", "measured"]
    assert known.border_unknown.tolist() == [0, 0, 0]


def test_a_commune_without_inhabitants_has_no_share_and_weighs_nothing() -> None:
    scene = a_scene([0, NAN, 100], a_reach([30, 30, 10]))

    assert np.isnan(measured(scene).value[:2]).all()
    assert measured(scene).status.tolist() == ["no_data", "no_data", "measured"]
    assert measured(scene).numerator.tolist() == pytest.approx([0, NAN, 0], nan_ok=True)
    assert measured(scene, together=True).value.tolist() == [0]
    assert measured(scene, together=True).denominator.tolist() == [100]


def test_an_uncollected_place_is_not_an_absent_one() -> None:
    scene = a_scene([100, 300], a_reach([30, 30]), not_collected=[True, False])

    assert measured(scene).status.tolist() == ["not_collected", "measured"]
    assert np.isnan(measured(scene).value[0])
    assert measured(scene, together=True).denominator.tolist() == [300]


def test_those_who_reach_no_place_are_in_the_gap_without_a_depth() -> None:
    figures = measured(a_scene([100], a_reach([NAN])))

    assert figures.value.tolist() == [1]
    assert figures.details["unreachable_people"].tolist() == [100]
    assert figures.details["gap_people"].tolist() == [100]
    assert figures.details["excess_person_min"].tolist() == [0]
    assert figures.details["depth"].tolist() == [0]


def test_minutes_that_are_estimated_are_told_as_such() -> None:
    estimate = TravelUsed(name="e", version="1", is_estimate=True, method="estimé")

    figures = measured(a_scene([100], a_reach([30]), travel=estimate))

    assert figures.status.tolist() == ["estimated"]
    assert not SURE.is_estimate


@given(worlds())
def test_covered_uncertain_and_gap_are_everybody(world: World) -> None:
    figures = measured(world.scene)
    parts = figures.details["covered_people"] + figures.details["gap_people"]

    assert (parts + figures.uncertain).tolist() == figures.denominator.tolist()
    assert (figures.details["gap_people"] <= figures.numerator).all()
    assert (figures.numerator <= figures.denominator).all()


@given(worlds(), st.lists(st.sampled_from(SUPPORT.thresholds), min_size=2, max_size=2))
def test_more_minutes_never_leave_more_people_out(
    world: World, bounds: list[int]
) -> None:
    scene, communes = world.scene, each(len(world.people))

    fewer, more = (
        people_beyond(scene, replace(SUPPORT.default, max_min=bound), communes)
        for bound in sorted(bounds)
    )

    assert (more.numerator <= fewer.numerator).all()
