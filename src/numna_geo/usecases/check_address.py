"""Does an address lie where it says?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

import shapely

from numna_geo.geocoding.geocoder import Address
from numna_geo.model.department import CODES
from numna_geo.outlines.topology import read_topology
from numna_geo.usecases.known_land import NEIGHBOURS, Land, read_land

TOLERANCE_KM = 1.0
"""Outlines are simplified, and the last house of a street may be over the border."""

_KM_PER_DEGREE = 111.195
_WIDEST = 1.5
"""Degrees: no department is wider."""


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Communes of the region, and the departments around it."""

    land: Land
    communes: frozenset[str]
    departments: Mapping[str, shapely.Geometry]

    def hold(self, address: Address) -> bool:
        """Whether an address lies in its commune, or within about a kilometre of it.

        Of communes without an outline here, such as former ones and those of other
        regions, in their department.
        """
        position = address.position
        point = shapely.Point(position.lon, position.lat)
        degrees = TOLERANCE_KM / _KM_PER_DEGREE / max(cos(radians(position.lat)), 0.1)
        code = address.commune_code or address.postcode or ""
        found = self.land.tree.query(point, predicate="dwithin", distance=degrees)
        near = {self.land.codes[which] for which in found.tolist()}
        if code[:2] not in CODES:
            return self._holds_around(code[:2], point, degrees, bool(near))
        if address.commune_code in self.communes:
            return address.commune_code in near
        return any(one[:2] == code[:2] for one in near)

    def _holds_around(
        self, department: str, point: shapely.Point, degrees: float, at_border: bool
    ) -> bool:
        own = self.departments.get(department)
        if own is None:
            return False
        if shapely.dwithin(own, point, degrees):
            return True
        # Their outlines end where the maps do: beyond, it must be nobody else's.
        others = [one for key, one in self.departments.items() if key != department]
        elsewhere = at_border or bool(shapely.intersects(others, point).any())
        return not elsewhere and bool(shapely.dwithin(own, point, _WIDEST))


@lru_cache(maxsize=1)
def read_outlines(data_dir: Path) -> Outlines:
    """Those that are bundled; takes about a second the first time.

    Raises:
        SourceUnreadable: an outline is missing.
    """
    land = read_land(data_dir)
    departments = read_topology(data_dir / NEIGHBOURS)
    return Outlines(land, frozenset(land.codes), departments)
