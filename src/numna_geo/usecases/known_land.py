"""Which commune a point lies in, and where the sea is, from the bundled outlines."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import shapely

from numna_geo.outlines.topology import read_topology
from numna_geo.travel.engine import Floats

COMMUNES, NEIGHBOURS = "outlines_fine.topojson", "neighbours.topojson"

SPANISH_COAST = (
    *((-1.770, 43.365), (-1.790, 43.375), (-1.797, 43.380), (-1.788, 43.387)),
    *((-1.791, 43.396), (-1.813, 43.390), (-1.840, 43.377)),
    *((-1.885, 43.356), (-1.925, 43.338), (-1.965, 43.333), (-2.020, 43.322)),
    *((-2.125, 43.295), (-2.170, 43.290), (-2.205, 43.307), (-2.352, 43.298)),
    *((-2.420, 43.322), (-2.500, 43.367), (-2.640, 43.413), (-2.695, 43.405)),
    *((-2.753, 43.456), (-2.810, 43.435), (-2.907, 43.439), (-2.950, 43.415)),
    *((-3.029, 43.377), (-3.080, 43.357), (-3.215, 43.390), (-3.330, 43.410)),
    *((-3.420, 43.425), (-3.435, 43.468), (-3.580, 43.519), (-3.690, 43.487)),
    *((-3.790, 43.494), (-3.900, 43.482), (-4.030, 43.440), (-4.390, 43.400)),
    *((-4.750, 43.425), (-5.060, 43.467), (-5.270, 43.515), (-5.660, 43.545)),
    *((-5.850, 43.655), (-6.000, 43.590)),
)
"""From the mouth of the Bidassoa to the west, WGS 84 degrees, longitude first.

Drawn by us, to about a kilometre. Source: compared with Natural Earth 1:10m.
"""

WATERS = ((-6.0, 46.98), (0.0, 46.98), (0.0, 43.365), *SPANISH_COAST)
"""Around what is sea where it is no known land.

South of the Loire's mouth, because the departments beyond have no outline here; north
of Spain's coast, because Spain has none either. The east is all land.
"""

_SHORE = 0.0006
"""Degrees that land is widened by: outlines are simplified by as much (50 m)."""

_NEIGHBOURS_SHORE = 0.004
_PIER = 0.002
_ISLET = 0.0004
"""Square degrees: three square kilometres (the Île aux Oiseaux, the Île d'Aix)."""


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """Communes of the region, and the sea off the region and its neighbours."""

    codes: tuple[str, ...]
    tree: shapely.STRtree
    sea: shapely.Geometry

    def communes_at(self, lonlat: Floats) -> list[str | None]:
        """INSEE code of the commune around each point; nothing outside the region."""
        found: list[str | None] = [None] * len(lonlat)
        points = shapely.points(lonlat)
        where, which = self.tree.query(points, predicate="intersects")
        for point, commune in zip(where.tolist(), which.tolist(), strict=True):
            found[point] = self.codes[commune]
        return found

    def dry(
        self, shape: shapely.Geometry, here: tuple[float, float]
    ) -> shapely.Geometry:
        """A shape without what of it lies in the sea, but for the surroundings of here.

        Somebody on a pier, where outlines are too coarse, is still where they are.
        Islets go too: no bridge leads there.
        """
        if not shapely.intersects(shape, self.sea):
            return shape
        valid = shapely.make_valid(shape)
        point = shapely.Point(here)
        dry = shapely.get_parts(shapely.difference(valid, self.sea))
        kept = (shapely.area(dry) > _ISLET) | shapely.intersects(dry, point)
        pier = shapely.intersection(valid, shapely.buffer(point, _PIER))
        return shapely.union_all([*dry[kept], pier])


@lru_cache(maxsize=1)
def read_land(data_dir: Path) -> Land:
    """Land and sea from the bundled outlines; takes about a second the first time.

    Raises:
        SourceUnreadable: an outline is missing.
    """
    return land_of(
        read_topology(data_dir / COMMUNES), read_topology(data_dir / NEIGHBOURS)
    )


def land_of(
    communes: Mapping[str, shapely.Geometry], neighbours: Mapping[str, shapely.Geometry]
) -> Land:
    """Land and sea from outlines by code, WGS 84 degrees."""
    region = shapely.coverage_union_all(list(communes.values()))
    around = shapely.coverage_union_all(list(neighbours.values()))
    land = shapely.union(
        shapely.buffer(region, _SHORE), shapely.buffer(around, _NEIGHBOURS_SHORE)
    )
    waters = shapely.get_parts(shapely.difference(shapely.Polygon(WATERS), land))
    # Slits between outlines are no sea.
    seas = waters[shapely.area(waters) > np.square(10 * _NEIGHBOURS_SHORE)]
    sea = shapely.union_all(seas)
    shapely.prepare(sea)
    return Land(tuple(communes), shapely.STRtree(list(communes.values())), sea)
