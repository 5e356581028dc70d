"""Which communes are beside which."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.groups import Rows
from numna_geo.gaps.scene import Flags, Floats

NEAREST = 8
EARTH_M = 6_371_008.8
"""Mean radius of the Earth (IUGG)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Neighbours:
    """The neighbours of N communes, none of them its own; some may have none.

    Args:
        rows: numbers of the neighbours, those of the first commune first, shape (M,).
        sizes: how many each commune has, shape (N,).
    """

    rows: Rows
    sizes: Rows

    def __post_init__(self) -> None:
        if self.sizes.sum() != len(self.rows) or (self.owners == self.rows).any():
            raise ShapeMismatch("neighbours that are not theirs")

    def __len__(self) -> int:
        return len(self.sizes)

    @property
    def owners(self) -> Rows:
        """Whose neighbour each of `rows` is, shape (M,)."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def total(self, values: Floats) -> Floats:
        """Sums over the neighbours of each commune, 0 without any, shape (N,).

        >>> neighbours_of([[1], [0, 2], []]).total(np.array([1.0, 2.0, 5.0]))
        array([2., 6., 0.])
        """
        sums = np.bincount(self.owners, values[self.rows], len(self))
        return np.asarray(sums, dtype=np.float64)

    def among(self, kept: Flags) -> "Neighbours":
        """Those of some communes, numbered anew; the others are nobody's neighbour."""
        number = np.cumsum(kept) - 1
        owners = self.owners
        both = kept[owners] & kept[self.rows]
        sizes = np.bincount(owners[both], minlength=len(self))[kept]
        return Neighbours(rows=number[self.rows[both]], sizes=sizes)


def neighbours_of(lists: Sequence[Sequence[int]]) -> Neighbours:
    """Neighbours as given, one list a commune."""
    several = [np.asarray(one, dtype=np.intp) for one in lists]
    return Neighbours(
        rows=np.concatenate([np.empty(0, dtype=np.intp), *several]),
        sizes=np.array([len(one) for one in lists], dtype=np.intp),
    )


def nearest_neighbours(lonlat: Floats, count: int = NEAREST) -> Neighbours:
    """The `count` nearest communes of each, by the straight line between their seats.

    A commune may be near another without the contrary. Fewer where there are fewer; a
    commune whose seat is not known (NaN) has none and is nobody's.

    Args:
        lonlat: WGS 84 degrees, longitude first, shape (N, 2).
        count: of neighbours.
    """
    # SciPy takes half a second to load: not before somebody asks.
    from scipy.spatial import KDTree

    placed = np.flatnonzero(~np.isnan(lonlat).any(axis=1))
    size = len(placed)
    taken = max(0, min(count, size - 1))
    if not taken:
        return neighbours_of([[]] * len(lonlat))
    metres = on_globe(lonlat[placed])
    found = np.asarray(KDTree(metres).query(metres, k=taken + 1)[1])
    itself = found == np.arange(size)[:, np.newaxis]
    # Where others share the very seat, the commune may not be among its own nearest.
    itself[~itself.any(axis=1), -1] = True
    sizes = np.zeros(len(lonlat), dtype=np.intp)
    sizes[placed] = taken
    return Neighbours(rows=placed[found[~itself]], sizes=sizes)


def on_globe(lonlat: Floats) -> Floats:
    """Metres from the centre of the Earth, a sphere: no part of the region is skewed.

    Args:
        lonlat: WGS 84 degrees, longitude first, shape (N, 2).

    Returns:
        shape (N, 3); chords between them rank as distances on the ground do.
    """
    lon, lat = np.radians(lonlat).T
    unit = (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))
    return EARTH_M * np.column_stack(unit)
