"""The ground between places: density, relief and width of the communes they lie in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import pi, sqrt

import numpy as np

from numna_geo.store import ground_reading
from numna_geo.store.reading import Reader
from numna_geo.travel.engine import UNKNOWN_DENSITY, Ends

LonLatCommune = tuple[float, float, str | None]
"""WGS 84 degrees, longitude first, and the commune the point lies in if it is known."""

DENSITY_CLASSES = {
    "Grands centres urbains": 1,
    "Centres urbains intermédiaires": 2,
    "Petites villes": 3,
    "Ceintures urbaines": 4,
    "Bourgs ruraux": 5,
    "Rural à habitat dispersé": 6,
    "Rural à habitat très dispersé": 7,
}
"""INSEE's seven density classes in its own order, which is Eurostat's (DEGURBA 2).

Source: INSEE, grille communale de densité à sept niveaux, 2022 and later.
"""


TOWNS = (1, 2)
"""Classes of large and middling towns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneGround:
    """What is known of a commune; beyond the border only its code is."""

    density: int = UNKNOWN_DENSITY
    mountain: bool = False
    area_km2: float | None = None


_UNKNOWN = CommuneGround()


@dataclass(frozen=True)
class Ground:
    """Communes by INSEE code."""

    communes: Mapping[str, CommuneGround]

    @cached_property
    def towns(self) -> tuple[str, ...]:
        """Codes of the communes of the densest classes, `TOWNS`."""
        return tuple(c for c, known in self.communes.items() if known.density in TOWNS)

    def ends(self, places: Sequence[LonLatCommune]) -> Ends:
        """Places to travel between, with what is known of their ground.

        A place whose commune is unknown is one of which only the position is known.
        """
        ground = [self.communes.get(code or "", _UNKNOWN) for *_, code in places]
        lonlat = np.array([(lon, lat) for lon, lat, _ in places], dtype=np.float64)
        return Ends(
            lonlat=lonlat.reshape(-1, 2),
            density=np.array([g.density for g in ground], dtype=np.int8),
            mountain=np.array([g.mountain for g in ground], dtype=bool),
        )

    def radius_km(self, commune_code: str) -> float | None:
        """Radius of a disc as large as the commune; unknown beyond the border."""
        area_km2 = self.communes.get(commune_code, _UNKNOWN).area_km2
        return None if area_km2 is None else sqrt(area_km2 / pi)


async def read_ground(reader: Reader) -> Ground:
    """The ground of every known commune.

    Raises:
        DatabaseUnavailable: no connection, or no answer in time.
        DatabaseNotReady: the schema is not there yet.
    """
    return Ground(
        {
            row["code"]: CommuneGround(
                density=DENSITY_CLASSES.get(row["density"], UNKNOWN_DENSITY),
                mountain=row["massif"] is not None,
                area_km2=row["area_km2"],
            )
            for row in await reader.rows(ground_reading.communes())
        }
    )
