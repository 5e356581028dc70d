"""Minutes, choices and offer for 10,000 people: borders, absences, what is unknown."""

from dataclasses import replace

import numpy as np
import pytest
from tests.gaps.made_scenes import a_reach, a_scene

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.figures import Figures
from numna_geo.gaps.groups import each, grouped
from numna_geo.gaps.scene import Scene, TravelUsed

NEAREST, CHOICES = "support_nearest_min", "support_choices"
INSIDE, ACCESS = "support_per_10000", "support_access"
NAN = float("nan")
ESTIMATE = TravelUsed(name="estimate", version="1", is_estimate=True, method="estimé")
every_key = pytest.mark.parametrize("key", [NEAREST, CHOICES, INSIDE, ACCESS])


def measured(scene: Scene, key: str, *, together: bool = False) -> Figures:
    groups = grouped([range(len(scene))]) if together else each(len(scene))
    return INDICATORS[key].measure(scene, INDICATORS[key].default, groups)


def test_the_median_is_of_people_and_those_who_reach_nothing_come_last() -> None:
    scene = a_scene([500, 100, 300], a_reach([12, 40, NAN]))

    figures = measured(scene, NEAREST, together=True)

    assert figures.value.tolist() == [12]
    assert figures.details["p75"].tolist() == pytest.approx([NAN], nan_ok=True)
    assert figures.details["unreachable_people"].tolist() == [300]
    assert figures.details["mean"].tolist() == [(500 * 12 + 100 * 40) / 600]


def test_the_median_has_the_band_of_its_estimate() -> None:
    reach = a_reach([10, 20], low=[8, 15], high=[14, 26])

    figures = measured(a_scene([100, 300], reach, travel=ESTIMATE), NEAREST)

    assert figures.details["median_low"].tolist() == [8, 15]
    assert figures.details["median_high"].tolist() == [14, 26]
    assert figures.status.tolist() == ["estimated", "estimated"]


def test_a_border_nearer_than_the_nearest_place_may_hide_a_nearer_one() -> None:
    reach, border = a_reach([30, 10, NAN]), [20.0, 20.0, 90.0]

    unknown = measured(a_scene([1, 10, 100], reach, border_min=border), NEAREST)
    known = measured(
        a_scene([1, 10, 100], reach, border_min=border, known_beyond=True), NEAREST
    )

    assert unknown.border_unknown.tolist() == [1, 0, 100]
    assert unknown.status.tolist() == ["border_unknown", "measured", "no_data"]
    assert known.border_unknown.tolist() == [0, 0, 0]


def test_choices_are_of_those_within_the_minutes_asked() -> None:
    reach = replace(
        a_reach([12, 18]),
        choices={20: np.array([3.0, 1.0]), 30: np.array([5.0, 2.0])},
    )
    scene, indicator = a_scene([100, 100], reach), INDICATORS[CHOICES]
    wider = replace(indicator.default, max_min=30)

    assert measured(scene, CHOICES).value.tolist() == [3, 1]
    assert indicator.measure(scene, wider, each(2)).value.tolist() == [5, 2]


def test_two_organisations_are_several() -> None:
    figures = measured(a_scene([100], a_reach([12], choices=[2])), CHOICES)

    assert figures.details["several_people"].tolist() == [100]
    assert figures.details["one_people"].tolist() == [0]


def test_choices_that_were_not_counted_are_no_data() -> None:
    reach = a_reach([12, 18], choices=[NAN, 2])

    figures = measured(a_scene([100, 300], reach), CHOICES)

    assert figures.status.tolist() == ["no_data", "measured"]
    assert measured(a_scene([100, 300], reach), CHOICES, together=True).value == [2]


def test_places_for_ten_thousand_are_exact_even_where_minutes_are_estimated() -> None:
    scene = a_scene([5_000, 0], a_reach([10, 10], inside=[2, 1]), travel=ESTIMATE)

    assert measured(scene, INSIDE).value.tolist() == pytest.approx(
        [4, NAN], nan_ok=True
    )
    assert measured(scene, INSIDE).status.tolist() == ["measured", "no_data"]
    assert measured(scene, INSIDE, together=True).value.tolist() == [6]
    assert measured(scene, ACCESS).status.tolist() == ["estimated", "no_data"]


def test_places_beyond_the_border_of_the_region_may_be_shared_too() -> None:
    reach = a_reach([10, 10], access=[0.0001, 0.0001])

    figures = measured(a_scene([100, 100], reach, border_min=[30.0, 31.0]), ACCESS)

    assert figures.border_unknown.tolist() == [100, 0]
    assert figures.value.tolist() == pytest.approx([1, 1])


@every_key
def test_what_nobody_collected_is_told_apart(key: str) -> None:
    reach = a_reach([10, 10], choices=[1, 1], access=[0.1, 0.1], inside=[1, 1])
    scene = a_scene([100, 300], reach, not_collected=[True, False])

    assert measured(scene, key).status.tolist() == ["not_collected", "measured"]
    assert np.isnan(measured(scene, key).value[0])
    # A territory where somebody collected says what was found there.
    assert measured(scene, key, together=True).status.tolist() == ["measured"]
    assert measured(scene, key, together=True).denominator.tolist() == [300]


@every_key
def test_a_commune_of_unknown_or_no_inhabitants_weighs_nothing(key: str) -> None:
    reach = a_reach([90, 90, 10], choices=[9, 9, 1], access=[9, 9, 0.1])
    scene = a_scene([NAN, 0, 100], reach)
    alone = a_scene([100], a_reach([10], choices=[1], access=[0.1]))

    assert measured(scene, key).status.tolist()[:2] == ["no_data", "no_data"]
    assert measured(scene, key, together=True).value == measured(alone, key).value


@every_key
def test_a_measure_of_places_needs_a_supply_and_whom_to_count(key: str) -> None:
    indicator, scene = INDICATORS[key], a_scene([100], a_reach([10]))

    with pytest.raises(ValueError, match="a supply and whom to count"):
        indicator.measure(scene, replace(indicator.default, supply=None), each(1))
    with pytest.raises(ValueError, match="a supply and whom to count"):
        indicator.measure(scene, replace(indicator.default, counted=None), each(1))


@pytest.mark.parametrize("key", ["support_beyond", CHOICES])
def test_a_measure_of_reach_needs_minutes(key: str) -> None:
    indicator, scene = INDICATORS[key], a_scene([100], a_reach([10]))

    with pytest.raises(ValueError, match="minutes are needed"):
        indicator.measure(scene, replace(indicator.default, max_min=None), each(1))
