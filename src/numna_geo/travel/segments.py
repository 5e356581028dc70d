"""Which straight legs end beyond a line, for many legs and many lines at once."""

from collections.abc import Sequence

import numpy as np

from numna_geo.model.barrier import LonLat
from numna_geo.travel.engine import Flags, Floats, Places

Pairs = tuple[Places, Places]
"""Numbers of legs, and of the line beside each."""

_TESTS_AT_ONCE = 2_000_000


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
        self._counts = np.array([len(c) - 1 for c in corners], dtype=np.intp)
        self._first = np.concatenate(([0], np.cumsum(self._counts)))[:-1].astype(int)
        self._ring = np.array([bool((c[0] == c[-1]).all()) for c in corners], bool)
        blank = np.empty((0, 2))
        self._from = np.concatenate([blank, *(c[:-1] for c in corners)])
        self._to = np.concatenate([blank, *(c[1:] for c in corners)])
        self._low = np.array([c.min(axis=0) for c in corners]).reshape(-1, 2)
        self._high = np.array([c.max(axis=0) for c in corners]).reshape(-1, 2)

    def cut(self, here: Floats, there: Floats) -> Flags:
        """Whether each leg is cut by any line.

        Args:
            here: WGS 84 degrees, longitude first, shape (N, 2).
            there: likewise.

        Returns:
            Shape (N,); the same whichever end is which.
        """
        cut = np.zeros(len(here), dtype=bool)
        if not len(here) or not len(self._counts):
            return cut
        low, high = np.minimum(here, there), np.maximum(here, there)
        around = (low.min(axis=0) <= self._high) & (self._low <= high.max(axis=0))
        near = np.flatnonzero(around.all(axis=1))
        if near.size:
            legs, lines = self._may_meet(low, high, near)
            # Which end is first must not decide where a leg grazes a corner.
            swap = (here[:, 0] > there[:, 0])[:, None]
            ends = np.where(swap, there, here), np.where(swap, here, there)
            for part in _parts(self._counts[lines]):
                cut[legs[part][self._met(ends, legs[part], lines[part])]] = True
        return cut

    def _may_meet(self, low: Floats, high: Floats, near: Places) -> Pairs:
        boxes = np.ones((len(low), near.size), dtype=bool)
        for axis in (0, 1):
            boxes &= low[:, axis, None] <= self._high[near, axis]
            boxes &= high[:, axis, None] >= self._low[near, axis]
        legs, columns = np.nonzero(boxes)
        return legs, near[columns]

    def _met(self, ends: tuple[Floats, Floats], legs: Places, lines: Places) -> Flags:
        """Whether each leg is cut by the line beside it."""
        counts = self._counts[lines]
        pair = np.repeat(np.arange(legs.size), counts)
        within = np.arange(pair.size) - np.repeat(np.cumsum(counts) - counts, counts)
        segment = np.repeat(self._first[lines], counts) + within
        a, b = ends[0][legs[pair]], ends[1][legs[pair]]
        c, d = self._from[segment], self._to[segment]
        met = (_left(a, b, c) != _left(a, b, d)) & (_left(c, d, a) != _left(c, d, b))
        times = np.bincount(pair[met], minlength=legs.size)
        crossed: Flags = np.where(self._ring[lines], times > 0, times % 2 == 1)
        return crossed


def _left(a: Floats, b: Floats, c: Floats) -> Flags:
    """Whether `c` lies left of the way from `a` to `b`."""
    left: Flags = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) > (b[:, 1] - a[:, 1]) * (
        c[:, 0] - a[:, 0]
    )
    return left


def _parts(counts: Places) -> list[slice]:
    """Runs of pairs of a leg and a line that fit in memory together."""
    ends = np.cumsum(counts)
    parts, start = [], 0
    while start < len(counts):
        done = ends[start - 1] if start else 0
        stop = int(np.searchsorted(ends, done + _TESTS_AT_ONCE, side="right"))
        stop = max(stop, start + 1)
        parts.append(slice(start, stop))
        start = stop
    return parts
