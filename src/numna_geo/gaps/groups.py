"""Which communes each of several territories is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.scene import Flags, Floats

Rows: TypeAlias = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """G groups of communes, none of them empty; a commune may be in several or none.

    Args:
        rows: numbers of the communes, those of the first group first, shape (M,).
        starts: where in `rows` each group begins, shape (G,).
    """

    rows: Rows
    starts: Rows

    def __post_init__(self) -> None:
        sizes = self.sizes
        if len(self.starts) and (self.starts[0] != 0 or (sizes <= 0).any()):
            raise ShapeMismatch("a group of communes is empty")

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def sizes(self) -> Rows:
        """How many communes each group has, shape (G,)."""
        return np.diff(np.append(self.starts, len(self.rows)))

    def of(self, number: int) -> Rows:
        """The communes of one group."""
        end = self.starts[number] + self.sizes[number]
        return self.rows[self.starts[number] : end]

    def total(self, values: Floats) -> Floats:
        """Sums over each group, unknown values (NaN) left out, shape (G,).

        >>> both = grouped([[0, 1], [2]])
        >>> both.total(np.array([1.0, np.nan, 5.0]))
        array([1., 5.])
        """
        if not len(self):
            return np.empty(0)
        known: Floats = np.nan_to_num(values)[self.rows]
        return np.add.reduceat(known, self.starts)

    def any(self, flags: Flags) -> Flags:
        """Whether any commune of each group is flagged, shape (G,)."""
        return self.total(flags.astype(np.float64)) > 0

    def all(self, flags: Flags) -> Flags:
        """Whether every commune of each group is flagged, shape (G,)."""
        return ~self.any(~flags)


def grouped(members: Sequence[Sequence[int] | Rows]) -> Groups:
    """Groups of communes, each given by their numbers."""
    sizes = np.array([0, *(len(one) for one in members)], dtype=np.intp)
    several = [np.asarray(one, dtype=np.intp) for one in members]
    rows = np.concatenate([np.empty(0, dtype=np.intp), *several])
    return Groups(rows=rows, starts=np.cumsum(sizes)[:-1])


def each(size: int) -> Groups:
    """Every commune by itself."""
    return Groups(rows=np.arange(size), starts=np.arange(size))
