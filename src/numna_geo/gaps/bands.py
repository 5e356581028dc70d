"""On which side of a threshold a commune is, as far as the band of minutes tells."""

from enum import IntEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from numna_geo.gaps.scene import Reach


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
