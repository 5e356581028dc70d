"""Which straight legs cross a line, for many legs and many lines at once."""

from collections.abc import Sequence

import numpy as np

from numna_geo.model.barrier import LonLat
from numna_geo.travel.engine import Flags, Floats

_TESTS_AT_ONCE = 2_000_000


class Lines:
    """Lines of straight segments, in degrees: near enough to the ground to be cut.

    Args:
        lines: corners of each line, at least two, longitude first.
    """

    def __init__(self, lines: Sequence[Sequence[LonLat]]) -> None:
        corners = [np.array(line, dtype=np.float64) for line in lines]
        self._counts = np.array([len(c) - 1 for c in corners], dtype=np.intp)
        self._first = np.concatenate(([0], np.cumsum(self._counts)))[:-1].astype(int)
        blank = np.empty((0, 2))
        self._from = np.concatenate([blank, *(c[:-1] for c in corners)])
        self._to = np.concatenate([blank, *(c[1:] for c in corners)])
        self._low = np.array([c.min(axis=0) for c in corners]).reshape(-1, 2)
        self._high = np.array([c.max(axis=0) for c in corners]).reshape(-1, 2)

    def cross(self, here: Floats, there: Floats) -> Flags:
        """Whether each leg crosses any line.

        Args:
            here: WGS 84 degrees, longitude first, shape (N, 2).
            there: likewise.

        Returns:
            Shape (N,).
        """
        cut = np.zeros(len(here), dtype=bool)
        if not len(here) or not len(self._counts):
            return cut
        low, high = np.minimum(here, there), np.maximum(here, there)
        around = (low.min(axis=0) <= self._high) & (self._low <= high.max(axis=0))
        near = np.flatnonzero(around.all(axis=1))
        if near.size:
            legs, lines = self._may_meet(low, high, near)
            for part in _parts(self._counts[lines]):
                self._mark(cut, here, there, legs[part], lines[part])
        return cut

    def _may_meet(
        self, low: Floats, high: Floats, near: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        boxes = np.ones((len(low), near.size), dtype=bool)
        for axis in (0, 1):
            boxes &= low[:, axis, None] <= self._high[near, axis]
            boxes &= high[:, axis, None] >= self._low[near, axis]
        legs, columns = np.nonzero(boxes)
        return legs, near[columns]

    def _mark(
        self,
        cut: Flags,
        here: Floats,
        there: Floats,
        legs: np.ndarray,
        lines: np.ndarray,
    ) -> None:
        counts = self._counts[lines]
        leg = np.repeat(legs, counts)
        within = np.arange(leg.size) - np.repeat(np.cumsum(counts) - counts, counts)
        segment = np.repeat(self._first[lines], counts) + within
        a, b = here[leg], there[leg]
        c, d = self._from[segment], self._to[segment]
        met = (_side(a, b, c) * _side(a, b, d) < 0) & (
            _side(c, d, a) * _side(c, d, b) <= 0
        )
        cut[leg[met]] = True


def _side(a: Floats, b: Floats, c: Floats) -> Floats:
    """Above zero where `c` lies left of the way from `a` to `b`."""
    left: Floats = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (
        c[:, 0] - a[:, 0]
    )
    return left


def _parts(counts: np.ndarray) -> list[slice]:
    ends = np.cumsum(counts)
    parts, start = [], 0
    while start < len(counts):
        done = ends[start - 1] if start else 0
        stop = int(np.searchsorted(ends, done + _TESTS_AT_ONCE, side="right"))
        stop = max(stop, start + 1)
        parts.append(slice(start, stop))
        start = stop
    return parts
