"""What holds of every measure of places, whatever the communes and the places."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gaps.made_scenes import World, worlds

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.figures import Figures
from numna_geo.gaps.groups import Groups, each, grouped
from numna_geo.gaps.scene import Floats

BEYOND, NEAREST = "support_beyond", "support_nearest_min"
CHOICES, INSIDE, ACCESS = "support_choices", "support_per_10000", "support_access"
KEYS = (BEYOND, NEAREST, CHOICES, INSIDE, ACCESS)
"""One of each formula: the others differ by what is looked for."""

some = settings(max_examples=50)
"""Each example measures five indicators."""

MINUTES = ("p25", "p75", "p90", "p95", "median_low", "median_high")


def measured(world: World, key: str, groups: Groups | None = None) -> Figures:
    indicator, communes = INDICATORS[key], groups or each(len(world.people))
    return indicator.measure(world.scene, indicator.default, communes)


def worst(minutes: Floats) -> Floats:
    """Whoever reaches nothing is farther than all."""
    return np.where(np.isnan(minutes), np.inf, minutes)


def lacks(world: World, groups: Groups) -> dict[str, Floats]:
    """Numbers that grow as places are taken away."""
    found = {key: measured(world, key, groups) for key in KEYS}
    beyond, nearest, choices = found[BEYOND], found[NEAREST], found[CHOICES]
    return {
        "beyond": beyond.numerator,
        "gap": beyond.details["gap_people"],
        "unreachable": beyond.details["unreachable_people"],
        "not covered": -beyond.details["covered_people"],
        "median": worst(nearest.value),
        **{name: worst(nearest.details[name]) for name in MINUTES},
        "without choice": choices.details["none_people"],
        "choices": -choices.numerator,
        "places inside": -found[INSIDE].numerator,
        "access": -found[ACCESS].numerator,
    }


def in_two(world: World, first: Sequence[int]) -> Groups:
    rest = [i for i in range(len(world.people)) if i not in first]
    return grouped([part for part in (list(first), rest) if part])


@some
@given(worlds(), st.data())
def test_adding_a_place_never_worsens_and_removing_one_never_betters(
    world: World, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(world.homes) - 1))
    fewer = world.without(place)

    for groups in (each(len(world.people)), in_two(world, [0])):
        with_it, without = lacks(world, groups), lacks(fewer, groups)
        # Shares of places are floats: a billionth of a place is no loss.
        worse = [
            name for name in without if (with_it[name] > without[name] + 1e-9).any()
        ]
        assert worse == []


@some
@given(worlds(), st.data())
def test_a_duplicate_place_changes_no_nearest_measure(
    world: World, data: st.DataObject
) -> None:
    again = world.twice(data.draw(st.integers(0, len(world.homes) - 1)))

    for key in (BEYOND, NEAREST, CHOICES):
        once, twice = measured(world, key), measured(again, key)
        assert np.array_equal(once.value, twice.value, equal_nan=True)
        for name, found in once.details.items():
            assert np.array_equal(found, twice.details[name], equal_nan=True), name


@some
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_communes_and_of_places_is_irrelevant(
    world: World, chance
) -> None:
    communes = chance.sample(range(len(world.people)), len(world.people))
    places = chance.sample(range(len(world.homes)), len(world.homes))
    moved = world.of_communes(communes).of_places(places)

    for key in KEYS:
        straight, shuffled = measured(world, key), measured(moved, key)
        assert shuffled.value == pytest.approx(straight.value[communes], nan_ok=True)
        assert shuffled.status.tolist() == straight.status[communes].tolist()


@some
@given(worlds(), st.data())
def test_counts_add_up_from_communes_to_territories_and_to_the_region(
    world: World, data: st.DataObject
) -> None:
    size = len(world.people)
    first = data.draw(st.sets(st.integers(0, size - 1)))
    region, halves = grouped([range(size)]), in_two(world, sorted(first))

    for key in KEYS:
        whole, parts = measured(world, key, region), measured(world, key, halves)
        communes = measured(world, key)
        for name, total in sums_of(whole).items():
            exact = 1e-9 if key == ACCESS else 0
            of_halves, of_communes = sums_of(parts)[name], sums_of(communes)[name]
            assert of_halves.sum() == pytest.approx(total[0], abs=exact), name
            assert of_communes.sum() == pytest.approx(total[0], abs=exact), name


def sums_of(figures: Figures) -> dict[str, Floats]:
    """Whatever is a number of people, of places or of person-minutes."""
    counts = {n: c for n, c in figures.details.items() if n.endswith(("people", "min"))}
    counts = {n: c for n, c in counts.items() if n != "depth_people"}
    if not np.isnan(figures.numerator).all():
        counts["numerator"] = figures.numerator
    told = {"denominator": figures.denominator, "uncertain": figures.uncertain}
    return {**counts, **told}


@some
@given(worlds())
def test_a_share_of_a_territory_is_that_of_its_people_not_of_its_communes(
    world: World,
) -> None:
    together = grouped([range(len(world.people))])

    for key in (BEYOND, CHOICES):
        communes, whole = measured(world, key), measured(world, key, together)
        weights, inhabited = world.people, world.people > 0
        if inhabited.any():
            mean = np.average(communes.value[inhabited], weights=weights[inhabited])
            assert whole.value[0] == pytest.approx(mean)


@some
@given(worlds())
def test_a_percentile_is_the_minutes_of_somebody_in_the_queue(world: World) -> None:
    found = measured(world, NEAREST, grouped([range(len(world.people))]))
    minutes = worst(measured(world, NEAREST).details["p25"])
    queue = np.sort(np.repeat(minutes, world.people.astype(int)))

    for share, told in ((25, "p25"), (75, "p75"), (90, "p90"), (95, "p95")):
        if len(queue):
            at = -(-share * len(queue) // 100) - 1
            assert worst(found.details[told])[0] == queue[at]
        else:
            assert np.isnan(found.details[told][0])


@some
@given(worlds())
def test_whoever_has_no_choice_within_reach_is_whoever_is_beyond_it(
    world: World,
) -> None:
    beyond, choices = measured(world, BEYOND), measured(world, CHOICES)

    assert choices.details["none_people"].tolist() == beyond.numerator.tolist()
    assert (choices.details["none_people"] >= beyond.details["gap_people"]).all()
