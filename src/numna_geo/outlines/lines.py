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
        furthest = int(distances.argmax())
        if distances[furthest] > tolerance or (line[start] == line[end]).all():
            middle = start + 1 + furthest
            kept[middle] = True
            spans += [(start, middle), (middle, end)]
    return kept


def _distances(points: Floats, start: Floats, end: Floats) -> Floats:
    """Distance of each point to a segment, not to its whole line."""
    # Called for every span of every line: no helper of NumPy that is a call more.
    along = end - start
    length2 = float(along @ along)
    gaps: Floats = points - start
    if length2:
        share = gaps @ along
        share /= length2
        np.minimum(np.maximum(share, 0, out=share), 1, out=share)
        gaps -= share[:, np.newaxis] * along
    distances: Floats = np.hypot(gaps[:, 0], gaps[:, 1])
    return distances
