"""Colours are measured, not judged by eye: CIE 1976 differences in Lab."""

from itertools import pairwise

import numpy as np
import pytest

from numna_geo.gaps import INDICATORS
from numna_geo.maps.classes import APART, BESIDE, CLASSES, of_groups

SEA, LAND, NEUTRAL = "#cfdfe6", "#e9e7e1", "#fffdf9"

# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB.
VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def lab(colour: str, vision: str = "normal") -> np.ndarray:
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(VISIONS[vision] @ linear, 0, 1)
    ratio = _TO_XYZ @ seen / _WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (841 / 108) * ratio + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str, vision: str = "normal") -> float:
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


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
