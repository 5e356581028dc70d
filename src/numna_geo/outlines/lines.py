"""Fewer vertices on one line, none of it moved further than a tolerance."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def vertices_kept(line: Floats, *, tolerance: float) -> Bools:
    """Which vertices stay, after Douglas and Peucker.

    The ends stay. Every vertex left out lies within `tolerance` of the segment that
    replaces it, hence every point of either line within `tolerance` of the other. A
    closed line (first vertex equal to the last) is first cut at its furthest vertex.

    Args:
        line: coordinates in one flat unit, shape (N, 2).
        tolerance: in that unit.

    Source: Douglas and Peucker, Cartographica 10(2), 1973.
    """
    last = len(line) - 1
    kept = np.zeros(len(line), dtype=np.bool_)
    kept[[0, last]] = True
    spans = [(0, last)]
    while spans:
        start, end = spans.pop()
        if end - start < 2:  # noqa: PLR2004 - nothing lies between neighbours
            continue
        distances = _distances(line[start + 1 : end], line[start], line[end])
        furthest = int(np.argmax(distances))
        closed = bool(np.array_equal(line[start], line[end]))
        if closed or distances[furthest] > tolerance:
            middle = start + 1 + furthest
            kept[middle] = True
            spans += [(start, middle), (middle, end)]
    return kept


def _distances(points: Floats, start: Floats, end: Floats) -> Floats:
    """Distance of each point to a segment, not to its whole line."""
    along = end - start
    length2 = float(along @ along)
    offsets = points - start
    share = (
        np.clip(offsets @ along / length2, 0, 1) if length2 else np.zeros(len(points))
    )
    gaps = offsets - np.outer(share, along)
    distances: Floats = np.hypot(gaps[:, 0], gaps[:, 1])
    return distances
