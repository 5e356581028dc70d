"""Where lack is next to lack: local Moran, Getis-Ord, and how much may be chance."""

from dataclasses import dataclass

import numpy as np

from numna_geo.gaps.false_discovery import false_discovery_rate
from numna_geo.gaps.figures import Statuses
from numna_geo.gaps.neighbours import Neighbours
from numna_geo.gaps.permuting import PERMUTATIONS, permuted_p
from numna_geo.gaps.scene import Flags, Floats

FALSE_DISCOVERIES = 0.05
HIGH_HIGH, LOW_LOW, HIGH_LOW, LOW_HIGH = "HH", "LL", "HL", "LH"
NOT_SIGNIFICANT, ISOLATED, NO_DATA = "not_significant", "isolated", "no_data"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HotSpots:
    """What stands out beside its neighbours, shape (N,) each.

    Args:
        moran: local I: above 0 where neighbours are alike; NaN without value or
            neighbour.
        p: chance of as extreme an I, on either side, were values dealt at random.
        q: the least rate of false discoveries at which the commune would stand out.
        found: HH, LL (alike), HL, LH (unlike), `not_significant`, `isolated` or
            `no_data`; the first letter is the commune's, the second its neighbours'.
        before: likewise, were each commune the only one that is tested.
        gi_star: Getis-Ord z of the commune with its neighbours.
        gi_p: two-sided, by the normal law.
        gi_q: as `q`.
    """

    moran: Floats
    p: Floats
    q: Floats
    found: Statuses
    before: Statuses
    gi_star: Floats
    gi_p: Floats
    gi_q: Floats


def hot_spots(
    values: Floats, neighbours: Neighbours, *, permutations: int = PERMUTATIONS
) -> HotSpots:
    """Tell clusters of high and low values from what chance would make.

    Communes without a value leave the reckoning and are nobody's neighbour. The same
    numbers always give the same answer.

    Args:
        values: of each commune, NaN where unknown, shape (N,).
        neighbours: of each.
        permutations: how often the others are dealt anew.

    Source:
        L. Anselin (1995), Geographical Analysis 27:93-115; J. K. Ord and A. Getis
        (1995), ibid. 27:286-306; A. Caldas de Castro and B. H. Singer (2006), ibid.
        38:180-208, for the control of false discoveries.
    """
    known = ~np.isnan(values)
    around = neighbours.among(known)
    told = values[known]
    moran = local_moran(told, around)
    p = permuted_p(told, around, permutations=permutations, accepted=FALSE_DISCOVERIES)
    q = false_discovery_rate(p)
    z = getis_ord_star(told, around)
    gi_p = _two_sided(z)
    found, before = _classes(told, around, q), _classes(told, around, p)
    return HotSpots(
        moran=_placed(moran, known),
        p=_placed(p, known),
        q=_placed(q, known),
        found=_named(found, known),
        before=_named(before, known),
        gi_star=_placed(z, known),
        gi_p=_placed(gi_p, known),
        gi_q=_placed(false_discovery_rate(gi_p), known),
    )


def local_moran(values: Floats, neighbours: Neighbours) -> Floats:
    """Local I of Anselin with row-standardised weights, shape (N,).

    (N - 1) z times the mean z of the neighbours, over the sum of all z²; z is what a
    value differs from the mean. Values 1, 1, 4 along a line: z is -1, -1, 2, the sum of
    squares 6, and I is 2 × -1 × -1 / 6, 2 × -1 × 0.5 / 6, 2 × 2 × -1 / 6.

    >>> from numna_geo.gaps.neighbours import neighbours_of
    >>> line = neighbours_of([[1], [0, 2], [1]])
    >>> local_moran(np.array([1.0, 1.0, 4.0]), line).round(6)
    array([ 0.333333, -0.166667, -0.666667])

    Returns:
        NaN without neighbours, and everywhere when all values are equal.
    """
    z = values - values.mean() if len(values) else values
    spread = float(z @ z)
    found = np.full(len(values), np.nan)
    if not spread or np.ptp(values) == 0:
        return found
    some = neighbours.sizes > 0
    np.divide(neighbours.total(z), neighbours.sizes, out=found, where=some)
    return found * z * (len(values) - 1) / spread


def getis_ord_star(values: Floats, neighbours: Neighbours) -> Floats:
    """Gi* of Ord and Getis as z, binary weights, the commune among its neighbours.

    >>> from numna_geo.gaps.neighbours import neighbours_of
    >>> line = neighbours_of([[1], [0, 2], [1]])
    >>> getis_ord_star(np.array([1.0, 1.0, 4.0]), line).round(6)
    array([-1.414214,       nan,  0.707107])

    Returns:
        NaN where the neighbours are everybody, or all values equal; above 0 where
        values are high, shape (N,).
    """
    size = len(values)
    z = np.full(size, np.nan)
    if not size or np.ptp(values) == 0:
        return z
    weight = neighbours.sizes + 1.0
    spread = values.std() * np.sqrt((size - weight) * weight / (size - 1))
    excess = neighbours.total(values) + values - weight * values.mean()
    np.divide(excess, spread, out=z, where=spread > 0)
    return z


def _placed(some: Floats, known: Flags) -> Floats:
    """Numbers of the communes that are known, NaN for the others."""
    every = np.full(len(known), np.nan)
    every[known] = some
    return every


def _named(some: Statuses, known: Flags) -> Statuses:
    every = np.full(len(known), NO_DATA, dtype="U15")
    every[known] = some
    return every


def _two_sided(z: Floats) -> Floats:
    # SciPy takes half a second to load: not before somebody asks.
    from scipy.special import ndtr

    return 2 * ndtr(-np.abs(z))


def _classes(values: Floats, neighbours: Neighbours, chance: Floats) -> Statuses:
    """Which letters each commune gets where `chance` is small enough."""
    found = np.full(len(values), NOT_SIGNIFICANT, dtype="U15")
    found[neighbours.sizes == 0] = ISOLATED
    if not len(values):
        return found
    z = values - values.mean()
    around = neighbours.total(z)
    stands_out = chance <= FALSE_DISCOVERIES
    for high, near_high, letters in (
        (True, True, HIGH_HIGH),
        (False, False, LOW_LOW),
        (True, False, HIGH_LOW),
        (False, True, LOW_HIGH),
    ):
        found[stands_out & ((z > 0) == high) & ((around > 0) == near_high)] = letters
    return found
