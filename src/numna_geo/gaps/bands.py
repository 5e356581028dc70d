"""On which side of a threshold people are, as far as the band of the minutes tells."""

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked
from numna_geo.gaps.scene import Floats, Reach, Scene


class Side(IntEnum):
    """Whether a threshold is kept: surely, perhaps, or surely not."""

    COVERED = 0
    UNCERTAIN = 1
    GAP = 2


Sides: TypeAlias = npt.NDArray[np.int8]


def sides(reach: Reach, threshold_min: float) -> Sides:
    """The `Side` of each commune, shape (N,); exactly at the threshold is within it.

    Where nothing can be reached, it is a gap. Where low and high are the same, as on
    known roads, nobody is uncertain.
    """
    perhaps = reach.low <= threshold_min
    surely = reach.high <= threshold_min
    found = np.where(perhaps, Side.UNCERTAIN, Side.GAP)
    return np.where(surely, Side.COVERED, found).astype(np.int8)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Band:
    """People of G territories by side, shape (G,) each; NaN where nobody is counted.

    Their sum is everybody counted; the gap that is told lies between `gap` and
    `gap + uncertain`.
    """

    covered: Floats
    uncertain: Floats
    gap: Floats


def people_by_side(scene: Scene, asked: Asked, groups: Groups) -> Band:
    """Those counted, by the side of the threshold that they are on.

    Raises:
        ValueError: `asked` lacks a supply, a threshold or whom to count.
    """
    if asked.supply is None or asked.max_min is None or asked.counted is None:
        raise ValueError(f"{asked}: a supply, minutes and whom to count are needed")
    usable = ~scene.uncollected(asked.supply) & ~np.isnan(scene.demand[asked.counted])
    people = np.where(usable, scene.demand[asked.counted], 0.0)
    side = sides(scene.reach(asked.supply, asked.reading), asked.max_min)
    known = groups.any(usable)

    def total(wanted: Side) -> Floats:
        found = groups.total(np.where(side == wanted, people, 0.0))
        return np.where(known, found, np.nan)

    return Band(
        covered=total(Side.COVERED),
        uncertain=total(Side.UNCERTAIN),
        gap=total(Side.GAP),
    )
