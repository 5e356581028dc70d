"""Where some more places do most good: greedily, with a bound on the best choice.

Both objectives are one: whoever is served counts what the best chosen candidate spares
them. Coverage spares those it brings within reach their whole weight; time spares the
person-minutes to the nearest place. What exists already is in the savings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.groups import Rows
from numna_geo.gaps.scene import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Savings:
    """What each candidate alone would spare each commune, by candidate and commune.

    Args:
        candidates: number of the candidate, never falling, shape (M,).
        communes: number of the commune, shape (M,).
        worth: what is spared, above 0, in people or person-minutes, shape (M,).
        candidates_size: how many candidates there are.
        communes_size: how many communes there are.

    Raises:
        ShapeMismatch: arrays of different lengths, not sorted, or a pair twice.
    """

    candidates: Rows
    communes: Rows
    worth: Floats
    candidates_size: int
    communes_size: int

    def __post_init__(self) -> None:
        shapes = {a.shape for a in (self.candidates, self.communes, self.worth)}
        if len(shapes) != 1:
            raise ShapeMismatch(f"savings of shapes {sorted(shapes)}")
        keys = self.candidates.astype(np.int64) * self.communes_size + self.communes
        if (np.diff(keys) <= 0).any():
            raise ShapeMismatch("savings must be sorted, and name a pair once")

    def __len__(self) -> int:
        return len(self.worth)

    def total(self, chosen: Sequence[int]) -> float:
        """What some candidates spare together."""
        return float(self.spared(chosen).sum())

    def spared(self, chosen: Sequence[int]) -> Floats:
        """What some candidates spare each commune, shape (communes_size,)."""
        of_them = np.isin(self.candidates, np.asarray(chosen, dtype=np.intp))
        spared = np.zeros(self.communes_size)
        np.maximum.at(spared, self.communes[of_them], self.worth[of_them])
        return spared

    def beyond(self, spared: Floats) -> Floats:
        """What each candidate would add to what is spared, shape (candidates_size,)."""
        more = np.maximum(self.worth - spared[self.communes], 0.0)
        added = np.bincount(self.candidates, more, minlength=self.candidates_size)
        return added.astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Candidates in the order in which they do most good.

    Args:
        candidates: their numbers.
        gains: what each adds to those before it.
        bound: no choice of as many candidates spares more than this.
    """

    candidates: tuple[int, ...]
    gains: tuple[float, ...]
    bound: float

    @property
    def total(self) -> float:
        """What they spare together."""
        return sum(self.gains)

    @property
    def gap(self) -> float:
        """How far the best choice may still be, as a share of the bound."""
        return max(0.0, 1 - self.total / self.bound) if self.bound > 0 else 0.0


def reach_savings(
    pairs: tuple[Rows, Rows, Floats],
    people: Floats,
    minutes: Floats,
    max_min: float,
    *,
    candidates: int,
) -> Savings:
    """What candidates spare when people count once a place is within `max_min`.

    Args:
        pairs: numbers of communes and of candidates, and the minutes between them.
        people: of each commune, NaN where unknown, shape (N,).
        minutes: to the nearest place that exists, NaN where none, shape (N,).
        max_min: minutes, inclusive.
        candidates: how many there are.

    Source:
        The maximal covering location problem of Church & ReVelle (1974), Papers of the
        Regional Science Association 32:101-118, with existing places kept.
    """
    waiting = np.where(minutes <= max_min, 0.0, np.nan_to_num(people))
    communes, places, between = pairs
    worth = np.where(between <= max_min, waiting[communes], 0.0)
    return _sorted(places, communes, worth, (candidates, len(people)))


def time_savings(
    pairs: tuple[Rows, Rows, Floats],
    people: Floats,
    minutes: Floats,
    farthest_min: float,
    *,
    candidates: int,
) -> Savings:
    """What candidates spare when every person-minute to the nearest place counts.

    Args:
        pairs: as in `reach_savings`.
        people: likewise.
        minutes: likewise.
        farthest_min: whoever has no place nearer than this counts as if it were there.
        candidates: how many there are.

    Source:
        The p-median of Hakimi (1964), Operations Research 12:450-459, with existing
        places kept.
    """
    communes, places, between = pairs
    now = np.fmin(minutes, farthest_min)
    spared = np.nan_to_num(np.maximum(now[communes] - between, 0.0))
    worth = spared * np.nan_to_num(people)[communes]
    return _sorted(places, communes, worth, (candidates, len(people)))


def greedy(savings: Savings, count: int) -> Chosen:
    """The best candidate, then the one that adds most to it, and so on.

    At least 1 − 1/e of the best choice; equally good candidates are taken in order. It
    stops early when none adds anything. The bound is the smallest that one of the steps
    proves: what is spared there, and the `count` greatest gains still to be had.

    Source:
        Nemhauser, Wolsey & Fisher (1978), Mathematical Programming 14:265-294.
    """
    spared = np.zeros(savings.communes_size)
    chosen: list[int] = []
    gains: list[float] = []
    bound = np.inf
    while True:
        added = savings.beyond(spared)
        best = np.sort(added)[::-1][:count]
        bound = min(bound, float(spared.sum() + best.sum()))
        if len(chosen) == count or not len(best) or best[0] <= 0:
            break
        one = int(np.argmax(added))
        chosen.append(one)
        gains.append(float(added[one]))
        first, last = np.searchsorted(savings.candidates, [one, one + 1])
        served = savings.communes[first:last]
        spared[served] = np.maximum(spared[served], savings.worth[first:last])
    return Chosen(
        candidates=tuple(chosen), gains=tuple(gains), bound=max(bound, sum(gains))
    )


def in_order(savings: Savings, chosen: Sequence[int], bound: float) -> Chosen:
    """Candidates that somebody chose, the one that adds most first."""
    left, found = sorted(set(chosen)), list[int]()
    gains = list[float]()
    spared = np.zeros(savings.communes_size)
    while left:
        added = savings.beyond(spared)
        one = max(left, key=lambda candidate: (added[candidate], -candidate))
        left.remove(one)
        found.append(one)
        gains.append(float(added[one]))
        spared = np.maximum(spared, savings.spared([one]))
    return Chosen(candidates=tuple(found), gains=tuple(gains), bound=bound)


def _sorted(
    candidates: Rows, communes: Rows, worth: Floats, size: tuple[int, int]
) -> Savings:
    kept = np.flatnonzero(worth > 0)
    order = kept[np.lexsort((communes[kept], candidates[kept]))]
    return Savings(
        candidates=candidates[order],
        communes=communes[order],
        worth=worth[order],
        candidates_size=size[0],
        communes_size=size[1],
    )
