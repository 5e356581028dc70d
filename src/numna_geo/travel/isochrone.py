"""Areas that are reached in time, drawn from minutes at the points of a grid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

import contourpy
import numpy as np
import shapely

from numna_geo.travel.engine import Flags, Floats
from numna_geo.travel.grid_minutes import MinutesAt, minutes_on

DECIMALS = 5
"""Of coordinates in degrees: about a metre."""

_PRECISION = 10.0**-DECIMALS
_METRES_PER_DEGREE = 111_195.0
_COARSE = 25
_TOLERANCE = 0.2
"""How far a simplified outline may move, in steps of the grid."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """Points east and north of an origin, which is one of them; metres.

    Metres are those at the latitude of the origin. They only place the points: how far
    apart two of them are is measured from their degrees.
    """

    lon: float
    lat: float
    x: Floats
    y: Floats

    @property
    def lonlat(self) -> Floats:
        """All points, a row of constant latitude after the other, shape (N, 2)."""
        x, y = np.meshgrid(self.x, self.y)
        return self.degrees(np.column_stack([x.ravel(), y.ravel()]))

    @property
    def step(self) -> float:
        return float(self.x[1] - self.x[0])

    @property
    def origin(self) -> Flags:
        """Which point is the origin, shape (rows, columns)."""
        return (np.abs(self.y) < 1)[:, np.newaxis] & (np.abs(self.x) < 1)

    def degrees(self, metres: Floats) -> Floats:
        """WGS 84 degrees of metres, shape (N, 2) both."""
        scale = np.array([cos(radians(self.lat)), 1.0]) * _METRES_PER_DEGREE
        return np.asarray(metres / scale + (self.lon, self.lat), dtype=np.float64)


def grid_over(
    lon: float, lat: float, box_m: tuple[float, float, float, float], *, cells: int
) -> Grid:
    """A grid over a box around the origin, `cells` points or so along its longer side.

    Args:
        lon: of the origin, WGS 84 degrees.
        lat: likewise.
        box_m: west, south, east, north of the origin; it holds the origin.
        cells: at least 2.
    """
    west, south, east, north = box_m
    step = max(east - west, north - south) / (cells - 1)
    return Grid(
        lon=lon,
        lat=lat,
        x=np.arange(np.floor(west / step), np.ceil(east / step) + 1) * step,
        y=np.arange(np.floor(south / step), np.ceil(north / step) + 1) * step,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Area:
    """What is reached within `minutes`: polygons in WGS 84 degrees."""

    minutes: int
    band: str
    shape: shapely.Geometry


def areas(
    origin: tuple[float, float],
    minutes: Sequence[int],
    minutes_at: MinutesAt,
    *,
    farthest_km: float,
    cells: int,
) -> list[Area]:
    """What is reached from a point, the widest first, each within the one before.

    A coarse look finds out how far to look closely, for each number of minutes.

    Args:
        origin: WGS 84 degrees, longitude first.
        minutes: one or several.
        minutes_at: asked about at most (`cells` + 2)² points, most often a fifth.
        farthest_km: nothing farther than this is reached in the most minutes.
        cells: points along the longer side of the close look.
    """
    reach_m = farthest_km * 1000
    box = (-reach_m, -reach_m, reach_m, reach_m)
    wide = grid_over(*origin, box, cells=min(cells, _COARSE))
    seen = minutes_at(wide.lonlat)
    found: list[Area] = []
    for limit in sorted(set(minutes)):
        near = grid_over(*origin, _box(wide, seen, limit), cells=cells)
        known = minutes_on(near.lonlat, near.origin, limit, minutes_at)
        for band, values in known.items():
            shape = outline(near, values, limit)
            found.append(Area(minutes=limit, band=band, shape=shape))
    return found


def outline(grid: Grid, minutes: Floats, limit: float) -> shapely.Geometry:
    """Polygons in degrees around the points of a grid within `limit` minutes.

    Between a point within and one beyond, the outline runs where their minutes say.

    Args:
        grid: rows go north.
        minutes: at its points, shape (rows, columns), infinite where unreached.
        limit: minutes.
    """
    # Beyond twice the limit it makes no difference.
    beyond = 2.0 * limit
    height = np.minimum(minutes, beyond)
    step = grid.step
    edged = np.pad(height, 1, constant_values=beyond)
    x, y = (
        np.concatenate([[axis[0] - step], axis, [axis[-1] + step]])
        for axis in (grid.x, grid.y)
    )
    lines = contourpy.contour_generator(
        x, y, edged, fill_type=contourpy.FillType.OuterOffset
    )
    filled: Any = lines.filled(-1.0, float(limit))
    parts = [_polygon(p, o) for p, o in zip(*filled, strict=True)]
    whole = shapely.union_all([shapely.make_valid(part) for part in parts])
    simple = shapely.simplify(whole, _TOLERANCE * step, preserve_topology=True)
    kept = _large_enough(simple, step)
    return shapely.transform(kept, grid.degrees)


def finished(found: Sequence[Area]) -> list[Area]:
    """Areas to be sent: valid, nested, rounded, the widest first.

    An area holds those of fewer minutes of its band, and of fewer bands: the bands of
    one number of minutes come in the order of `found`, from the widest.
    """
    done: list[Area] = []
    for area in sorted(found, key=lambda one: one.minutes):
        within = [
            one.shape
            for one in done
            if one.band == area.band and one.minutes < area.minutes
        ]
        shape = rounded(shapely.union_all([area.shape, *within]))
        done.append(Area(minutes=area.minutes, band=area.band, shape=shape))
    done.sort(key=lambda one: -one.minutes)
    return done


def rounded(shape: shapely.Geometry) -> shapely.Geometry:
    """Valid polygons at `DECIMALS` decimals, the outer ring anticlockwise.

    Source: RFC 7946, section 3.1.6.
    """
    valid = shapely.set_precision(shapely.make_valid(shape), _PRECISION)
    parts = [p for p in shapely.get_parts(valid) if isinstance(p, shapely.Polygon)]
    whole = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    return shapely.orient_polygons(whole)


def geojson(shape: shapely.Geometry) -> dict[str, Any]:
    """A Polygon or a MultiPolygon as GeoJSON has it."""
    parts = [_rings(p) for p in shapely.get_parts(shape)]
    if isinstance(shape, shapely.Polygon):
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def _rings(polygon: shapely.Polygon) -> list[list[list[float]]]:
    rings = [polygon.exterior, *polygon.interiors]
    return [np.round(shapely.get_coordinates(r), DECIMALS).tolist() for r in rings]


def _box(
    grid: Grid, minutes: Mapping[str, Floats], limit: float
) -> tuple[float, float, float, float]:
    """Around the points within the limit in any band, and one step more."""
    shape = (len(grid.y), len(grid.x))
    within = grid.origin
    for values in minutes.values():
        within = within | (values.reshape(shape) <= limit)
    x, y = grid.x[within.any(axis=0)], grid.y[within.any(axis=1)]
    step = grid.step
    return x[0] - step, y[0] - step, x[-1] + step, y[-1] + step


def _polygon(points: Floats, offsets: Any) -> shapely.Geometry:
    rings = [points[i:j] for i, j in pairwise(offsets)]
    return shapely.Polygon(rings[0], rings[1:])


def _large_enough(shape: shapely.Geometry, step: float) -> shapely.Geometry:
    """Without crumbs smaller than half a cell, but for the one around the origin."""
    here = shapely.Point(0.0, 0.0)
    parts = shapely.get_parts(shape)
    kept = (shapely.area(parts) >= step**2 / 2) | shapely.intersects(parts, here)
    return shapely.MultiPolygon(parts[kept].tolist())
