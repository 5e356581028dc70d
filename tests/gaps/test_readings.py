"""Declared and verified: the same question, with fewer places to answer it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gaps.made_scenes import a_reach, a_scene, worlds

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.groups import each
from numna_geo.gaps.scene import Scene
from numna_geo.model.collection import Reading

# Guéret, Aubusson (34 km from it) and Bourganeuf (27 km from Guéret).
PEOPLE = [12_500.0, 3_100.0, 2_500.0]
NOBODY = float("nan")


def missing(scene: Scene, reading: Reading, key: str) -> list[float]:
    asked = replace(INDICATORS[key].default, reading=reading)
    return INDICATORS[key].measure(scene, asked, each(len(scene))).numerator.tolist()


def test_worked_example() -> None:
    # A verified incubator in Guéret, one that is only declared in Aubusson: nobody
    # declares any near Bourganeuf.
    declared, verified = a_reach([0, 0, 38]), a_reach([0, 45, 38])
    scene = a_scene(PEOPLE, declared, verified=verified)

    assert missing(scene, Reading.DECLARED, "support_beyond") == [0, 0, 2_500]
    assert missing(scene, Reading.VERIFIED, "support_beyond") == [0, 3_100, 2_500]


def test_when_nothing_is_verified_everybody_is_missing() -> None:
    nothing = a_reach([NOBODY] * 3)
    scene = a_scene(PEOPLE, a_reach([0, 0, 0]), verified=nothing)

    assert missing(scene, Reading.DECLARED, "host_place_beyond") == [0, 0, 0]
    assert missing(scene, Reading.VERIFIED, "host_place_beyond") == PEOPLE


def test_the_minutes_of_a_place_that_nobody_verified_are_no_data_not_zero() -> None:
    nearest = INDICATORS["support_nearest_min"]
    nothing = a_reach([NOBODY] * 3)
    scene = a_scene(PEOPLE, a_reach([0, 0, 0]), verified=nothing)
    asked = replace(nearest.default, reading=Reading.VERIFIED)

    figures = nearest.measure(scene, asked, each(3))

    assert np.isnan(figures.value).all()
    assert figures.status.tolist() == ["no_data"] * 3
    assert figures.details["unreachable_people"].tolist() == PEOPLE


@given(worlds(), st.data())
def test_verified_never_leaves_fewer_people_out_than_declared(world, data) -> None:
    places = range(len(world.homes))
    checked = [i for i in places if data.draw(st.booleans())]
    declared, verified = world.scene, world.of_places(checked).scene
    reaches = {
        **declared.reaches,
        **{key: of for key, of in verified.reaches.items() if key[1] == "verified"},
    }
    scene = replace(declared, reaches=reaches)

    by_word = np.array(missing(scene, Reading.DECLARED, "support_beyond"))
    by_check = np.array(missing(scene, Reading.VERIFIED, "support_beyond"))

    assert (by_check >= by_word).all()
    if len(checked) == len(places):
        assert (by_check == by_word).all()


@pytest.mark.parametrize("key", [k for k, i in INDICATORS.items() if i.one_reading])
def test_only_what_counts_no_place_has_one_reading_and_says_why(key: str) -> None:
    assert not INDICATORS[key].supplies
    assert INDICATORS[key].readings == (Reading.DECLARED,)


def test_every_measure_of_places_has_both_readings() -> None:
    of_places = [one for one in INDICATORS.values() if one.supplies]

    assert all(one.readings == tuple(Reading) for one in of_places)


def test_only_those_who_lack_a_place_are_split_into_absent_and_not_verified() -> None:
    split = {key for key, one in INDICATORS.items() if one.counts_lack}

    assert split == {"support_beyond", "host_place_beyond", "france_services_beyond"}
