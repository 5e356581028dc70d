"""Coordinate reference systems by URI (OGC API Features, Part 2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from numna_geo.api.ogc.asked import wrong

_OGC = "http://www.opengis.net/def/crs"


@dataclass(frozen=True, slots=True)
class Crs:
    """A system that geometries are told, and boxes asked, in.

    Args:
        uri: its name.
        srid: its number in the database, whose axis order is x, y.
        lat_first: whether its own axis order is y, x.
    """

    uri: str
    srid: int
    lat_first: bool = False


CRS84 = Crs(f"{_OGC}/OGC/1.3/CRS84", 4326)
_KNOWN = (
    CRS84,
    Crs(f"{_OGC}/EPSG/0/4326", 4326, lat_first=True),
    Crs(f"{_OGC}/EPSG/0/2154", 2154),
    Crs(f"{_OGC}/EPSG/0/3857", 3857),
)

SYSTEMS: Mapping[str, Crs] = {one.uri: one for one in _KNOWN}
"""Every system that is offered, by URI; the one of storage comes first."""


def crs_of(name: str, uri: str | None) -> Crs:
    """The system that a parameter names; CRS84 when it is not given.

    Raises:
        InvalidQuery: it is not offered.
    """
    if uri is None:
        return CRS84
    system = SYSTEMS.get(uri)
    if system is None:
        raise wrong(name, uri, f"one of: {', '.join(SYSTEMS)}")
    return system


def content_crs(system: Crs) -> str:
    """The value of the `Content-Crs` header."""
    return f"<{system.uri}>"
