"""Quickest ways from landing to landing, worked out once, then from any point."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from numna_geo.model.barrier import Crossing
from numna_geo.model.travel import Profile
from numna_geo.travel.distances import km_between
from numna_geo.travel.engine import Floats, Places
from numna_geo.travel.segments import Lines

MIN_PER_KM: Mapping[Profile, float] = MappingProxyType(
    {Profile.CAR: 1.4, Profile.BIKE: 5.4, Profile.WALK: 16.0}
)
"""What a kilometre weighs against a boat when ways are compared."""

_PAIRS_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Ways, and their parts; `cost` is what they are compared by, infinite if none."""

    cost: Floats
    km: Floats
    fixed_min: Floats
    wait_min: Floats

    def __getitem__(self, at: Any) -> "Steps":
        parts = (self.cost, self.km, self.fixed_min, self.wait_min)
        return Steps(*(part[at] for part in parts))

    def __add__(self, other: "Steps") -> "Steps":
        return Steps(
            self.cost + other.cost,
            self.km + other.km,
            self.fixed_min + other.fixed_min,
            self.wait_min + other.wait_min,
        )


class Detours:
    """Ways over crossings that one profile may take, when the straight leg is cut.

    Args:
        crossings: those it may take.
        lines: what legs between them must not cross.
        profile: the way of going.
    """

    def __init__(
        self, crossings: Sequence[Crossing], lines: Lines, profile: Profile
    ) -> None:
        self._crossings, self._lines = crossings, lines
        self._weight = MIN_PER_KM[profile]
        places = [place for crossing in crossings for place in crossing.landings]
        self._landings = np.array(places, dtype=np.float64).reshape(-1, 2)
        self._ways, self._next = self._all_ways()

    def between(self, here: Floats, there: Floats) -> Steps:
        """The quickest way between two points each, shape (N,)."""
        if not len(self._landings):
            none = np.zeros(len(here))
            return Steps(none + np.inf, none, none, none)
        starts, start = np.unique(here, axis=0, return_inverse=True)
        stops, stop = np.unique(there, axis=0, return_inverse=True)
        out, home = self._through(self._legs(starts)), self._legs(stops)
        parts = []
        for first in range(0, len(here), _PAIRS_AT_ONCE):
            one = start.ravel()[first : first + _PAIRS_AT_ONCE]
            other = stop.ravel()[first : first + _PAIRS_AT_ONCE]
            last = np.argmin(out.cost[one] + home.cost[other], axis=1)
            parts.append(out[one, last] + home[other, last])
        return Steps(*(np.concatenate([getattr(p, n) for p in parts]) for n in _PARTS))

    def names(self, here: Floats, there: Floats) -> tuple[str, ...]:
        """What the quickest way between two points crosses, in order."""
        if not len(self._landings):
            return ()
        out, home = self._legs(here)[0], self._legs(there)[0]
        every = out.cost[:, None] + self._ways.cost + home.cost
        first, last = np.unravel_index(int(np.argmin(every)), every.shape)
        if not np.isfinite(every[first, last]):
            return ()
        nodes = self._nodes(int(first), int(last))
        return tuple(dict.fromkeys(name for name in self._names(nodes) if name))

    def _names(self, nodes: Sequence[int]) -> Iterator[str]:
        for node, before in zip(nodes, [-1, *nodes], strict=False):
            crossing = self._crossings[node // 2]
            around = crossing.landings[0] == crossing.landings[1]
            if around or before // 2 == node // 2:
                yield crossing.name

    def _nodes(self, first: int, last: int) -> list[int]:
        node, nodes = first, [first]
        while node != last:
            node = int(self._next[node, last])
            nodes.append(node)
        return nodes

    def _legs(self, points: Floats) -> Steps:
        """Straight ways from points to landings, shape (P, L)."""
        shape = (len(points), len(self._landings))
        one = np.repeat(points, shape[1], axis=0)
        other = np.tile(self._landings, (shape[0], 1))
        km = km_between(one, other).reshape(shape)
        cut = self._lines.cut(one, other).reshape(shape)
        none = np.zeros(shape)
        return Steps(np.where(cut, np.inf, km * self._weight), km, none, none)

    def _through(self, legs: Steps) -> Steps:
        """Quickest ways from points to landings over other landings, shape (P, L)."""
        best = legs
        for node in range(len(self._landings)):
            over = legs[:, node : node + 1] + self._ways[node : node + 1]
            best = _quicker(best, over)
        return best

    def _all_ways(self) -> tuple[Steps, Places]:
        """Between all landings, by Floyd and Warshall; and where to go first."""
        ways, size = self._legs(self._landings), len(self._landings)
        for number, crossing in enumerate(self._crossings):
            self._take(ways, 2 * number, crossing)
        first = np.tile(np.arange(size, dtype=np.intp), (size, 1))
        for node in range(size):
            over = ways[:, node : node + 1] + ways[node : node + 1]
            shorter = over.cost < ways.cost
            first = np.where(shorter, first[:, node : node + 1], first)
            ways = _quicker(ways, over)
        return ways, first

    def _take(self, ways: Steps, node: int, crossing: Crossing) -> None:
        for one, other in ((node, node + 1), (node + 1, node)):
            km = ways.km[one, other] if crossing.on_road else 0.0
            minutes = crossing.fixed_min + crossing.wait_min
            ways.cost[one, other] = km * self._weight + minutes
            ways.km[one, other] = km
            ways.fixed_min[one, other] = crossing.fixed_min
            ways.wait_min[one, other] = crossing.wait_min


_PARTS = ("cost", "km", "fixed_min", "wait_min")


def _quicker(one: Steps, other: Steps) -> Steps:
    better = other.cost < one.cost
    return Steps(
        *(np.where(better, getattr(other, n), getattr(one, n)) for n in _PARTS)
    )
