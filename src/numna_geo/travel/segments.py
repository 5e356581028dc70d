"""Which straight legs end beyond a line, for many legs and many lines at once."""

from collections.abc import Sequence

import numpy as np

from numna_geo.model.barrier import LonLat
from numna_geo.travel.engine import Flags, Floats, Places

Pairs = tuple[Places, Places]
"""Numbers of legs, and of the piece of a line beside each."""

_TESTS_AT_ONCE = 1_000_000
_LEGS_AT_ONCE = 4_096
_MARGIN = 1e-9
"""Square degrees: a leg so near the box of a piece is looked at."""

_PIECE = 4
"""Segments that are looked at together."""


class Lines:
    """Lines of straight segments, in degrees: near enough to the ground.

    A leg that crosses an open line twice ends on the bank it came from: a meander is no
    obstacle. A ring, as round a bay, is one however often it is crossed.

    Args:
        lines: corners of each line, at least two, longitude first; a ring ends where it
            begins.
    """

    def __init__(self, lines: Sequence[Sequence[LonLat]]) -> None:
        corners = [np.array(line, dtype=np.float64) for line in lines]
        self._ring = np.array([(c[0] == c[-1]).all() for c in corners], dtype=bool)
        # Few legs pass near a piece of a line, many near the box around all of it.
        pieces = [
            (line, c[first : first + _PIECE + 1])
            for line, c in enumerate(corners)
            for first in range(0, len(c) - 1, _PIECE)
        ]
        self._line = np.array([line for line, _ in pieces], dtype=np.intp)
        self._counts = np.array([len(c) for _, c in pieces], dtype=np.intp)
        self._first = np.cumsum(self._counts) - self._counts
        blank = np.empty((0, 2))
        corner = np.concatenate([blank, *(c for _, c in pieces)])
        self._x, self._y = np.ascontiguousarray(corner.T)
        self._low = np.array([c.min(axis=0) for _, c in pieces]).reshape(-1, 2)
        self._high = np.array([c.max(axis=0) for _, c in pieces]).reshape(-1, 2)
        self._middle = np.ascontiguousarray((self._low + self._high).T / 2)
        self._half = np.ascontiguousarray((self._high - self._low).T / 2)

    def cut(self, here: Floats, there: Floats) -> Flags:
        """Whether each leg is cut by any line.

        Args:
            here: WGS 84 degrees, longitude first, shape (N, 2).
            there: likewise.

        Returns:
            Shape (N,); the same whichever end is which.
        """
        cut = np.zeros(len(here), dtype=bool)
        if len(self._counts):
            # A few at a time stay in the processor's own memory.
            for first in range(0, len(here), _LEGS_AT_ONCE):
                part = slice(first, first + _LEGS_AT_ONCE)
                cut[part] = self._cut(here[part], there[part])
        return cut

    def _cut(self, here: Floats, there: Floats) -> Flags:
        cut = np.zeros(len(here), dtype=bool)
        low, high = np.minimum(here, there), np.maximum(here, there)
        around = (low.min(axis=0) <= self._high) & (self._low <= high.max(axis=0))
        near = np.flatnonzero(around.all(axis=1))
        if near.size:
            # Which end is first must not decide where a leg grazes a corner.
            swap = (here[:, 0] > there[:, 0])[:, None]
            ends = np.where(swap, there, here), np.where(swap, here, there)
            legs, pieces = self._may_meet(low, high, near)
            met = self._met(ends, *self._on_both_sides(ends, legs, pieces))
            crossed, times = np.unique(met, return_counts=True)
            legs, lines = np.divmod(crossed, len(self._ring))
            cut[legs[self._ring[lines] | (times % 2 == 1)]] = True
        return cut

    def _may_meet(self, low: Floats, high: Floats, near: Places) -> Pairs:
        boxes = np.ones((len(low), near.size), dtype=bool)
        for axis in (0, 1):
            boxes &= low[:, axis, None] <= self._high[near, axis]
            boxes &= high[:, axis, None] >= self._low[near, axis]
        legs, columns = np.nonzero(boxes)
        return legs, near[columns]

    def _on_both_sides(
        self, ends: tuple[Floats, Floats], legs: Places, pieces: Places
    ) -> Pairs:
        """Those where the box of the piece is not on one side of the leg, surely."""
        (ax, ay), (dx, dy) = ends[0].T, (ends[1] - ends[0]).T
        at, dx, dy = (dx * ay - dy * ax)[legs], dx[legs], dy[legs]
        (x, y), (wide, tall) = self._middle[:, pieces], self._half[:, pieces]
        off = np.abs(dx * y - dy * x - at)
        reach = np.abs(dx) * tall + np.abs(dy) * wide
        # The margin is far more than what rounding takes from either side.
        kept = np.flatnonzero(off <= reach + _MARGIN)
        return legs[kept], pieces[kept]

    def _met(self, ends: tuple[Floats, Floats], legs: Places, pieces: Places) -> Places:
        """A number for a leg and a line, once for each time that they cross."""
        found = [np.empty(0, dtype=np.intp)]
        for part in _parts(self._counts[pieces]):
            leg, piece = legs[part], pieces[part]
            counts = self._counts[piece]
            pair = np.repeat(np.arange(leg.size), counts)
            start = np.repeat(np.cumsum(counts) - counts - self._first[piece], counts)
            corner = np.arange(pair.size) - start
            (ax, ay), (bx, by) = ends[0][leg].T, ends[1][leg].T
            left = (bx - ax)[pair] * (self._y[corner] - ay[pair]) > (by - ay)[pair] * (
                self._x[corner] - ax[pair]
            )
            # Two neighbouring corners of one piece on either side of the leg, ...
            apart = np.flatnonzero((left[:-1] != left[1:]) & (pair[:-1] == pair[1:]))
            pair, corner = pair[apart], corner[apart]
            cx, cy = self._x[corner], self._y[corner]
            dx, dy = self._x[corner + 1] - cx, self._y[corner + 1] - cy
            # ... and both ends of the leg on either side of what joins them.
            one = dx * (ay[pair] - cy) > dy * (ax[pair] - cx)
            other = dx * (by[pair] - cy) > dy * (bx[pair] - cx)
            crossed = pair[one != other]
            found.append(leg[crossed] * len(self._ring) + self._line[piece[crossed]])
        return np.concatenate(found)


def _parts(counts: Places) -> list[slice]:
    """Runs of pairs of a leg and a piece that fit in memory together."""
    ends = np.cumsum(counts)
    parts, start = [], 0
    while start < len(counts):
        done = ends[start - 1] if start else 0
        stop = int(np.searchsorted(ends, done + _TESTS_AT_ONCE, side="right"))
        stop = max(stop, start + 1)
        parts.append(slice(start, stop))
        start = stop
    return parts
