"""Examples done by hand: what each indicator of places says of a few communes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from tests.gaps.made_scenes import a_reach, a_scene

from numna_geo.gaps.catchment import LUO_QI, Pairs, floating_catchment
from numna_geo.gaps.scene import Scene

Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Worked:
    """Communes, what they amount to together, and the words that tell so."""

    scene: Scene
    value: float
    numerator: float
    denominator: float
    details: Numbers
    said: tuple[str, ...]


def _beyond(threshold_min: int, depth: float, *said: str) -> Worked:
    # 10 min, exactly at the threshold, and 35 min away.
    excess = 700 * (35 - threshold_min)
    return Worked(
        scene=a_scene([100, 200, 700], a_reach([10, threshold_min, 35])),
        value=0.7,
        numerator=700,
        denominator=1_000,
        details={
            "excess_person_min": excess,
            "depth_people": excess / threshold_min,
            "depth": depth,
            "covered_people": 300,
            "gap_people": 700,
            "unreachable_people": 0,
        },
        said=("700 / 1 000 = 70 %", *said),
    )


_NEAREST = Worked(
    scene=a_scene([400, 300, 300], a_reach([10, 20, 35])),
    value=20,
    numerator=np.nan,
    denominator=1_000,
    details={
        "p25": 10,
        "p75": 35,
        "p90": 35,
        "p95": 35,
        "mean": 20.5,
        "median_low": 20,
        "median_high": 20,
        "unreachable_people": 0,
    },
    said=("médiane est 20 min", "p25 10 min", "p95 35 min", "20,5 min"),
)
_CHOICES = Worked(
    scene=a_scene([400, 300, 300], a_reach([10, 20, 35], choices=[4, 1, 0])),
    value=1.9,
    numerator=1_900,
    denominator=1_000,
    details={
        "none_people": 300,
        "one_people": 300,
        "several_people": 400,
        "none_share": 0.3,
        "one_share": 0.3,
        "several_share": 0.4,
    },
    said=("= 1,9", "30 %", "40 %"),
)
_INSIDE = Worked(
    scene=a_scene([30_000, 10_000], a_reach([5, 5], inside=[5, 1])),
    value=1.5,
    numerator=6,
    denominator=40_000,
    details={},
    said=("10 000 × 6 / 40 000 = 1,5",),
)
_FIVE_AND_FIFTEEN = Pairs(
    origins=np.array([0, 1]),
    places=np.array([0, 0]),
    central=np.array([5.0, 15.0]),
    low=np.array([5.0, 15.0]),
    high=np.array([5.0, 15.0]),
)
ACCESS = floating_catchment(
    _FIVE_AND_FIFTEEN, np.array([1_000.0, 2_500.0]), np.array([1.0]), LUO_QI
)
_SHARED = Worked(
    scene=a_scene([1_000, 2_500], a_reach([5, 15], access=ACCESS.tolist())),
    value=10_000 / 3_500,
    numerator=1,
    denominator=3_500,
    details={},
    said=("1 / 2 700", "3,70", "2,52", "2,86"),
)

WORKED = {
    "support_beyond": _beyond(20, 0.525, "0,525"),
    "host_place_beyond": _beyond(15, 700 * 20 / 15 / 1_000, "0,933"),
    "france_services_beyond": _beyond(20, 0.525, "0,525"),
    "support_nearest_min": _NEAREST,
    "host_nearest_min": _NEAREST,
    "france_services_nearest_min": _NEAREST,
    "support_choices": _CHOICES,
    "host_choices": _CHOICES,
    "support_per_10000": _INSIDE,
    "host_per_10000": _INSIDE,
    "support_access": _SHARED,
    "host_access": _SHARED,
}
