"""One number out of several, with its weights, and what other weights would say."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.figures import rank
from numna_geo.gaps.scene import Floats

VARIED = (0.5, 1.5)
"""By how much each weight is varied in turn."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Other:
    """The ranking that other weights give beside the one that was asked.

    Args:
        weights: adding up to 1, shape (C,).
        tau: Kendall's tau-b between both rankings; 1 is the same order, -1 its reverse.
        moved: ranks that a territory moves by, on average.
        farthest: by at most.
    """

    weights: Floats
    tau: float
    moved: float
    farthest: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Composite:
    """An index of G territories, and how far its ranks depend on its weights.

    Args:
        weights: adding up to 1, shape (C,).
        ranks: population-weighted percentile ranks of each component, shape (C, G).
        index: in [0, 1], the greater the more is lacking; NaN where any is, shape (G,).
        rank: 1 = the greatest, shape (G,).
        least: the best rank any of `others` gives, which is the greatest, shape (G,).
        worst: the nearest to 1, shape (G,).
        others: each component alone, each weight halved and raised by half, and all
            weights equal.
    """

    weights: Floats
    ranks: Floats
    index: Floats
    rank: Floats
    least: Floats
    worst: Floats
    others: tuple[Other, ...]


def percentile_ranks(values: Floats, people: Floats) -> Floats:
    """The share of people whose territory has less, half of those who have the same.

    >>> percentile_ranks(np.array([5.0, 7.0, np.nan]), np.array([1.0, 3.0, 9.0]))
    array([0.125, 0.625,   nan])

    Args:
        values: of each territory, more being worse, NaN where unknown, shape (G,).
        people: of each, shape (G,).

    Returns:
        in [0, 1], NaN where unknown or without people anywhere, shape (G,).
    """
    found = np.full(values.shape, np.nan)
    known = ~np.isnan(values)
    who = np.nan_to_num(people[known])
    if not who.sum():
        return found
    different, place = np.unique(values[known], return_inverse=True)
    alike = np.bincount(place, who, len(different))
    found[known] = ((np.cumsum(alike) - alike / 2) / who.sum())[place]
    return found


def composite(components: Floats, people: Floats, weights: Floats) -> Composite:
    """The weighted mean of percentile ranks, and the same by other weights.

    Percentile ranks forget by how much: two communes 1 % and 20 % below all others may
    be neighbours. They need no unit, hence nothing is added that cannot be.

    Args:
        components: how much of each is lacking, more being worse, shape (C, G).
        people: of each territory, shape (G,).
        weights: not negative, not all 0, shape (C,).

    Raises:
        ShapeMismatch: not one weight a component, or no weight that counts.
    """
    if weights.shape != components.shape[:1] or not (weights.sum() > 0):
        raise ShapeMismatch(f"{weights.tolist()} for {len(components)} components")
    ranks = np.array([percentile_ranks(one, people) for one in components])
    asked = weights / weights.sum()
    index = asked @ ranks
    first = _ranked(index)
    alternatives = list(_alternatives(asked))
    ranked = [_ranked(other @ ranks) for other in alternatives]
    every = np.array([first, *ranked])
    return Composite(
        weights=asked,
        ranks=ranks,
        index=index,
        rank=first,
        least=every.max(axis=0),
        worst=every.min(axis=0),
        others=tuple(
            _beside(first, there, other)
            for there, other in zip(ranked, alternatives, strict=True)
        ),
    )


def _alternatives(weights: Floats) -> Iterator[Floats]:
    yield from np.eye(len(weights))
    for number in range(len(weights)):
        for factor in VARIED:
            varied = weights.copy()
            varied[number] *= factor
            if varied.sum():
                yield varied / varied.sum()
    yield np.full(len(weights), 1 / len(weights))


def _ranked(index: Floats) -> Floats:
    return rank(index)


def _beside(first: Floats, other: Floats, weights: Floats) -> Other:
    # SciPy takes half a second to load: not before somebody asks.
    from scipy.stats import kendalltau

    known = ~np.isnan(first)
    moves = np.abs(other - first)[known]
    several = len(moves) > 1
    found = kendalltau(first[known], other[known]).statistic if several else np.nan
    return Other(
        weights=weights,
        tau=float(found),
        moved=float(moves.mean()) if several else np.nan,
        farthest=int(moves.max(initial=0)),
    )
