"""A gap as counts: never a percentage without what it is a percentage of."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.scene import Flags, Floats
from numna_geo.model.collection import MeasureStatus

Statuses = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """What is missing for whom, territory by territory, shape (N,) each.

    Args:
        numerator: people, businesses or premises without.
        denominator: all of them; NaN where unknown.
        border_unknown: the part of `numerator` that lives nearer than the threshold
            to a border beyond which nothing was collected.
        not_collected: territories where nobody collected what is looked for.
        nearest_km: to the nearest place; NaN where it makes no sense.
    """

    numerator: Floats
    denominator: Floats
    border_unknown: Floats
    not_collected: Flags
    nearest_km: Floats

    def __post_init__(self) -> None:
        shapes = {self.numerator.shape, self.denominator.shape, self.nearest_km.shape}
        shapes |= {self.border_unknown.shape, self.not_collected.shape}
        if len(shapes) != 1:
            raise ShapeMismatch(f"counts of different shapes: {sorted(shapes)}")

    def share(self) -> Floats:
        """Shares between 0 and 1; NaN without data, without anybody, or uncollected.

        ARCEP published six communes with more connectable premises than premises:
        their negative gap is no gap.
        """
        known = (self.denominator > 0) & ~self.not_collected
        share = np.full(self.numerator.shape, np.nan)
        np.divide(self.numerator, self.denominator, out=share, where=known)
        clipped: Floats = np.clip(share, 0.0, 1.0)
        return clipped

    def status(self) -> Statuses:
        """How each value may be read, one `MeasureStatus` each.

        A negative gap, of two counts that disagree, is an estimate: its share reads 0.
        """
        status = np.full(
            self.numerator.shape, MeasureStatus.MEASURED.value, dtype="U20"
        )
        status[self.border_unknown > 0] = MeasureStatus.BORDER_UNKNOWN.value
        status[self.numerator < 0] = MeasureStatus.ESTIMATED.value
        status[np.isnan(self.share())] = MeasureStatus.NO_DATA.value
        status[self.not_collected] = MeasureStatus.NOT_COLLECTED.value
        return status

    def rank(self) -> Floats:
        """1 = the biggest gap, by share, then by count; ties share a rank, NaN none."""
        share = self.share()
        known = ~np.isnan(share)
        order = np.lexsort((-self.numerator[known], -share[known]))
        pairs = np.column_stack((share[known], self.numerator[known]))[order]
        first = np.ones(len(pairs), dtype=bool)
        first[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
        place = np.arange(1, len(pairs) + 1, dtype=np.float64)
        ranks = np.full(share.shape, np.nan)
        inner = np.empty(len(pairs))
        inner[order] = np.maximum.accumulate(np.where(first, place, 0))
        ranks[known] = inner
        return ranks


def gathered(counts: Counts, groups: Sequence[npt.NDArray[np.intp]]) -> Counts:
    """Sum counts over groups of territories: shares are never averaged.

    Territories without data leave both the numerator and the denominator. A group is
    uncollected when all of it is.

    Args:
        counts: of N territories.
        groups: for each of G groups, the indices of its members.

    Returns:
        Counts of shape (G,); `nearest_km` is NaN, being nobody's in a group.
    """
    usable = ~(np.isnan(counts.denominator) | counts.not_collected)
    kept = [members[usable[members]] for members in groups]

    def total(values: Floats) -> Floats:
        return np.array([values[m].sum() if m.size else np.nan for m in kept])

    return Counts(
        numerator=total(counts.numerator),
        denominator=total(counts.denominator),
        border_unknown=np.nan_to_num(total(counts.border_unknown)),
        not_collected=np.array(
            [bool(m.size) and bool(counts.not_collected[m].all()) for m in groups]
        ),
        nearest_km=np.full(len(groups), np.nan),
    )
