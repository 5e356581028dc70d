"""What an indicator says of territories: counts first, then what they amount to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.scene import Flags, Floats
from numna_geo.model.collection import MeasureStatus

Statuses: TypeAlias = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figures:
    """An answer for G territories, shape (G,) each.

    Args:
        value: in the indicator's unit; NaN where there is none.
        numerator: what `value` is a part of; NaN where it is no ratio.
        denominator: of what.
        border_unknown: the part of `numerator` that may have a place beyond a border
            beyond which nothing was collected.
        uncertain: people whose minutes straddle the threshold: the band of the
            estimate does not tell on which side they are; 0 without a threshold.
        status: one `MeasureStatus` each.
        details: further figures by name, such as `excess_person_min`.
    """

    value: Floats
    numerator: Floats
    denominator: Floats
    border_unknown: Floats
    uncertain: Floats
    status: Statuses
    details: Mapping[str, Floats] = field(default_factory=dict)

    def rank(self, *, descending: bool = True) -> Floats:
        """1 = the biggest value, then the biggest count; ties share, NaN has none.

        Args:
            descending: whether the biggest value is the worst.
        """
        return rank(self.value, np.nan_to_num(self.numerator), descending=descending)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """What is missing for whom, commune by commune, shape (N,) each.

    Args:
        numerator: people, businesses or premises without.
        denominator: all of them; NaN where unknown.
        border_unknown: as in `Figures`.
        uncertain: as in `Figures`.
        not_collected: communes where nobody collected what is looked for.
        estimated: communes whose numerator is an estimate.
        details: further sums, of which only their totals are told.
    """

    numerator: Floats
    denominator: Floats
    border_unknown: Floats
    uncertain: Floats
    not_collected: Flags
    estimated: Flags
    details: Mapping[str, Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        every = [self.numerator, self.denominator, self.border_unknown, self.uncertain]
        shapes = {a.shape for a in (*every, self.not_collected, self.estimated)}
        if len(shapes) != 1:
            raise ShapeMismatch(f"counts of different shapes: {sorted(shapes)}")


def summed(counts: Counts, groups: Groups, *, per: float | None = 1.0) -> Figures:
    """Sums over groups of communes: shares are never averaged.

    Communes without data leave both the numerator and the denominator. A group is
    uncollected when all of it is. ARCEP published six communes with more connectable
    premises than premises: their negative gap is no gap, and their share reads 0.

    Args:
        counts: of N communes.
        groups: of them.
        per: what the ratio is told per: 1 for a share, which is 1 at most, 10,000 for a
            density; None for a mean, which has no greatest value.
    """
    usable = ~(np.isnan(counts.denominator) | counts.not_collected)

    def total(values: Floats) -> Floats:
        found = groups.total(np.where(usable, values, 0.0))
        return np.where(groups.any(usable), found, np.nan)

    numerator, denominator = total(counts.numerator), total(counts.denominator)
    many = 1.0 if per is None else per
    value = np.maximum(ratio(numerator * many, denominator), 0.0)
    if per == 1.0:
        value = np.minimum(value, 1.0)
    border = np.nan_to_num(total(counts.border_unknown))
    estimated = (numerator < 0) | groups.any(counts.estimated & usable)
    return Figures(
        value=value,
        numerator=numerator,
        denominator=denominator,
        border_unknown=border,
        uncertain=np.nan_to_num(total(counts.uncertain)),
        status=statuses(
            value,
            border_unknown=border > 0,
            estimated=estimated,
            not_collected=groups.all(counts.not_collected),
        ),
        details={name: total(values) for name, values in counts.details.items()},
    )


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """One over the other; NaN where there is nobody to share it.

    >>> ratio(np.array([1.0, 1.0]), np.array([4.0, 0.0]))
    array([0.25,  nan])
    """
    found = np.full(numerator.shape, np.nan)
    np.divide(numerator, denominator, out=found, where=denominator > 0)
    return found


def statuses(
    value: Floats, *, border_unknown: Flags, estimated: Flags, not_collected: Flags
) -> Statuses:
    """How each value may be read: the gravest reservation wins."""
    status = np.full(value.shape, MeasureStatus.MEASURED.value, dtype="U20")
    status[estimated] = MeasureStatus.ESTIMATED.value
    status[border_unknown] = MeasureStatus.BORDER_UNKNOWN.value
    status[np.isnan(value)] = MeasureStatus.NO_DATA.value
    status[not_collected] = MeasureStatus.NOT_COLLECTED.value
    return status


def rank(value: Floats, tie: Floats, *, descending: bool = True) -> Floats:
    """1 = first, by value, then by the greater `tie`; equal ones share, NaN has none.

    >>> rank(np.array([0.2, np.nan, 0.5, 0.2]), np.array([1.0, 0.0, 9.0, 1.0]))
    array([ 2., nan,  1.,  2.])
    """
    known = ~np.isnan(value)
    key = -value[known] if descending else value[known]
    order = np.lexsort((-tie[known], key))
    pairs = np.column_stack((key, tie[known]))[order]
    first = np.ones(len(pairs), dtype=bool)
    first[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
    place = np.arange(1, len(pairs) + 1, dtype=np.float64)
    inner = np.empty(len(pairs))
    inner[order] = np.maximum.accumulate(np.where(first, place, 0))
    ranks = np.full(value.shape, np.nan)
    ranks[known] = inner
    return ranks
