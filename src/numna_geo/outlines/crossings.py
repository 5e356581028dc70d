"""Arcs that cross, touch or repeat one another where they should only meet at ends."""

import numpy as np
import shapely
from numpy.typing import NDArray

from numna_geo.outlines.arcs import Ints, Topology

Owners = NDArray[np.int64]


def crossing_arcs(topology: Topology) -> set[int]:
    """Arcs with a segment that meets another anywhere but at a shared end.

    An arc of no length counts too. Whole numbers in, so the answer is exact where it
    matters: on vertices.
    """
    segments, owners = _segments(topology)
    empty = np.all(segments[:, 0] == segments[:, 1], axis=1)
    lines = np.asarray(shapely.linestrings(segments.astype(np.float64)))
    tree = shapely.STRtree(lines)
    left, right = tree.query(lines, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    wrong = ~_meet_properly(segments[left], segments[right])
    crossed = np.concatenate([owners[left[wrong]], owners[right[wrong]]])
    return set(np.concatenate([crossed, owners[empty]]).tolist())


def _segments(topology: Topology) -> tuple[Ints, Owners]:
    pairs = [np.stack([arc[:-1], arc[1:]], axis=1) for arc in topology.arcs]
    owners = np.repeat(np.arange(len(pairs)), [len(pair) for pair in pairs])
    return np.concatenate(pairs), owners


def _meet_properly(first: Ints, second: Ints) -> NDArray[np.bool_]:
    """Whether two segments that meet share one end, and nothing else."""
    proper = np.zeros(len(first), dtype=np.bool_)
    shared = np.zeros(len(first), dtype=np.int64)
    for i in (0, 1):
        for j in (0, 1):
            same = np.all(first[:, i] == second[:, j], axis=1)
            shared += same
            one, other = first[:, 1 - i] - first[:, i], second[:, 1 - j] - second[:, j]
            cross = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
            folded = (cross == 0) & (np.sum(one * other, axis=1) > 0)
            proper |= same & ~folded
    only: NDArray[np.bool_] = proper & (shared == 1)
    return only
