"""GeoJSON features as rows: their properties, and a point of their geometry."""

from collections.abc import Mapping
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import shape

# Whatever stands for a geometry: shapely has no error of its own for that.
_NO_GEOMETRY = (TypeError, ValueError, KeyError, AttributeError, ShapelyError)

LON, LAT = "lon", "lat"
"""Columns that a geometry fills, in the unit of its file."""


def is_feature(value: Any) -> bool:
    """Whether an object is a feature of GeoJSON."""
    return isinstance(value, dict) and value.get("type") == "Feature"


def flattened(feature: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a feature, its id, and `lon`, `lat` of its geometry.

    A line or a surface gives a point that lies on it. A geometry that is none gives
    nothing, and leaves a property of that name as it is.

    >>> geometry = {"type": "Point", "coordinates": [-0.57, 44.85, 12]}
    >>> flattened({"id": 7, "properties": {"name": "Weecolab"}, "geometry": geometry})
    {'name': 'Weecolab', 'id': 7, 'lon': -0.57, 'lat': 44.85}
    """
    properties = feature.get("properties")
    row = dict(properties) if isinstance(properties, dict) else {}
    if feature.get("id") is not None:
        row.setdefault("id", feature["id"])
    point = _point(feature.get("geometry"))
    if point is not None:
        row[LON], row[LAT] = point
    return row


def _point(geometry: Any) -> tuple[float, float] | None:
    if not isinstance(geometry, dict):
        return None
    try:
        if geometry.get("type") == "Point":
            lon, lat, *_ = map(float, geometry["coordinates"])
            return lon, lat
        inside = shape(geometry).representative_point()
    except _NO_GEOMETRY:
        return None
    return None if inside.is_empty else (inside.x, inside.y)
