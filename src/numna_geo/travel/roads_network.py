"""A road network that can be searched: all of its nodes reach each other."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Flags, Floats
from numna_geo.travel.roads_reading import Ids, RoadFile, Singles
from numna_geo.travel.roads_stretches import Stretches, stretches

_AN_INSTANT = 1e-6
"""Minutes between nodes at one place: nothing at all would be no road."""

Int32 = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """Nodes that can all be reached from each other, neighbours close in memory.

    Args:
        lonlat: WGS 84 degrees, shape (N, 2).
        doors: whether a trip may start or end there: not on a motorway nor on a ferry,
            shape (N,).
        starts, ends, minutes: compressed sparse rows: from node i to
            `ends[starts[i]:starts[i + 1]]`; shapes (N + 1,), (E,), (E,).
    """

    lonlat: Floats
    doors: Flags
    starts: Int32
    ends: Int32
    minutes: Singles

    def __len__(self) -> int:
        return len(self.lonlat)


def network_of(roads: RoadFile, profile: Profile) -> Network | None:
    """What one way of going can use of finely drawn roads, or `None`."""
    found = stretches(roads, profile)
    return _connected(found, roads.lonlat) if len(found.here) else None


def _connected(found: Stretches, lonlat: Floats) -> Network:
    """Keep the largest part where all can reach all, along a curve through the map."""
    from scipy.sparse.csgraph import connected_components

    ids, ends = np.unique([found.here, found.there], return_inverse=True)
    here, there = ends.reshape(2, -1)
    doors = np.zeros(len(ids), dtype=bool)
    doors[here[~found.through]] = doors[there[~found.through]] = True
    whole = _rows(len(ids), here, there, found)
    _, part = connected_components(whole, directed=True, connection="strong")
    places = np.flatnonzero(part == np.bincount(part).argmax())
    places = places[np.argsort(_along_a_curve(lonlat[ids[places]]), kind="stable")]
    graph = whole[places][:, places].tocsr()
    graph.sort_indices()
    return Network(
        lonlat=lonlat[ids[places]],
        doors=doors[places],
        starts=graph.indptr.astype(np.int32),
        ends=graph.indices.astype(np.int32),
        minutes=graph.data.astype(np.float32),
    )


def _rows(size: int, here: Ids, there: Ids, found: Stretches) -> Any:
    """Sparse rows of the quickest stretch from each node to each neighbour."""
    from scipy.sparse import csr_array

    start, end = np.concatenate([here, there]), np.concatenate([there, here])
    minutes = np.concatenate([found.forward, found.backward])
    minutes = np.maximum(minutes, _AN_INSTANT)
    order = np.lexsort((minutes, end, start))
    order = order[np.isfinite(minutes[order])]
    start, end, minutes = start[order], end[order], minutes[order]
    first = np.ones(len(start), dtype=bool)
    first[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    return csr_array((minutes[first], (start[first], end[first])), shape=(size, size))


def _along_a_curve(lonlat: Floats) -> npt.NDArray[np.uint64]:
    """Places in Morton's order: searches then read memory that lies close together.

    A search over 600,000 nodes takes 0.19 s so, 0.61 s in any order.
    Source: G. M. Morton, A Computer Oriented Geodetic Data Base, IBM, 1966.
    """
    low, span = lonlat.min(axis=0), np.ptp(lonlat, axis=0)
    cells = ((lonlat - low) / np.where(span > 0, span, 1.0) * 0xFFFF).astype(np.uint64)
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333)):
        cells = (cells | (cells << np.uint64(shift))) & np.uint64(mask)
    cells = (cells | (cells << np.uint64(1))) & np.uint64(0x55555555)
    curve: npt.NDArray[np.uint64] = cells[:, 0] | (cells[:, 1] << np.uint64(1))
    return curve
