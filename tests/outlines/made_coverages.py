"""Small coverages to draw, made at random: cells around points, clipped to a box."""

import numpy as np
import shapely

from numna_geo.outlines.arcs import Grid

GRID = Grid(step=1e-5, west=0.0, south=45.0)
SIDE = 40_000
"""Cells of the grid: 0.4 degrees, about 31 km east and 44 km north."""


def cells(seed, *, count):
    """Voronoi cells with wiggly borders, by code, on `GRID`; the first has a hole.

    The hole is filled by a cell of its own, an enclave.
    """
    random = np.random.default_rng(seed)
    points = shapely.MultiPoint(random.uniform(0, SIDE, (count, 2)))
    box = shapely.box(0, 0, SIDE, SIDE)
    parts = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=box))
    shapes = [_wiggly(shapely.intersection(part, box)) for part in parts]
    enclave = shapely.buffer(shapely.point_on_surface(shapes[0]), 300)
    enclave = shapely.set_precision(enclave, 1.0)
    if shapely.contains_properly(shapes[0], enclave):
        shapes = [shapely.difference(shapes[0], enclave), *shapes[1:], enclave]
    return {
        f"{i:05}": shapely.transform(shape, _degrees) for i, shape in enumerate(shapes)
    }


def _wiggly(shape):
    """The same cell with its borders bent, the same way whoever owns them."""
    dense = shapely.segmentize(shapely.normalize(shape), 500)
    return shapely.transform(dense, _bent)


def _bent(xy):
    x, y = xy[:, 0], xy[:, 1]
    wave = np.column_stack([np.sin(y / 900), np.sin(x / 700)]) * 60
    return np.rint(xy + wave)


def _degrees(xy):
    return GRID.degrees(np.rint(xy).astype(np.int64))
