"""The quickest destination of each origin, without looking at all of them."""

from collections.abc import Callable, Iterator

import numpy as np

from numna_geo.travel.engine import Ends, Floats, Places

Ask = Callable[[Places, Places], Floats]
"""Minutes from origins to destinations, both given by their number, shape (N, K)."""

_FIRST_TRIED, _TIMES = 8, 4
_PAIRS_AT_ONCE = 400_000
_KM_PER_DEGREE = 110.5
"""No degree of latitude is shorter."""


def quickest(
    ask: Ask, at_least: Callable[[Floats], Floats], origins: Ends, destinations: Ends
) -> Places:
    """The quickest destination of each origin, of equally quick ones the first.

    Exact: the straight-line nearest are asked first, then more of them, until none
    that is left can be quicker; -1 where none can be reached. Shape (O,).

    Args:
        ask: minutes, NaN where there is no way.
        at_least: minutes that kilometres of straight line take at least.
        origins: where people start from.
        destinations: where they may go to.
    """
    which: Places = np.full(len(origins), -1, dtype=np.intp)
    many, left = len(destinations), np.arange(len(origins), dtype=np.intp)
    if not many or not left.size:
        return which
    near, tried = _Near(origins, destinations), min(_FIRST_TRIED, many)
    while left.size:
        unsure = []
        for part in _parts(left, tried):
            places, beyond_km = near.of(origins.lonlat[part], tried)
            minutes = ask(part[:, None], places)
            minutes = np.where(np.isnan(minutes), np.inf, minutes)
            best, row = np.argmin(minutes, axis=1), np.arange(part.size)
            reached = np.isfinite(minutes[row, best])
            which[part] = np.where(reached, places[row, best], -1)
            unsure.append(part[minutes[row, best] >= at_least(beyond_km)])
        if tried == many:
            break
        left, tried = np.concatenate(unsure), min(tried * _TIMES, many)
    return which


class _Near:
    """Straight-line nearest destinations, on a map that makes nothing longer."""

    def __init__(self, origins: Ends, destinations: Ends) -> None:
        from scipy.spatial import cKDTree

        ends = (origins.lonlat, destinations.lonlat)
        furthest = max(float(np.abs(lonlat[:, 1]).max()) for lonlat in ends)
        self._scale = np.array([np.cos(np.radians(furthest)), 1.0])
        self._tree = cKDTree(destinations.lonlat * self._scale)

    def of(self, lonlat: Floats, count: int) -> tuple[Places, Floats]:
        """The `count` nearest, by number, and how far any other is at least in km."""
        degrees, places = self._tree.query(lonlat * self._scale, k=count)
        shape = (len(lonlat), count)
        order = np.sort(places.reshape(shape), axis=1).astype(np.intp)
        return order, np.asarray(degrees).reshape(shape)[:, -1] * _KM_PER_DEGREE


def _parts(left: Places, tried: int) -> Iterator[Places]:
    rows = max(1, _PAIRS_AT_ONCE // tried)
    for first in range(0, left.size, rows):
        yield left[first : first + rows]
