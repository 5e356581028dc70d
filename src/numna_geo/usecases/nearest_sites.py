"""Minutes to the nearest of some places, as a measuring finds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from numna_geo.gaps.catchment import Pairs, nearest_minutes
from numna_geo.gaps.groups import Rows
from numna_geo.gaps.scene import Flags, Floats
from numna_geo.travel.engine import Ends, Engine, Minutes
from numna_geo.travel.searches import Search, search
from numna_geo.usecases.known_ground import Ground
from numna_geo.usecases.measure_reach import FARTHEST_MIN
from numna_geo.usecases.measured_sites import Place, Sites, sites_of, spread


@dataclass(frozen=True, kw_only=True, eq=False)
class NearestSites:
    """Asks an engine about the communes of the region and some places.

    Args:
        engine: whose minutes they are.
        people: where people start from, shape (N,).
        intra_min: minutes within each commune at least, shape (N,).
        places: in any order, D of them.
        ground: of the communes.
        rows: number of each commune, by code.
    """

    engine: Engine
    people: Ends
    intra_min: Floats
    places: Sequence[Place]
    ground: Ground
    rows: Mapping[str, int]

    def within(self, communes: Rows, wanted: Flags) -> Floats:
        """Central, low and high minutes within `FARTHEST_MIN`, shape (3, M).

        Args:
            communes: M of them, by number, rising.
            wanted: places that count, shape (D,).

        Raises:
            TravelUnavailable: the engine does not answer.
        """
        found = np.full((3, len(communes)), np.nan)
        counts = wanted[self._sites.numbers]
        if counts.any() and len(communes):
            for pairs in self._pairs(communes, counts):
                rows, local = np.unique(pairs.origins, return_inverse=True)
                found[:, np.searchsorted(communes, rows)] = nearest_minutes(
                    _renumbered(pairs, local), counts, origins=len(rows)
                )
        return found

    def quickest(self, communes: Rows, wanted: Flags) -> tuple[Floats, Floats]:
        """Minutes to where the quickest place is put, and its three, (M,) and (3, M).

        Arguments and errors as `within`.
        """
        sites, some = self._sites, np.flatnonzero(wanted[self._sites.numbers])
        if not len(some) or not len(communes):
            nothing = np.full(len(communes), np.nan)
            return nothing, np.array([nothing] * 3)
        there, of_spot = np.unique(sites.positions[some], return_index=True)
        minutes, which = self._search.nearest(communes, there)
        away = sites.spread_min[some[of_spot[np.searchsorted(there, which)]]]
        told = spread(minutes, away, np.zeros(len(communes)))
        return minutes.central, np.array([told.central, told.low, told.high])

    @cached_property
    def everywhere(self) -> Minutes:
        """Minutes from every commune to the nearest of all places, shape (N,)."""
        every = np.arange(len(self.people), dtype=np.intp)
        return nearest_of([(self, np.ones(len(self.places), dtype=bool))], every)

    def _pairs(self, communes: Rows, counts: Flags) -> list[Pairs]:
        sites = self._sites
        bounds = np.full(len(sites.ends), -1.0)
        spots = sites.positions[counts]
        bounds[spots] = FARTHEST_MIN + sites.widest_min[spots]
        return [
            sites.pairs(found, self.intra_min).among(counts)
            for found in self._search.parts(communes, bounds)
        ]

    @cached_property
    def _sites(self) -> Sites:
        return sites_of(self.places, self.ground, self.rows, self.engine.profile)

    @cached_property
    def _search(self) -> Search:
        return search(self.engine, self.people, self._sites.ends)


def nearest_of(asked: Sequence[tuple[NearestSites, Flags]], communes: Rows) -> Minutes:
    """Minutes from some communes to the nearest of several sets of places.

    As in `measure_reach`: within `FARTHEST_MIN` the nearest, the low and the high end
    are each a minimum over all places; beyond, the band is that of the quickest.

    Args:
        asked: places, and which of them count.
        communes: by number, rising.

    Raises:
        TravelUnavailable: the engine does not answer.
    """
    found = np.full((3, len(communes)), np.nan)
    for sites, wanted in asked:
        found = np.fmin(found, sites.within(communes, wanted))
    far = np.flatnonzero(~(found[0] <= FARTHEST_MIN))
    best, told = np.full(far.size, np.nan), np.full((3, far.size), np.nan)
    for sites, wanted in asked:
        minutes, three = sites.quickest(communes[far], wanted)
        sooner = ~(best <= minutes) & ~np.isnan(minutes)
        best, told = np.where(sooner, minutes, best), np.where(sooner, three, told)
    found[:, far] = np.fmin(found[:, far], told)
    return Minutes(central=found[0], low=found[1], high=found[2])


def _renumbered(pairs: Pairs, rows: Rows) -> Pairs:
    return Pairs(
        origins=rows,
        places=pairs.places,
        central=pairs.central,
        low=pairs.low,
        high=pairs.high,
    )
