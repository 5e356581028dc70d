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

WATERS = (-4.0, 43.39, 0.0, 46.98)
"""Where what is no known land is sea: west, south, east, north, WGS 84 degrees.

North of Irun, because Spain has no outline here; south of the Loire's mouth, because
the departments beyond have none either. The east is all land.
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
    waters = shapely.get_parts(shapely.difference(shapely.box(*WATERS), land))
    # Slits between outlines are no sea.
    seas = waters[shapely.area(waters) > np.square(10 * _NEIGHBOURS_SHORE)]
    sea = shapely.union_all(seas)
    shapely.prepare(sea)
    return Land(tuple(communes), shapely.STRtree(list(communes.values())), sea)
