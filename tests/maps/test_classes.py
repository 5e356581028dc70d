"""Colours are measured, not judged by eye: CIE 1976 differences in Lab."""

from itertools import pairwise

import pytest
from bench.colour_vision import VISIONS, difference, lab

from numna_geo.gaps import INDICATORS
from numna_geo.maps.classes import APART, BESIDE, CLASSES, of_groups

SEA, LAND, NEUTRAL = "#cfdfe6", "#e9e7e1", "#fffdf9"


@pytest.mark.parametrize("key", CLASSES)
@pytest.mark.parametrize("vision", VISIONS)
def test_neighbouring_classes_can_be_told_apart(key: str, vision: str) -> None:
    steps = [difference(a, b, vision) for a, b in pairwise(CLASSES[key].colours)]

    assert min(steps) >= 15


@pytest.mark.parametrize("key", CLASSES)
def test_darker_is_always_a_bigger_gap(key: str) -> None:
    lightness = [lab(colour)[0] for colour in CLASSES[key].colours]

    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize("key", CLASSES)
@pytest.mark.parametrize("ground", [SEA, LAND, NEUTRAL])
def test_the_first_class_does_not_merge_with_the_ground(key: str, ground: str) -> None:
    assert difference(CLASSES[key].colours[0], ground) >= 15


@pytest.mark.parametrize("key", CLASSES)
def test_a_threshold_of_the_roadmap_is_a_bound_of_the_map(key: str) -> None:
    classes, threshold = CLASSES[key], INDICATORS[key].threshold

    assert len(classes.colours) == len(classes.bounds) + 1 == len(classes.labels())
    if threshold is not None:
        assert classes.gap_from is not None
        assert classes.bounds[classes.gap_from - 1] == threshold


@pytest.mark.parametrize("key", CLASSES)
def test_groups_are_drawn_by_shares_in_the_colours_of_their_question(key: str) -> None:
    communes, groups = CLASSES[key], of_groups(CLASSES[key])

    assert (groups.column, groups.gap_from) == ("value", None)
    assert groups.colours == communes.colours
    assert len(groups.labels()) == len(groups.colours)


def test_each_question_of_the_map_is_an_indicator_and_none_is_a_mixture() -> None:
    among = [key for key in CLASSES if key not in APART]
    assert [INDICATORS[key].objective for key in among] == [10, 11, 12]
    assert list(CLASSES) == [*among, *APART]
    assert all(whom in INDICATORS[key].quantities for key, whom in BESIDE.items())
