"""Geometries of a batch, from WKB to numbers and to GeoJSON."""

from collections.abc import Sequence

import numpy as np
import shapely

from numna_geo.formats.layer import DEGREES

_DECIMALS = {DEGREES: 6}
_OF_METRES = 2
"""Six decimals of a degree are 11 cm; metres need no more than two."""


def points(wkb: Sequence[bytes | None], *, srid: int) -> list[list[float | None]]:
    """The pair of coordinates of each point, rounded; a pair of None where none is."""
    places = shapely.from_wkb(np.array(wkb, dtype=object))
    pairs = np.column_stack([shapely.get_x(places), shapely.get_y(places)])
    rounded = np.round(pairs, _decimals(srid)).tolist()
    return [[None, None] if np.isnan(x) else [x, y] for x, y in rounded]


def geojson(wkb: Sequence[bytes | None], *, srid: int) -> list[str]:
    """Each geometry as GeoJSON, rings counter-clockwise (RFC 7946, 3.1.6)."""
    shapes = shapely.from_wkb(np.array(wkb, dtype=object))
    decimals = _decimals(srid)
    rounded = shapely.transform(shapes, lambda xy: np.round(xy, decimals))
    texts = shapely.to_geojson(shapely.orient_polygons(rounded))
    return [text or "null" for text in texts.tolist()]


def _decimals(srid: int) -> int:
    return _DECIMALS.get(srid, _OF_METRES)
