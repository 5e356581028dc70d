"""Many questions to one engine about the same ends, at the cost of one.

What is worked out for a pair or an end is kept for the next question.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np

from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Ends, Engine, Floats, Minutes, Places
from numna_geo.travel.estimate import Estimate
from numna_geo.travel.estimated import reach_km
from numna_geo.travel.graph import Graph
from numna_geo.travel.nearest import Disc, Near

Found = tuple[Places, Places, Minutes]
"""Numbers of origins, of destinations, and the minutes between, shape (M,) each."""

FASTEST_KMH: Mapping[Profile, float] = MappingProxyType(
    {Profile.CAR: 130.0, Profile.BIKE: 45.0, Profile.WALK: 10.0}
)
"""No engine goes faster along a straight line; by car, the limit of motorways.

Source: article R413-2 of the Code de la route; the others are assumptions.
"""

_AT_ONCE = 256
_BAND_DEGREES = 0.4


class Search(ABC):
    """Asks an engine about O origins and D destinations, by their numbers.

    Args:
        engine: whose minutes they are.
        origins: where people start from.
        destinations: where they may go to.
    """

    def __init__(self, engine: Engine, origins: Ends, destinations: Ends) -> None:
        self._engine, self._origins, self._destinations = engine, origins, destinations

    def parts(self, here: Places, bounds: Floats) -> Iterator[Found]:
        """All pairs in time, a neighbourhood of origins at a time.

        Args:
            here: numbers of the origins that are asked for.
            bounds: minutes to each destination, inclusive, shape (D,).

        Raises:
            TravelUnavailable: the engine does not answer.
        """
        if len(here) and len(self._destinations):
            for part in neighbourhoods(self._origins.lonlat[here]):
                yield self._within(here[part], bounds)

    def nearest(self, here: Places, there: Places) -> tuple[Minutes, Places]:
        """Minutes from some origins to the quickest of some destinations, and which.

        Shapes of `here`; NaN and -1 where none can be reached.

        Raises:
            TravelUnavailable: the engine does not answer.
        """
        minutes, which = self._engine.nearest(
            self._origins.some(here), self._destinations.some(there)
        )
        return minutes, np.where(which < 0, -1, there[which])

    @abstractmethod
    def _within(self, here: Places, bounds: Floats) -> Found:
        """Pairs of a few origins that lie together, by origin and destination."""


def search(engine: Engine, origins: Ends, destinations: Ends) -> Search:
    """The best way to ask this engine."""
    if isinstance(engine, Estimate):
        return _OfEstimate(engine, origins, destinations)
    if isinstance(engine, Graph):
        return _OfGraph(engine, origins, destinations)
    return _OfTable(engine, origins, destinations)


def farthest_km(profile: Profile, minutes: float) -> float:
    """No way that takes these minutes leads farther along a straight line."""
    return minutes / 60 * FASTEST_KMH[profile]


def least_min(profile: Profile, km: Floats) -> Floats:
    """No way takes less for a straight line of these kilometres."""
    return km / FASTEST_KMH[profile] * 60


def neighbourhoods(lonlat: Floats) -> Iterator[Places]:
    """Numbers of places that lie near each other, a few hundred at a time, rising.

    Args:
        lonlat: WGS 84 degrees, longitude first, shape (N, 2).
    """
    order = np.lexsort((lonlat[:, 0], np.floor(lonlat[:, 1] / _BAND_DEGREES)))
    for first in range(0, len(order), _AT_ONCE):
        yield np.sort(order[first : first + _AT_ONCE])


class _OfEstimate(Search):
    _engine: Estimate

    def __init__(self, engine: Estimate, origins: Ends, destinations: Ends) -> None:
        super().__init__(engine, origins, destinations)
        self._between = engine.between(origins, destinations)
        self._near: tuple[bytes, Near] | None = None

    def nearest(self, here: Places, there: Places) -> tuple[Minutes, Places]:
        return self._between.nearest(here, there)

    def _within(self, here: Places, bounds: Floats) -> Found:
        rows, columns = self._within_reach(bounds).of(here)
        order = np.argsort(rows * len(self._destinations) + columns)
        rows, columns = rows[order], columns[order]
        found = self._between.minutes(rows, columns)
        kept = np.flatnonzero(found.low <= bounds[columns])
        return rows[kept], columns[kept], found.some(kept)

    def _within_reach(self, bounds: Floats) -> Near:
        """Those near enough, with a reach for each kind of ground."""
        mark = bounds.tobytes()
        if self._near is None or self._near[0] != mark:
            ends = self._destinations
            kinds = ends.density.astype(np.intp) * 2 + ends.mountain
            discs = []
            for kind in np.unique(kinds):
                which = np.flatnonzero(kinds == kind)
                latest = float(bounds[which].max())
                ground = (int(kind // 2), bool(kind % 2))
                km = reach_km(self._engine.used, self._origins, ground, latest)
                discs.append(Disc(which, km))
            self._near = (mark, Near(self._origins, ends, discs))
        return self._near[1]


class _OfGraph(Search):
    _engine: Graph

    def _within(self, here: Places, bounds: Floats) -> Found:
        rows, columns, minutes = self._engine.within(
            self._origins.some(here), self._destinations, bounds
        )
        return here[rows], columns, minutes


class _OfTable(Search):
    def _within(self, here: Places, bounds: Floats) -> Found:
        km = farthest_km(self._engine.profile, float(bounds.max()))
        every = np.arange(len(self._destinations), dtype=np.intp)
        around = Disc(every, np.full(len(self._origins), km))
        near = Near(self._origins, self._destinations, [around])
        there = np.unique(near.of(here)[1])
        table = self._engine.table(
            self._origins.some(here), self._destinations.some(there)
        )
        row, column = np.nonzero(table.low <= bounds[there])
        return here[row], there[column], table.some(row, column)
