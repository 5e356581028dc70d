"""What every engine of travel times answers, whatever it knows of the roads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from numna_geo.errors import ShapeMismatch
from numna_geo.model.travel import Profile

Floats: TypeAlias = npt.NDArray[np.float64]
Classes: TypeAlias = npt.NDArray[np.int8]
Flags: TypeAlias = npt.NDArray[np.bool_]
Places: TypeAlias = npt.NDArray[np.intp]

UNKNOWN_DENSITY = 0
"""Where nobody said how densely a commune is lived in, as beyond the border."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ends:
    """Where people start from, or go to.

    Args:
        lonlat: WGS 84 degrees, longitude first, shape (N, 2).
        density: INSEE's density class of the commune, 1 (dense) to 7 (very scattered),
            `UNKNOWN_DENSITY` where unknown, shape (N,).
        mountain: whether the commune is classed as mountain, shape (N,).
    """

    lonlat: Floats
    density: Classes
    mountain: Flags

    def __post_init__(self) -> None:
        size = len(self.lonlat)
        shapes = (self.lonlat.shape, self.density.shape, self.mountain.shape)
        if shapes != ((size, 2), (size,), (size,)):
            raise ShapeMismatch(f"{shapes}: expected (N, 2), (N,) and (N,)")

    def __len__(self) -> int:
        return len(self.lonlat)

    def some(self, which: Places) -> "Ends":
        """Those of some numbers, in that order."""
        return Ends(
            lonlat=self.lonlat[which],
            density=self.density[which],
            mountain=self.mountain[which],
        )


def plain_ends(lonlat: Floats) -> Ends:
    """Ends of which only the position is known.

    >>> len(plain_ends(np.array([[0.15, 45.65], [0.34, 46.58]])))
    2
    """
    size = len(lonlat)
    return Ends(
        lonlat=lonlat,
        density=np.full(size, UNKNOWN_DENSITY, dtype=np.int8),
        mountain=np.zeros(size, dtype=bool),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Minutes:
    """Minutes between ends, NaN where one cannot be reached; all of one shape.

    `low` and `high` are the band of an estimate; an engine that knows the roads gives
    three times the same array.
    """

    central: Floats
    low: Floats
    high: Floats

    def some(self, *index: Places) -> "Minutes":
        """Those of some numbers, one array of them for each axis."""
        return Minutes(
            central=self.central[index], low=self.low[index], high=self.high[index]
        )


class Engine(Protocol):
    """Minutes for one way of going.

    `params` are what the minutes depend on, for a reader and for a digest; `credit` is
    whom an answer must name, or nothing.
    """

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def profile(self) -> Profile: ...
    @property
    def is_estimate(self) -> bool: ...
    @property
    def params(self) -> Mapping[str, str]: ...
    @property
    def credit(self) -> str | None: ...

    def table(self, origins: Ends, destinations: Ends) -> Minutes:
        """Minutes from each origin to each destination, shape (O, D).

        Raises:
            TravelUnavailable: the engine does not answer.
        """
        ...

    def nearest(self, origins: Ends, destinations: Ends) -> tuple[Minutes, Places]:
        """Minutes to the quickest destination of each origin, and which it is.

        Shapes (O,) each; NaN and -1 where none can be reached.

        Raises:
            TravelUnavailable: the engine does not answer.
        """
        ...
