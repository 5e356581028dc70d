"""The communes, their people, their premises, and the places people may go to."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from numna_geo.errors import ShapeMismatch
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Quantity

Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """Places that are open, those beyond the border among them.

    Args:
        lonlat: WGS 84 degrees, longitude first, shape (P, 2).
        categories: all categories of each place, length P.
        verified: whether each was checked within its delay, shape (P,).
    """

    lonlat: Floats
    categories: tuple[frozenset[Category], ...]
    verified: Flags

    def __post_init__(self) -> None:
        if self.lonlat.shape != (len(self.categories), 2):
            raise ShapeMismatch(
                f"lonlat has shape {self.lonlat.shape}, expected "
                f"({len(self.categories)}, 2): one position per place"
            )
        if self.verified.shape != (len(self.categories),):
            raise ShapeMismatch(
                f"verified has shape {self.verified.shape} beside "
                f"{len(self.categories)} places"
            )

    def of(self, wanted: Set[Category]) -> Floats:
        """Positions of the places that have a wanted category, shape (Q, 2)."""
        chosen = [bool(kinds & wanted) for kinds in self.categories]
        found: Floats = self.lonlat[np.array(chosen, dtype=bool)]
        return found

    def checked(self) -> "Places":
        """The verified ones only."""
        kept = np.flatnonzero(self.verified)
        return Places(
            lonlat=self.lonlat[kept],
            categories=tuple(self.categories[i] for i in kept),
            verified=self.verified[kept],
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Premises:
    """Premises of each commune in one quarter; NaN where nothing was published."""

    connectable: Floats
    total: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """What an indicator measures, checked once so that none checks again.

    Args:
        lonlat: where each commune's people are counted, WGS 84 degrees, (N, 2).
        border_km: from there to the nearest land border of the region, (N,).
        demand: people or businesses of each commune, NaN where unknown, (N,) each.
        places: what people may go to.
        premises: by quarter, such as `2026-T2`.
        not_collected: for a category, the communes whose department nobody
            collected, shape (N,).

    Raises:
        ShapeMismatch: an array does not describe the N communes.
    """

    lonlat: Floats
    border_km: Floats
    demand: Mapping[Quantity, Floats]
    places: Places
    premises: Mapping[str, Premises]
    not_collected: Mapping[Category, Flags]

    def __post_init__(self) -> None:
        size = len(self.lonlat)
        arrays = [self.border_km, *self.demand.values(), *self.not_collected.values()]
        for period in self.premises.values():
            arrays += [period.connectable, period.total]
        wrong = {array.shape for array in arrays} - {(size,)}
        if wrong:
            raise ShapeMismatch(f"{sorted(wrong)} beside {size} communes")

    def read(self, reading: Reading) -> "Scene":
        """The same communes with the places that count in a reading."""
        if reading is Reading.DECLARED:
            return self
        return replace(self, places=self.places.checked())
