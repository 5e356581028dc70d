"""Minutes from the distance alone: always there, and always called an estimate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from pyproj import Geod

from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Ends, Floats, Minutes, Places

_EARTH = Geod(ellps="WGS84")
_FIXED_MIN, _PER_KM = 3.5, 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Minutes as a line of the distance."""

    profile: Profile = Profile.CAR
    name: str = "estimate"
    version: str = "1"
    is_estimate: bool = True
    credit: str | None = None
    params: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def table(self, origins: Ends, destinations: Ends) -> Minutes:
        """Minutes from each origin to each destination, shape (O, D)."""
        return self._banded(_kilometres(origins.lonlat, destinations.lonlat))

    def nearest(self, origins: Ends, destinations: Ends) -> tuple[Minutes, Places]:
        """Minutes to the quickest destination of each origin, and which it is."""
        every = self.table(origins, destinations)
        which = np.argmin(every.central, axis=1)
        rows = np.arange(len(origins))
        picked = [a[rows, which] for a in (every.central, every.low, every.high)]
        return Minutes(central=picked[0], low=picked[1], high=picked[2]), which

    def _banded(self, km: Floats) -> Minutes:
        return Minutes(
            central=_FIXED_MIN + _PER_KM * km,
            low=3.0 + 1.3 * km,
            high=4.0 + 1.8 * km,
        )


def _kilometres(here: Floats, there: Floats) -> Floats:
    shape = (len(here), len(there))
    lon1, lat1 = (np.repeat(here[:, i], len(there)) for i in (0, 1))
    lon2, lat2 = (np.tile(there[:, i], len(here)) for i in (0, 1))
    _, _, metres = _EARTH.inv(lon1, lat1, lon2, lat2)
    km: Floats = np.asarray(metres).reshape(shape) / 1000
    return km
