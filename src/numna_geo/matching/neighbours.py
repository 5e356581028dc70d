"""Which records are near which, on a round Earth."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from numna_geo.matching.blocks import Codes, coded, in_blocks
from numna_geo.matching.columns import Columns
from numna_geo.matching.texts import FloatArray, IntArray

EARTH_M = 6_371_008.8
"""Mean radius of the Earth, IUGG."""

NEAR_M, NEIGHBOURS = 1_000.0, 16
"""Records are compared with those within `NEAR_M`, points being taken from the nearest
on until they hold `NEIGHBOURS` records."""

# Of the records at one point, those compared with records of other points. Points are
# those of a grid of a metre. A few more neighbours are asked for, so that equal
# distances are told apart by us, not by the tree.
_OF_ONE_POINT, _SPARE, _CHUNK, _GRID = 6, 8, 20_000, 1e-5

Places = NDArray[np.int64]


def metres_between(columns: Columns, left: IntArray, right: IntArray) -> FloatArray:
    """Metres between the points of each pair of records; NaN where one has none.

    On a flat map, true to scale half-way between the two.
    """
    lon, lat = np.radians(columns.lon), np.radians(columns.lat)
    middle = np.cos((lat[left] + lat[right]) / 2)
    east, north = (lon[left] - lon[right]) * middle, lat[left] - lat[right]
    return np.asarray(EARTH_M * np.hypot(east, north))


def near_pairs(columns: Columns, alike: IntArray) -> Iterator[Codes]:
    """Pairs of records near each other, of those whose point is their own.

    Args:
        columns: the records.
        alike: the place of every record in alphabetical order.
    """
    placed = np.flatnonzero(columns.placed).astype(np.int32)
    if not placed.size:
        return
    cells = np.stack([columns.lon[placed], columns.lat[placed]], axis=1) / _GRID
    points, where = np.unique(np.rint(cells), axis=0, return_inverse=True)
    where = where.ravel().astype(np.int64)
    held = _Held(placed, where, alike)
    yield from in_blocks(placed, where, alike)
    for one, other in _near_points(points * _GRID, held.sizes):
        yield held.between(one, other)


class _Held:
    """The records of each point that are compared with those of other points."""

    def __init__(self, placed: IntArray, where: Places, alike: IntArray) -> None:
        by_point = np.lexsort((alike[placed], where))
        self._records = placed[by_point]
        sizes = np.bincount(where)
        self._first = np.cumsum(sizes) - sizes
        self.sizes = np.minimum(sizes, _OF_ONE_POINT)

    def between(self, one: Places, other: Places) -> Codes:
        """Pairs of a record of one point and a record of the other, for each two."""
        sizes = self.sizes[one] * self.sizes[other]
        two = np.repeat(np.arange(one.size), sizes)
        nth = np.arange(two.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        first, second = one[two], other[two]
        left = self._records[self._first[first] + nth // self.sizes[second]]
        right = self._records[self._first[second] + nth % self.sizes[second]]
        return coded(left, right)


def _near_points(points: FloatArray, sizes: Places) -> Iterator[tuple[Places, Places]]:
    """Each point with those near it, in chunks; points are degrees, shape (N, 2)."""
    lon, lat = np.radians(points).T
    globe = np.stack(
        [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]
    )
    globe = np.ascontiguousarray(globe.T) * EARTH_M
    tree = cKDTree(globe)
    asked = min(len(points), NEIGHBOURS + 1 + _SPARE)
    for start in range(0, len(points), _CHUNK):
        here = globe[start : start + _CHUNK]
        metres, near = tree.query(
            here, k=range(1, asked + 1), distance_upper_bound=NEAR_M, workers=-1
        )
        # To the millimetre, then by point: the tree's own order of equals may change.
        metres = np.round(metres, 3)
        nearest = np.lexsort((near, metres), axis=1)
        near = np.take_along_axis(near, nearest, axis=1)
        there = near < len(points)
        mine = near == np.arange(start, start + len(here))[:, None]
        taken = np.where(there & ~mine, np.append(sizes, 0)[near], 0)
        before = np.cumsum(taken, axis=1) - taken
        rows, columns = np.nonzero((taken > 0) & (before < NEIGHBOURS))
        yield rows + start, near[rows, columns]
