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
        self._crossings, self.lines = crossings, lines
        self.weight = MIN_PER_KM[profile]
        places = [place for crossing in crossings for place in crossing.landings]
        self.landings = np.array(places, dtype=np.float64).reshape(-1, 2)
        self._ways, self._next = self._all_ways()

    def between(self, here: Floats, there: Floats) -> Steps:
        """The quickest way between two points each, shape (N,).

        Ways are as long in both directions. Whether a leg is cut is only found out for
        the legs of ways that would be the quickest: a few of a hundred.
        """
        if not len(self.landings):
            none = np.zeros(len(here))
            return Steps(none + np.inf, none, none, none)
        starts, start = np.unique(here, axis=0, return_inverse=True)
        stops, stop = np.unique(there, axis=0, return_inverse=True)
        if len(starts) > len(stops):
            starts, start, stops, stop = stops, stop, starts, start
        out, home = self._through(self._legs(starts)), _Legs(self, stops)
        parts = []
        for first in range(0, len(here), _PAIRS_AT_ONCE):
            one = start.ravel()[first : first + _PAIRS_AT_ONCE]
            other = stop.ravel()[first : first + _PAIRS_AT_ONCE]
            last = home.best(out.cost[one], other)
            parts.append(out[one, last] + home.steps[other, last])
        return Steps(*(np.concatenate([getattr(p, n) for p in parts]) for n in _PARTS))

    def names(self, here: Floats, there: Floats) -> tuple[str, ...]:
        """What the quickest way between two points crosses, in order."""
        if not len(self.landings):
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
        legs = _Legs(self, points)
        point, landing = np.indices(legs.steps.cost.shape).reshape(2, -1)
        legs.test(point, landing)
        return legs.steps

    def _through(self, legs: Steps) -> Steps:
        """Quickest ways from points to landings over other landings, shape (P, L)."""
        best = legs
        for node in range(len(self.landings)):
            over = legs[:, node : node + 1] + self._ways[node : node + 1]
            best = _quicker(best, over)
        return best

    def _all_ways(self) -> tuple[Steps, Places]:
        """Between all landings, by Floyd and Warshall; and where to go first."""
        ways, size = self._legs(self.landings), len(self.landings)
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
            ways.cost[one, other] = km * self.weight + minutes
            ways.km[one, other] = km
            ways.fixed_min[one, other] = crossing.fixed_min
            ways.wait_min[one, other] = crossing.wait_min


class _Legs:
    """Straight ways from points to landings; those that are known to be cut are none.

    Args:
        detours: whose landings they lead to.
        points: shape (P, 2).
    """

    def __init__(self, detours: Detours, points: Floats) -> None:
        self._detours, self._points = detours, points
        km = km_between(points[:, None], detours.landings)
        none = np.zeros(km.shape)
        self.steps = Steps(km * detours.weight, km, none, none)
        self._tested = np.zeros(km.shape, dtype=bool)

    def test(self, point: Places, landing: Places) -> None:
        """Find out whether some legs are cut."""
        here, there = self._points[point], self._detours.landings[landing]
        cut = self._detours.lines.cut(here, there)
        self.steps.cost[point[cut], landing[cut]] = np.inf
        self._tested[point, landing] = True

    def _test_all(self, point: Places, landings: Places) -> None:
        """Find out whether legs from each point to its landings are cut, once each."""
        points = np.repeat(point, landings.shape[1])
        legs = np.column_stack([points, landings.ravel()])
        legs = legs[~self._tested[legs[:, 0], legs[:, 1]]]
        fresh = np.unique(legs, axis=0)
        self.test(fresh[:, 0], fresh[:, 1])

    def best(self, before: Floats, point: Places) -> Places:
        """The landing that the quickest way of each pair arrives by, shape (N,).

        Args:
            before: cost to each landing, shape (N, L).
            point: where the way leads to, shape (N,).
        """
        # Those that are left try twice as many ways each time, the quickest first.
        last: Places = np.argmin(before + self.steps.cost[point], axis=1)
        left, tried, more = np.arange(len(point)), 0, 1
        ranks: Places = last[:, np.newaxis]
        while left.size:
            landings = ranks[:, tried : tried + more]
            tried += landings.shape[1]
            self._test_all(point[left], landings)
            costs = self.steps.cost[point[left][:, np.newaxis], landings]
            done = np.isfinite(costs).any(axis=1)
            first = np.argmax(np.isfinite(costs), axis=1)
            last[left[done]] = landings[done, first[done]]
            if tried == before.shape[1]:
                break
            if ranks.shape[1] == 1:
                now = before[left] + self.steps.cost[point[left]]
                ranks, tried = np.argsort(now, axis=1, kind="stable"), 0
            left, ranks, more = left[~done], ranks[~done], 2 * more
        return last


_PARTS = ("cost", "km", "fixed_min", "wait_min")


def _quicker(one: Steps, other: Steps) -> Steps:
    better = other.cost < one.cost
    return Steps(
        *(np.where(better, getattr(other, n), getattr(one, n)) for n in _PARTS)
    )
