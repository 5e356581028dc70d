"""Quickest ways from landing to landing, worked out once, then from any point."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import shapely

from numna_geo.model.barrier import Crossing
from numna_geo.model.travel import Profile
from numna_geo.travel.distances import km_between
from numna_geo.travel.engine import Flags, Floats, Places
from numna_geo.travel.segments import Lines

MIN_PER_KM: Mapping[Profile, float] = MappingProxyType(
    {Profile.CAR: 1.4, Profile.BIKE: 5.4, Profile.WALK: 16.0}
)
"""What a kilometre weighs against a boat when ways are compared."""

_SUMS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Legs:
    """Straight legs from points to landings, shape (P, L); `cost` infinite if cut."""

    cost: Floats
    km: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Ways between landings, shape (L, L), and the landing to go to first."""

    cost: Floats
    km: Floats
    fixed_min: Floats
    wait_min: Floats
    first: Places


class Detours:
    """Ways over crossings that one profile may take, when the straight leg is cut.

    Args:
        crossings: those it may take.
        lines: what legs between them must not cross.
        profile: the way of going.
        islands: where none of the crossings lands, but others do.
    """

    def __init__(
        self,
        crossings: Sequence[Crossing],
        lines: Lines,
        profile: Profile,
        *,
        islands: shapely.MultiPolygon,
    ) -> None:
        self._lines, self._weight, self._islands = lines, MIN_PER_KM[profile], islands
        # A way round has one landing, everything else two.
        met = [(c, place) for c in crossings for place in dict.fromkeys(c.landings)]
        self._of = [crossing for crossing, _ in met]
        places = np.array([place for _, place in met], dtype=np.float64)
        self._landings = places.reshape(-1, 2)
        self.ways = self._all_ways()

    def __len__(self) -> int:
        return len(self._landings)

    def closed(self, points: Floats) -> Flags:
        """Whether no way leads from each point, WGS 84 degrees, shape (P, 2)."""
        return np.asarray(shapely.contains_xy(self._islands, points), dtype=bool)

    def legs(self, points: Floats) -> Legs:
        """Straight legs from points, WGS 84 degrees, shape (P, 2)."""
        shape = (len(points), len(self))
        one = np.repeat(points, shape[1], axis=0)
        other = np.tile(self._landings, (shape[0], 1))
        km = km_between(one, other).reshape(shape)
        cut = self._lines.cut(one, other).reshape(shape)
        return Legs(np.where(cut, np.inf, km * self._weight), km)

    def through(self, legs: Legs) -> tuple[Floats, Places]:
        """Cost from points to landings over others, and over which, shape (P, L)."""
        cost, over = np.empty_like(legs.cost), np.empty(legs.cost.shape, dtype=np.intp)
        rows = max(1, _SUMS_AT_ONCE // max(1, len(self) ** 2))
        for first in range(0, len(cost), rows):
            part = slice(first, first + rows)
            sums = legs.cost[part, :, None] + self.ways.cost
            over[part] = sums.argmin(axis=1)
            cost[part] = sums.min(axis=1)
        return cost, over

    def names(self, here: Floats, there: Floats) -> list[tuple[str, ...]]:
        """What the quickest way from one point to each other crosses, in order.

        Args:
            here: WGS 84 degrees, longitude first, shape (1, 2).
            there: likewise, shape (N, 2).
        """
        if not len(self) or not len(there):
            return [()] * len(there)
        out, home = self.legs(here), self.legs(there)
        begun = out.cost[0][:, None] + self.ways.cost
        return [self._quickest(begun + cost) for cost in home.cost]

    def _quickest(self, every: Floats) -> tuple[str, ...]:
        first, last = np.unravel_index(int(np.argmin(every)), every.shape)
        if not np.isfinite(every[first, last]):
            return ()
        met = self._names(self._nodes(int(first), int(last)))
        return tuple(dict.fromkeys(name for name in met if name))

    def _names(self, nodes: Sequence[int]) -> Iterator[str]:
        before = None
        for crossing in (self._of[node] for node in nodes):
            around = crossing.landings[0] == crossing.landings[1]
            if around or crossing is before:
                yield crossing.name
            before = crossing

    def _nodes(self, first: int, last: int) -> list[int]:
        node, nodes = first, [first]
        while node != last:
            node = int(self.ways.first[node, last])
            nodes.append(node)
        return nodes

    def _all_ways(self) -> Ways:
        """Between all landings, by Floyd and Warshall."""
        size, legs = len(self), self.legs(self._landings)
        none = np.zeros((size, size))
        parts = [legs.cost, legs.km, none, none.copy()]
        for node in range(size - 1):
            if self._of[node] is self._of[node + 1]:
                self._take(parts, node, self._of[node])
        first = np.tile(np.arange(size, dtype=np.intp), (size, 1))
        for node in range(size):
            over = [part[:, node : node + 1] + part[node : node + 1] for part in parts]
            shorter = over[0] < parts[0]
            first = np.where(shorter, first[:, node : node + 1], first)
            parts = [np.where(shorter, *both) for both in zip(over, parts, strict=True)]
        cost, km, fixed, wait = parts
        return Ways(cost, km, fixed, wait, first)

    def _take(self, parts: Sequence[Floats], node: int, crossing: Crossing) -> None:
        km = float(parts[1][node, node + 1]) if crossing.on_road else 0.0
        cost = km * self._weight + crossing.fixed_min + crossing.wait_min
        taken = (cost, km, crossing.fixed_min, crossing.wait_min)
        for part, value in zip(parts, taken, strict=True):
            part[node, node + 1] = part[node + 1, node] = value
