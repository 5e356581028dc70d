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

DECIMALS = 12
"""Of values that are told apart: sums of the same may differ in the last bits."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figures:
    """An answer for G territories, shape (G,) each.

    Args:
        value: in the indicator's unit; NaN where there is none.
        numerator: what `value` is a part of; NaN where it is no ratio.
        denominator: of what.
        border_unknown: the part of `numerator` that may have a place beyond a border
            beyond which nothing was collected; NaN where there is no numerator.
        uncertain: people whose minutes straddle the threshold: the band of the
            estimate does not tell on which side they are; 0 without a threshold, NaN
            where nobody is counted.
        status: one `MeasureStatus` each, the gravest reservation.
        estimated: whether it is an estimate, whatever graver there is to say of it.
        details: further figures by name, such as `excess_person_min`.
    """

    value: Floats
    numerator: Floats
    denominator: Floats
    border_unknown: Floats
    uncertain: Floats
    status: Statuses
    estimated: Flags
    details: Mapping[str, Floats] = field(default_factory=dict)

    def rank(self, *, descending: bool = True) -> Floats:
        """1 = the biggest value; equal values share, NaN has none.

        Args:
            descending: whether the biggest value is the worst.
        """
        return rank(self.value, descending=descending)

    def tied(self) -> Floats:
        """How many others share the rank of each; NaN where there is no value."""
        return tied(self.value)


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
    border = total(counts.border_unknown)
    estimated = (numerator < 0) | groups.any(counts.estimated & usable)
    return Figures(
        value=value,
        numerator=numerator,
        denominator=denominator,
        border_unknown=border,
        uncertain=total(counts.uncertain),
        status=statuses(
            value,
            border_unknown=border > 0,
            estimated=estimated,
            not_collected=groups.all(counts.not_collected),
        ),
        estimated=estimated,
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


def rank(value: Floats, *, descending: bool = True) -> Floats:
    """1 = first; equal values share a rank, the next one comes after all of them.

    Values that differ by the last bits of a sum are equal. NaN has no rank.

    >>> rank(np.array([0.2, np.nan, 0.5, 0.2, 0.1]))
    array([ 2., nan,  1.,  2.,  4.])
    """
    ranks = np.full(value.shape, np.nan)
    known = ~np.isnan(value)
    told = value[known].round(DECIMALS)
    ordered = np.sort(told)
    if descending:
        ranks[known] = len(told) + 1 - np.searchsorted(ordered, told, side="right")
    else:
        ranks[known] = 1 + np.searchsorted(ordered, told, side="left")
    return ranks


def tied(value: Floats) -> Floats:
    """How many others have the same value; NaN where there is none.

    >>> tied(np.array([0.2, np.nan, 0.5, 0.2]))
    array([ 1., nan,  0.,  1.])
    """
    found = np.full(value.shape, np.nan)
    known = ~np.isnan(value)
    _, place, many = np.unique(
        value[known].round(DECIMALS), return_inverse=True, return_counts=True
    )
    found[known] = many[place] - 1
    return found
