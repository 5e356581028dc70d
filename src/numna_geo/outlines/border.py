"""How far a point lies from the land border with the neighbouring departments."""

import numpy as np
import shapely
from numpy.typing import NDArray

from numna_geo.outlines.projection import lambert93

MAX_GAP_M = 100.0
"""A border is where both outlines run within this of each other.

Region and neighbours come from one survey: 5,781 of the 8,397 vertices around the
region lie this near a neighbour (5,604 to the centimetre), then 10 within 1 km. More
would count that much coast, or of Spain, at each end of the border.
"""

Floats = NDArray[np.float64]


def border_distances_km(
    lonlat: Floats, *, region: shapely.Geometry, neighbours: shapely.Geometry
) -> Floats:
    """Distance from each point to the land border with departments outside the region.

    The border is the part of the region's boundary (its holes' too) that follows the
    outline of a neighbouring department: the coast and the Spanish border have no
    neighbour in `neighbours`, so they do not count.

    Args:
        lonlat: WGS 84 degrees, longitude first, shape (N, 2).
        region: union of the region's communes, WGS 84.
        neighbours: union of the neighbouring departments, WGS 84.

    Returns:
        Kilometres in Lambert-93 (EPSG:2154), shape (N,).
    """
    beside = shapely.buffer(shapely.transform(neighbours, lambert93), MAX_GAP_M)
    boundary = shapely.boundary(shapely.transform(region, lambert93))
    border = shapely.intersection(boundary, beside)
    points = shapely.points(lambert93(lonlat))
    shapely.prepare(border)
    return np.asarray(shapely.distance(points, border)) / 1_000
