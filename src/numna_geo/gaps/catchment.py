"""What is within reach of each commune: nearest, choices, floating catchments.

All work on pairs of an origin and a place; whatever is no pair is out of reach. A bound
in minutes is inclusive, and minutes that are unknown (NaN) are beyond every bound.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.groups import Rows
from numna_geo.gaps.scene import Flags, Floats

Weights: TypeAlias = Callable[[Floats], Floats]
"""From minutes to how much a place counts there: 1 at the door, 0 out of reach."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Who may go where in how many minutes, sorted by origin, shape (M,) each.

    Args:
        origins: number of the origin, never falling.
        places: number of the place.
        central: minutes between them; `low` and `high` are their band.
        low: at the best.
        high: at the worst.

    Raises:
        ShapeMismatch: arrays of different lengths, or not sorted by origin.
    """

    origins: Rows
    places: Rows
    central: Floats
    low: Floats
    high: Floats

    def __post_init__(self) -> None:
        arrays = (self.origins, self.places, self.central, self.low, self.high)
        if len({array.shape for array in arrays}) != 1:
            raise ShapeMismatch(f"pairs of shapes {[array.shape for array in arrays]}")
        if (self.origins[1:] < self.origins[:-1]).any():
            raise ShapeMismatch("pairs must be sorted by origin")

    def __len__(self) -> int:
        return len(self.origins)

    def among(self, wanted: Flags) -> "Pairs":
        """Those whose place is wanted; `wanted` has shape (D,)."""
        kept = np.flatnonzero(wanted[self.places])
        if kept.size == len(self):
            return self
        return Pairs(
            origins=self.origins[kept],
            places=self.places[kept],
            central=self.central[kept],
            low=self.low[kept],
            high=self.high[kept],
        )


@dataclass(frozen=True, slots=True)
class Steps:
    """Weights that fall by steps: `weights[k]` up to and with `bounds_min[k]`.

    >>> Steps((10.0, 20.0), (1.0, 0.5))(np.array([10.0, 10.1, 20.0, 21.0, np.nan]))
    array([1. , 0.5, 0.5, 0. , 0. ])
    """

    bounds_min: tuple[float, ...]
    weights: tuple[float, ...]

    def __call__(self, minutes: Floats) -> Floats:
        """Weights at some minutes, same shape."""
        step = np.searchsorted(self.bounds_min, minutes, side="left")
        found: Floats = np.append(self.weights, 0.0)[step]
        return found


LUO_QI = Steps((10.0, 20.0, 30.0), (1.0, 0.68, 0.22))
"""Three zones of ten minutes, the weights of the first E2SFCA.

Source:
    Luo & Qi (2009), Health & Place 15:1100-1107, doi:10.1016/j.healthplace.2009.06.002.
"""


def within(minutes: float) -> Steps:
    """All or nothing: 1 up to and with these minutes, as in the first 2SFCA."""
    return Steps((minutes,), (1.0,))


def nearest_minutes(
    pairs: Pairs, wanted: Flags, *, origins: int
) -> tuple[Floats, Floats, Floats]:
    """Central, low and high minutes to the nearest wanted place, each its own minimum.

    Args:
        pairs: of `origins` origins and D places.
        wanted: places that serve, shape (D,).
        origins: how many origins there are.

    Returns:
        Minutes, shape (origins,) each; NaN where no wanted place is paired.
    """
    near = pairs.among(wanted)
    starts = _starts(near.origins)
    found = np.full((3, origins), np.nan)
    if len(near):
        for row, minutes in zip(
            found, (near.central, near.low, near.high), strict=True
        ):
            row[near.origins[starts]] = np.fmin.reduceat(minutes, starts)
    return found[0], found[1], found[2]


def choices_within(
    pairs: Pairs,
    wanted: Flags,
    organisations: Rows,
    bounds_min: Sequence[float],
    *,
    origins: int,
) -> list[Floats]:
    """How many different organisations are within each of several bounds.

    Several sites of an organisation are one choice, at the minutes of the nearest. A
    site of which no organisation is known needs a number of its own.

    Args:
        pairs: of `origins` origins and D places.
        wanted: places that serve, shape (D,).
        organisations: number of the organisation of each place, from 0, shape (D,).
        bounds_min: minutes, inclusive.
        origins: how many origins there are.

    Returns:
        Counts for each bound, shape (origins,); 0 where none is in reach.
    """
    near = pairs.among(wanted)
    many = int(organisations.max(initial=0)) + 1
    # Once sorted, the sites of an organisation are a run of equal keys.
    keys = near.origins.astype(np.int64) * many + organisations[near.places]
    order = np.argsort(keys, kind="stable")
    starts = _starts(keys[order])
    nearest = np.empty(0)
    if len(near):
        nearest = np.fmin.reduceat(near.central[order], starts)
    whose = near.origins[order][starts]
    return [
        np.bincount(whose[nearest <= bound], minlength=origins).astype(np.float64)
        for bound in bounds_min
    ]


def gravity(pairs: Pairs, supply: Floats, weights: Weights, *, origins: int) -> Floats:
    """Supply within reach, what is far counting less: Σ S(j) · f(t(i,j)).

    Args:
        pairs: of `origins` origins and D places.
        supply: what each place offers, 0 for none, shape (D,).
        weights: from minutes to a weight.
        origins: how many origins there are.

    Returns:
        In the unit of `supply`, shape (origins,).

    Source:
        Hansen (1959), Journal of the American Institute of Planners 25:73-76.
    """
    near = pairs.among(supply > 0)
    offered = weights(near.central) * supply[near.places]
    return np.bincount(near.origins, offered, minlength=origins).astype(np.float64)


def floating_catchment(
    pairs: Pairs, demand: Floats, supply: Floats, weights: Weights = LUO_QI
) -> Floats:
    """Supply per person, those who compete for each place being counted first.

    R(j) = S(j) / Σ P(i) · f(t(i,j)), then A(i) = Σ R(j) · f(t(i,j)). Whatever can be
    reached by anyone is shared out in full: Σ P(i) · A(i) = Σ S(j).

    Args:
        pairs: of O origins and D places.
        demand: people of each origin, unknown ones (NaN) competing for nothing, (O,).
        supply: what each place offers, 0 for none, shape (D,).
        weights: from minutes to a weight: by steps it is E2SFCA, `within` is 2SFCA.

    Returns:
        Supply per person, 0 where nothing is in reach, shape (O,).

    Source:
        Luo & Wang (2003), Environment and Planning B 30:865-884, doi:10.1068/b29120;
        with weights, Luo & Qi (2009), doi:10.1016/j.healthplace.2009.06.002.
    """
    near = pairs.among(supply > 0)
    asking = weights(near.central) * np.nan_to_num(demand)[near.origins]
    load = np.bincount(near.places, asking, minlength=len(supply))
    shared = np.zeros(len(supply))
    np.divide(supply, load, out=shared, where=load > 0)
    return gravity(near, shared, weights, origins=len(demand))


def floating_catchments(
    pairs: Pairs, demand: Floats, supplies: Floats, weights: Weights = LUO_QI
) -> Floats:
    """As `floating_catchment` of many supplies, who reaches what being worked out once.

    Args:
        pairs: of O origins and D places.
        demand: people of each origin, shape (O,).
        supplies: what each place offers of each supply, 0 for none, shape (D, S).
        weights: from minutes to a weight.

    Returns:
        Shape (O, S).
    """
    from scipy.sparse import csr_array

    shape = (len(demand), len(supplies))
    counts = np.bincount(pairs.origins, minlength=len(demand))
    starts = np.concatenate([[0], np.cumsum(counts)])
    counted = csr_array((weights(pairs.central), pairs.places, starts), shape=shape)
    load = counted.T @ np.nan_to_num(demand)
    shared = np.zeros(supplies.shape)
    people = np.broadcast_to(load[:, None], supplies.shape)
    np.divide(supplies, people, out=shared, where=people > 0)
    found: Floats = counted @ shared
    return found


def _starts(keys: Rows) -> Rows:
    """Where each run of equal keys begins."""
    changes = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    return np.concatenate([np.zeros(min(len(keys), 1), dtype=np.intp), changes])
