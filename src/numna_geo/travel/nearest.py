"""The quickest destination of each origin, without looking at all of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from numna_geo.travel.engine import Ends, Floats, Places

Ask = Callable[[Places, Places], Floats]
"""Minutes from origins to destinations, both given by their number, same shape."""

_FIRST_TRIED, _TIMES = 8, 4
_PAIRS_AT_ONCE = 400_000
_KM_PER_DEGREE = 110.5
"""No degree of latitude is shorter."""

_GLOBE_DEGREES = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What an engine tells of pairs, from the dearest to the cheapest.

    Args:
        minutes: NaN where there is no way.
        at_best: no more than those minutes, for little.
        at_least: minutes that kilometres of straight line take at least.
    """

    minutes: Ask
    at_best: Ask
    at_least: Callable[[Floats], Floats]


def quickest(
    asking: Asking, origins: Ends, destinations: Ends, *, here: Places, there: Places
) -> Places:
    """The quickest destination of each origin, of equally quick ones the first.

    Exact: the straight-line nearest are asked first, then more of them, until none
    that is left can be quicker; -1 where none can be reached.

    Args:
        asking: of pairs of these ends.
        origins: where people start from.
        destinations: where they may go to.
        here: numbers of the origins asked for, shape (N,).
        there: numbers of the destinations that count, rising.

    Returns:
        Numbers of destinations, shape (N,).
    """
    which: Places = np.full(len(here), -1, dtype=np.intp)
    many, left = len(there), np.arange(len(here), dtype=np.intp)
    if not many or not left.size:
        return which
    near, tried = _Nearest(origins, destinations, there), min(_FIRST_TRIED, many)
    while left.size:
        unsure = []
        for part in _parts(left, tried):
            places, beyond_km = near.of(here[part], tried)
            best, minutes = _best(asking, here[part], places)
            which[part] = best
            unsure.append(part[minutes >= asking.at_least(beyond_km)])
        if tried == many:
            break
        left, tried = np.concatenate(unsure), min(tried * _TIMES, many)
    return which


def _best(asking: Asking, here: Places, places: Places) -> tuple[Places, Floats]:
    """The quickest of some destinations each, shape (N, K), and its minutes."""
    at_best = asking.at_best(here[:, None], places)
    row, first = np.arange(len(here)), np.argmin(at_best, axis=1)
    minutes = np.full(places.shape, np.inf)
    minutes[row, first] = _or_never(asking.minutes(here, places[row, first]))
    # What is not quicker at its best is no rival.
    rival = at_best <= minutes[row, first][:, None]
    rival[row, first] = False
    rows, columns = np.nonzero(rival)
    asked = asking.minutes(here[rows], places[rows, columns])
    minutes[rows, columns] = _or_never(asked)
    best = np.argmin(minutes, axis=1)
    found = minutes[row, best]
    return np.where(np.isfinite(found), places[row, best], -1), found


def _or_never(minutes: Floats) -> Floats:
    return np.where(np.isnan(minutes), np.inf, minutes)


@dataclass(frozen=True, slots=True, eq=False)
class Disc:
    """Some destinations, by number, and how far each origin reaches, km, (O,)."""

    places: Places
    km: Floats


class Near:
    """Pairs of which the destination is in a disc round the origin, and some more."""

    def __init__(
        self, origins: Ends, destinations: Ends, discs: Sequence[Disc]
    ) -> None:
        from scipy.spatial import cKDTree

        scale = _scale(origins, destinations)
        self._lonlat = origins.lonlat * scale
        self._trees = [
            (
                disc.places,
                cKDTree(destinations.lonlat[disc.places] * scale),
                np.minimum(disc.km / _KM_PER_DEGREE, _GLOBE_DEGREES),
            )
            for disc in discs
        ]

    def of(self, here: Places) -> tuple[Places, Places]:
        """Numbers of origins and of destinations, in no order."""
        rows, columns = [], []
        for places, tree, degrees in self._trees:
            lists = tree.query_ball_point(self._lonlat[here], degrees[here])
            rows.append(np.repeat(here, [len(one) for one in lists]))
            columns.append(places[np.concatenate(lists).astype(np.intp)])
        return np.concatenate(rows), np.concatenate(columns)


class _Nearest:
    """Straight-line nearest destinations, on a map that makes nothing longer."""

    def __init__(self, origins: Ends, destinations: Ends, there: Places) -> None:
        from scipy.spatial import cKDTree

        scale = _scale(origins, destinations)
        self._there, self._lonlat = there, origins.lonlat * scale
        self._tree = cKDTree(destinations.lonlat[there] * scale)

    def of(self, here: Places, count: int) -> tuple[Places, Floats]:
        """The `count` nearest, by number, and how far any other is at least in km."""
        degrees, places = self._tree.query(self._lonlat[here], k=count)
        shape = (len(here), count)
        order = self._there[np.sort(places.reshape(shape), axis=1).astype(np.intp)]
        return order, np.asarray(degrees).reshape(shape)[:, -1] * _KM_PER_DEGREE


def _scale(origins: Ends, destinations: Ends) -> Floats:
    """Of degrees, east and north, so that no distance grows."""
    both = (origins.lonlat, destinations.lonlat)
    furthest = max(float(np.abs(lonlat[:, 1]).max()) for lonlat in both)
    return np.array([np.cos(np.radians(furthest)), 1.0])


def _parts(left: Places, tried: int) -> Iterator[Places]:
    rows = max(1, _PAIRS_AT_ONCE // tried)
    for first in range(0, left.size, rows):
        yield left[first : first + rows]
