"""Minutes of the estimate between given ends, whatever pairs of them are asked for."""

from dataclasses import dataclass, replace

import numpy as np

from numna_geo.travel.calibration import band
from numna_geo.travel.distances import km_between
from numna_geo.travel.engine import Ends, Floats, Minutes, Places
from numna_geo.travel.journeys import Journeys
from numna_geo.travel.nearest import Asking, quickest
from numna_geo.travel.speeds import (
    CLASSES,
    Constants,
    Leg,
    least_minutes,
    road_minutes,
)

Kind = tuple[int, bool]
"""A density class, and whether in the mountains."""

_REACHES_KM = np.arange(0.0, 1_000.0, 0.25)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """Ways between ends; what an end needs is worked out once, when it is first asked.

    Args:
        used: the constants.
        origins: where people start from.
        destinations: where they may go to.
        journeys: between those, over and round whatever lies between.
    """

    used: Constants
    origins: Ends
    destinations: Ends
    journeys: Journeys

    def minutes(self, here: Places, there: Places) -> Minutes:
        """Minutes between ends given by their number, in shapes that broadcast."""
        straight = self._straight_km(here, there)
        passage = self.journeys.passage(here, there, straight)
        leg = self._leg(here, there, passage.km, passage.around_km)
        found = banded(self.used, leg, passage.fixed_min, passage.wait_min)
        spared = (passage.km < straight).any()
        return self._no_quicker(found, leg, straight) if spared else found

    def at_best(self, here: Places, there: Places) -> Floats:
        """Central minutes if nothing lay between: never more than `minutes` gives."""
        straight = self._straight_km(here, there)
        return road_minutes(self.used, self._leg(here, there, straight, 0.0))

    def nearest(self, here: Places, there: Places) -> tuple[Minutes, Places]:
        """Minutes from some origins to the quickest of some destinations, and which.

        Args:
            here: numbers of origins, shape (N,).
            there: numbers of destinations, rising.

        Returns:
            Minutes, and numbers of destinations, shape (N,); NaN and -1 where none can
            be reached.
        """
        if not len(there):
            nothing = np.full(len(here), np.nan)
            nowhere = np.full(len(here), -1, dtype=np.intp)
            return Minutes(central=nothing, low=nothing, high=nothing), nowhere
        asking = Asking(
            minutes=lambda some, others: self.minutes(some, others).central,
            at_best=self.at_best,
            at_least=lambda km: least_minutes(self.used, km),
        )
        ends = self.origins, self.destinations
        which = quickest(asking, *ends, here=here, there=there)
        return self.minutes(here, np.where(which < 0, there[-1], which)), which

    def _straight_km(self, here: Places, there: Places) -> Floats:
        return km_between(self.origins.lonlat[here], self.destinations.lonlat[there])

    def _leg(
        self, here: Places, there: Places, km: Floats, around_km: Floats | float
    ) -> Leg:
        return Leg(
            km=km,
            around_km=around_km,
            density=(self.origins.density[here], self.destinations.density[there]),
            mountain=(self.origins.mountain[here], self.destinations.mountain[there]),
        )

    def _no_quicker(self, found: Minutes, leg: Leg, straight: Floats) -> Minutes:
        """A boat spares kilometres, but makes no way quicker than open ground."""
        open_ground = banded(self.used, replace(leg, km=straight, around_km=0.0))
        return Minutes(
            central=np.maximum(found.central, open_ground.central),
            low=np.maximum(found.low, open_ground.low),
            high=np.maximum(found.high, open_ground.high),
        )


def banded(
    used: Constants,
    leg: Leg,
    fixed_min: Floats | float = 0.0,
    wait_min: Floats | float = 0.0,
) -> Minutes:
    """Minutes of ways with their band.

    Args:
        used: the constants.
        leg: what is driven.
        fixed_min: spent on boats.
        wait_min: spent waiting for them, on average: from none to twice as long.
    """
    road = road_minutes(used, leg)
    low, high = band(used, road)
    return Minutes(
        central=road + fixed_min + wait_min,
        low=low + fixed_min,
        high=high + fixed_min + 2 * wait_min,
    )


def reach_km(used: Constants, origins: Ends, kind: Kind, minutes: float) -> Floats:
    """How far from each origin a destination may be whose low end is in time.

    Args:
        used: the constants.
        origins: where people start from, shape (O,).
        kind: density class of the destinations, and whether in the mountains.
        minutes: inclusive.

    Returns:
        Kilometres of straight line that are enough, infinite where none are, (O,).
    """
    every = np.arange(CLASSES * 2)
    leg = Leg(
        km=_REACHES_KM[:, None],
        density=((every // 2).astype(np.int8), np.array([kind[0]], dtype=np.int8)),
        mountain=(every % 2 == 1, np.array([kind[1]])),
    )
    # Low ends never fall with the distance: the first that is late is far enough.
    late = banded(used, leg).low > minutes
    far = np.where(late.any(axis=0), _REACHES_KM[late.argmax(axis=0)], np.inf)
    kinds = origins.density.astype(np.intp) * 2 + origins.mountain
    return np.asarray(far[kinds], dtype=np.float64)
