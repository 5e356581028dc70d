"""Which commune a point lies in, and how far it is from one."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from numna_geo.model.position import Position

EARTH = Geod(ellps="WGS84")

HALO_KM = 15.0
"""Beyond the border only one point of each commune is known: how far it may reach."""

# Kilometres along the surface, and the chord that a ball of that radius cuts.
_EARTH_KM = 6371.0
_SEATS_TRIED = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KnownCommune:
    """What is needed of a commune to place a record in it.

    `outline` is in WGS 84 degrees, and known in the region only, as postcodes are.
    `old_names` are those of the communes that merged into it, or live on inside it.
    """

    code: str
    seat: Position
    in_region: bool
    outline: BaseGeometry | None
    name: str = ""
    old_names: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()

    @property
    def department(self) -> str:
        return self.code[:2]


class CommunePoints:
    """Outlines of the region's communes, and seats of those beyond the border."""

    def __init__(self, communes: Iterable[KnownCommune]) -> None:
        known = list(communes)
        self._outlined = [c for c in known if c.outline is not None]
        self._beyond = [c for c in known if not c.in_region]
        outlines = [c.outline for c in self._outlined if c.outline is not None]
        shapely.prepare(outlines)
        self._tree = shapely.STRtree(outlines)
        self._bounds = shapely.total_bounds(outlines) if outlines else (0, 0, 0, 0)
        seats = [_on_ball(c.seat) for c in self._beyond]
        self._seats = cKDTree(np.array(seats)) if seats else None

    def around(self, at: Position) -> KnownCommune | None:
        """The commune of the region whose outline holds the point."""
        west, south, east, north = self._bounds
        if not (west <= at.lon <= east and south <= at.lat <= north):
            return None
        held = self._tree.query(shapely.Point(at.lon, at.lat), predicate="intersects")
        return self._outlined[int(held.min())] if held.size else None

    def beyond_border(self, at: Position) -> KnownCommune | None:
        """The commune beyond the border whose seat is nearest, if near enough."""
        if self._seats is None:
            return None
        # A ball ranks close calls otherwise than the ellipsoid: let the latter decide.
        _, places = self._seats.query(
            _on_ball(at),
            k=min(_SEATS_TRIED, len(self._beyond)),
            distance_upper_bound=1.1 * HALO_KM / _EARTH_KM,
        )
        found = [int(place) for place in np.atleast_1d(places)]
        near = [self._beyond[place] for place in found if place < len(self._beyond)]
        ranked = [(km_between(at, commune.seat), commune.code) for commune in near]
        if not ranked or min(ranked)[0] > HALO_KM:
            return None
        return near[ranked.index(min(ranked))]


def km_outside(at: Position, commune: KnownCommune) -> float:
    """How far a point lies from a commune, in kilometres; 0 inside.

    Beyond the border, anywhere within `HALO_KM` of the seat may be inside.
    """
    outline = commune.outline
    if outline is None:
        km = km_between(at, commune.seat)
        return 0.0 if km <= HALO_KM else km
    if shapely.intersects_xy(outline, at.lon, at.lat):
        return 0.0
    east = cos(radians(at.lat))
    here = (at.lon, at.lat)

    def flat(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        return (lonlat - here) * (east, 1.0)

    # Nearest in degrees is not nearest on the ground: measure on a map around here.
    way = shapely.shortest_line(shapely.transform(outline, flat), shapely.Point(0, 0))
    x, y = shapely.get_coordinates(way)[0]
    near = Position(lon=at.lon + float(x) / east, lat=at.lat + float(y))
    return km_between(at, near)


def holds(commune: KnownCommune, at: Position) -> bool:
    """Whether a point surely lies in a commune: its outline says so."""
    return commune.outline is not None and km_outside(at, commune) == 0


def km_between(one: Position, other: Position) -> float:
    """Kilometres on the ellipsoid."""
    _, _, metres = EARTH.inv(one.lon, one.lat, other.lon, other.lat)
    return float(metres) / 1000


def _on_ball(at: Position) -> tuple[float, float, float]:
    lon, lat = radians(at.lon), radians(at.lat)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)
