"""Minutes along the roads of an OpenStreetMap extract, searched in this process."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Ends, Flags, Floats, Minutes, Places
from numna_geo.travel.graph_doors import NOWHERE, Doors, Entered
from numna_geo.travel.roads_metres import metres_between
from numna_geo.travel.roads_network import Network

CREDIT = "© les contributeurs d'OpenStreetMap (ODbL)"

_FIRST_KMH = {Profile.CAR: 40.0, Profile.BIKE: 10.0, Profile.WALK: 3.5}
"""As the crow flies: how far a search looks at first; then twice as far, and again."""

_FIRST_MIN, _WIDENED, _WIDEST_MIN = 5.0, 2.0, 240.0
_AT_ONCE = 8_000_000
"""Numbers of a block of searches: 64 MB."""

_AN_INSTANT = 1e-9


class Graph:
    """An engine over one network; reads of several threads do not disturb each other.

    Searches run from the side that has fewer ends, no farther than they need to.

    Args:
        network: of roads.
        profile: whose roads they are.
        version: of which day, and of which file.
        params: what the minutes depend on.
    """

    name = "graph"
    is_estimate = False
    credit: str | None = CREDIT

    def __init__(
        self,
        network: Network,
        profile: Profile,
        *,
        version: str,
        params: Mapping[str, str],
    ) -> None:
        self.network, self.profile, self.version = network, profile, version
        self.params: Mapping[str, str] = MappingProxyType(dict(params))

    def table(self, origins: Ends, destinations: Ends) -> Minutes:
        """Minutes from each origin to each destination, shape (O, D).

        NaN where one of both is farther than `FARTHEST_M` from any road.
        """
        here = self._doors.entered(origins.lonlat)
        there = self._doors.entered(destinations.lonlat)
        if len(there.nodes) < len(here.nodes):
            minutes = self._between(self._backward, there.nodes, here.nodes).T
        else:
            minutes = self._between(self._forward, here.nodes, there.nodes)
        minutes = minutes + here.minutes[:, np.newaxis] + there.minutes
        row, column, straight = self._next_door(here, there)
        minutes[row, column] = straight
        return _certain(minutes)

    def nearest(self, origins: Ends, destinations: Ends) -> tuple[Minutes, Places]:
        """Minutes to the quickest destination of each origin, and which it is.

        One search, from all destinations at once against the direction of travel.
        """
        here = self._doors.entered(origins.lonlat)
        there = self._doors.entered(destinations.lonlat)
        minutes = np.full(len(here.nodes), np.nan)
        which = np.full(len(here.nodes), NOWHERE, dtype=np.intp)
        known = np.flatnonzero(here.nodes != NOWHERE)
        if len(known) and (there.nodes != NOWHERE).any():
            node, of_node = _best_by_node(there)
            found, root = self._flood(node, there.minutes[of_node], here.nodes[known])
            minutes[known] = found + here.minutes[known]
            which[known] = of_node[np.searchsorted(node, root)]
        row, column, straight = self._next_door(here, there)
        best = np.lexsort((straight, row))
        best = best[np.append(True, row[best][1:] != row[best][:-1])[: len(best)]]
        best = best[straight[best] <= minutes[row[best]]]
        minutes[row[best]], which[row[best]] = straight[best], column[best]
        return _certain(minutes), which

    def within(
        self, origins: Ends, destinations: Ends, bounds: Floats
    ) -> tuple[Places, Places, Minutes]:
        """Numbers of origins and destinations in time, and their minutes.

        `bounds` are the minutes for each destination, shape (D,).
        """
        here = self._doors.entered(origins.lonlat)
        there = self._doors.entered(destinations.lonlat)
        found = np.full((len(origins), len(destinations)), np.nan)
        known, ends = np.flatnonzero(here.nodes != NOWHERE), there.nodes != NOWHERE
        block = max(1, _AT_ONCE // len(self.network))
        for first in range(0, len(known), block):
            part = known[first : first + block]
            every = self._search(self._forward, here.nodes[part], limit=bounds.max())
            found[np.ix_(part, ends)] = every[:, there.nodes[ends]]
        found += here.minutes[:, np.newaxis] + there.minutes
        row, column, straight = self._next_door(here, there)
        found[row, column] = straight
        row, column = np.nonzero(found <= bounds)
        return row, column, _certain(found[row, column])

    def reached(self, origin: Floats, minutes: float) -> tuple[Floats, Floats]:
        """Every place of the roads that is reached in time, with its minutes.

        Args:
            origin: WGS 84 degrees, longitude first, shape (2,).
            minutes: at most.

        Returns:
            WGS 84 degrees, shape (N, 2), and minutes, shape (N,); nothing where the
            origin is farther than `FARTHEST_M` from any road. Motorways and ferries are
            left out: one cannot get off there.
        """
        start = self._doors.entered(np.asarray(origin, dtype=np.float64).reshape(1, 2))
        left = minutes - start.minutes[0]
        if not left >= 0:
            return np.empty((0, 2)), np.empty(0)
        found = self._search(self._forward, start.nodes, limit=left)[0]
        there = np.flatnonzero(np.isfinite(found) & self.network.doors)
        return self.network.lonlat[there], found[there] + start.minutes[0]

    @cached_property
    def _doors(self) -> Doors:
        return Doors(self.network, self.profile)

    @cached_property
    def _forward(self) -> Any:
        from scipy.sparse import csr_array

        roads, size = self.network, len(self.network)
        minutes = roads.minutes.astype(np.float64)
        return csr_array((minutes, roads.ends, roads.starts), shape=(size, size))

    @cached_property
    def _backward(self) -> Any:
        return self._forward.T.tocsr()

    def _between(self, graph: Any, here: Places, there: Places) -> Floats:
        """Minutes between nodes, shape (H, T); NaN where one is nowhere."""
        minutes = np.full((len(here), len(there)), np.nan)
        starts, of_start = np.unique(here[here != NOWHERE], return_inverse=True)
        ends, of_end = np.unique(there[there != NOWHERE], return_inverse=True)
        if not len(starts) or not len(ends):
            return minutes
        block = max(1, _AT_ONCE // len(self.network))
        found = np.concatenate(
            [
                self._widening(graph, starts[i : i + block], ends)
                for i in range(0, len(starts), block)
            ]
        )
        known = np.ix_(here != NOWHERE, there != NOWHERE)
        minutes[known] = found[np.ix_(of_start, of_end)]
        return minutes

    def _widening(self, graph: Any, starts: Places, ends: Places) -> Floats:
        """Search as far as the farthest end needs, which only the search can tell."""
        lonlat = self.network.lonlat
        metres = max(
            metres_between(np.broadcast_to(one, (len(ends), 2)), lonlat[ends]).max()
            for one in lonlat[starts]
        )
        limit = metres / 1000 / _FIRST_KMH[self.profile] * 60 + _FIRST_MIN
        while True:
            found = self._search(graph, starts, limit=limit)[:, ends]
            # All nodes reach all others: a search without bounds finds every end.
            if np.isfinite(found).all() or limit == np.inf:
                return found
            limit = limit * _WIDENED if limit < _WIDEST_MIN else np.inf

    def _search(self, graph: Any, starts: Places, *, limit: float) -> Floats:
        from scipy.sparse.csgraph import dijkstra

        found: Floats = dijkstra(graph, indices=starts, limit=limit)
        return found

    def _flood(
        self, nodes: Places, minutes: Floats, wanted: Places
    ) -> tuple[Floats, Places]:
        """Minutes from wanted nodes to the best of `nodes`, and which node that is.

        One more node leads to all of them in `minutes` each, and is searched from.
        """
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        graph, root = self._backward, len(self.network)
        rooted = csr_array(
            (
                np.concatenate([graph.data, np.maximum(minutes, _AN_INSTANT)]),
                np.concatenate([graph.indices, nodes.astype(np.int32)]),
                np.append(graph.indptr, graph.indptr[-1] + np.int32(len(nodes))),
            ),
            shape=(root + 1, root + 1),
        )
        every, before = dijkstra(
            rooted, indices=np.array([root]), return_predecessors=True
        )
        found, before = every[0], before[0]
        at = wanted.copy()
        while (on := before[at] != root).any():
            at[on] = before[at[on]]
        return found[wanted], at

    def _next_door(
        self, here: Entered, there: Entered
    ) -> tuple[Places, Places, Floats]:
        """Pairs that share a node: which, and the minutes straight from one to another.

        They are not sent to the road and back.
        """
        order = np.argsort(there.nodes, kind="stable")
        low = np.searchsorted(there.nodes[order], here.nodes, side="left")
        high = np.searchsorted(there.nodes[order], here.nodes, side="right")
        count = np.where(here.nodes == NOWHERE, 0, high - low)
        row = np.repeat(np.arange(len(here.nodes)), count)
        nth = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
        column = order[np.repeat(low, count) + nth]
        metres = metres_between(here.lonlat[row], there.lonlat[column])
        return row, column, self._doors.straight(metres)


def _best_by_node(there: Entered) -> tuple[Places, Places]:
    """Nodes with a destination, in order, and the one that is closest to each."""
    order = np.lexsort((there.minutes, there.nodes))
    nodes = there.nodes[order]
    first: Flags = nodes != NOWHERE
    first[1:] &= nodes[1:] != nodes[:-1]
    return nodes[first], order[first]


def _certain(minutes: Floats) -> Minutes:
    return Minutes(central=minutes, low=minutes, high=minutes)
