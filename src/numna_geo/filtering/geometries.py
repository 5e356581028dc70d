"""The geometries in a filter, valid and in CRS84."""

from functools import cache
from math import cos, isfinite, radians
from typing import Any

import numpy as np
import orjson
import shapely
from pyproj import Transformer

from numna_geo.filtering.refusing import refused
from numna_geo.filtering.scope import GEOMETRY_NAMES, Scope
from numna_geo.model.condition import FeatureGeometry, Geometry, LiteralGeometry

CRS84 = 4326
_CORNERS = 4
# A little less than the shortest degrees, so that nothing near is left out.
_DEGREE_OF_LATITUDE_M, _DEGREE_OF_LONGITUDE_M = 110_000, 111_000
_FARTHEST_LATITUDE = 85


def geometry_of(part: Any, scope: Scope) -> Geometry:
    """The geometry of features, or one written in the filter.

    Raises:
        InvalidQuery: it is none, or none that a question can be asked of.
    """
    if isinstance(part, dict) and part.get("property") in GEOMETRY_NAMES:
        return FeatureGeometry()
    if isinstance(part, dict) and "property" in part:
        raise refused(part, f"`{GEOMETRY_NAMES[0]}`, the geometry of features")
    return LiteralGeometry(shapely.to_wkb(_shape(part, scope)))


def collects(geometry: Geometry) -> bool:
    """Whether it is a collection of geometries of several kinds."""
    if isinstance(geometry, FeatureGeometry):
        return False
    return bool(shapely.from_wkb(geometry.wkb).geom_type == "GeometryCollection")


def around(geometry: LiteralGeometry, metres: float) -> LiteralGeometry:
    """A box that holds all that is within so many metres of a geometry."""
    west, south, east, north = shapely.bounds(shapely.from_wkb(geometry.wkb)).tolist()
    up = metres / _DEGREE_OF_LATITUDE_M
    south, north = max(-90.0, south - up), min(90.0, north + up)
    farthest = max(-south, north)
    if farthest > _FARTHEST_LATITUDE:
        west, east = -180.0, 180.0
    else:
        beside = metres / (_DEGREE_OF_LONGITUDE_M * cos(radians(farthest)))
        west, east = west - beside, east + beside
        if west < -180 or east > 180:  # noqa: PLR2004 - the world's
            west, east = -180.0, 180.0
    return LiteralGeometry(shapely.to_wkb(shapely.box(west, south, east, north)))


def _shape(part: Any, scope: Scope) -> shapely.Geometry:
    if isinstance(part, dict) and "bbox" in part:
        shape = _box(part, scope)
    else:
        try:
            shape = shapely.from_geojson(orjson.dumps(part))
        except (shapely.errors.GEOSException, TypeError) as error:
            why = "a geometry, such as POINT(-0.58 44.84)"
            raise refused(part, why) from error
    shape = _on_the_globe(shapely.force_2d(shape), scope)
    bounds = shapely.bounds(shape).tolist()
    if not all(map(isfinite, bounds)):
        raise refused(part, "a geometry with coordinates, in the CRS of `filter-crs`")
    if max(-bounds[0], bounds[2]) > 180 or max(-bounds[1], bounds[3]) > 90:  # noqa: PLR2004
        raise refused(part, "coordinates on the globe, in the CRS of `filter-crs`")
    if not shapely.is_valid(shape):
        raise refused(part, f"a valid geometry ({shapely.is_valid_reason(shape)})")
    return shape


def _box(part: Any, scope: Scope) -> shapely.Geometry:
    sides = part["bbox"]
    numbers = [side for side in sides if isinstance(side, int | float)]
    flat = numbers if len(numbers) == _CORNERS else numbers[:2] + numbers[3:5]
    whole = len(numbers) == len(sides) and len(sides) in (_CORNERS, 6)
    if not whole or not all(map(isfinite, flat)):
        raise refused(part, "BBOX(west, south, east, north)")
    west, south, east, north = flat
    if scope.lat_first:
        # Crossing 180° is looked for in longitudes.
        (west, south), (east, north) = (south, west), (north, east)
    if south > north or (west > east and scope.srid != CRS84):
        raise refused(part, "a box that has an inside")
    if west > east:
        halves = [
            shapely.box(west, south, 180, north),
            shapely.box(-180, south, east, north),
        ]
        shape: shapely.Geometry = shapely.MultiPolygon(halves)
    else:
        # Of a box without width, the line or the point that it is.
        shape = shapely.envelope(shapely.LineString([(west, south), (east, north)]))
    return _swapped(shape) if scope.lat_first else shape


def _on_the_globe(shape: shapely.Geometry, scope: Scope) -> shapely.Geometry:
    if scope.lat_first:
        shape = _swapped(shape)
    if scope.srid == CRS84:
        return shape
    globe = _transformer(scope.srid)
    return shapely.transform(
        shape, lambda xy: np.column_stack(globe.transform(xy[:, 0], xy[:, 1]))
    )


def _swapped(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda xy: xy[:, ::-1])


@cache
def _transformer(srid: int) -> Transformer:
    return Transformer.from_crs(srid, CRS84, always_xy=True)
