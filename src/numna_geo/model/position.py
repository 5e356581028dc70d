"""A point on Earth, and nothing that needs a database to say so."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from numna_geo.errors import InvalidPosition

MAX_LON, MAX_LAT = 180.0, 90.0


class Precision(StrEnum):
    """How well a position is known, from the best to the worst."""

    ADDRESS = "address"
    STREET = "street"
    COMMUNE = "commune"
    UNKNOWN = "unknown"

    @property
    def is_rough(self) -> bool:
        """Whether a commune is all that is known: no metre nor minute is then true.

        >>> Precision.COMMUNE.is_rough, Precision.STREET.is_rough
        (True, False)
        """
        return self in {Precision.COMMUNE, Precision.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A point in WGS 84 (EPSG:4326), decimal degrees.

    Keyword-only, so that no caller can swap longitude and latitude by position.

    Raises:
        InvalidPosition: a coordinate is not finite, or off the globe.

    >>> Position(lon=3.0573, lat=50.6292)
    Position(lon=3.0573, lat=50.6292)
    """

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (isfinite(self.lon) and isfinite(self.lat)):
            raise InvalidPosition(f"lon={self.lon}, lat={self.lat}: not finite")
        if abs(self.lon) > MAX_LON or abs(self.lat) > MAX_LAT:
            raise InvalidPosition(
                f"lon={self.lon}, lat={self.lat}: off the globe; "
                "were longitude and latitude swapped, or still in Lambert-93 metres?"
            )
