"""The communes, their people and premises, and how far what they need is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from numna_geo.errors import ShapeMismatch
from numna_geo.model.collection import Reading
from numna_geo.model.supply import Supply
from numna_geo.model.territory import Quantity

Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reach:
    """How far one supply is from each commune, shape (N,) each.

    Args:
        central: minutes to the quickest place; NaN where none can be reached.
        low: at the best, the position of the place and the estimate being what they
            are; equal to `central` where both are known.
        high: at the worst.
        choices: different organisations within some minutes, by those minutes.
        access: places per inhabitant by the enhanced two-step floating catchment.
        inside: open places in the commune itself.
    """

    central: Floats
    low: Floats
    high: Floats
    choices: Mapping[int, Floats]
    access: Floats
    inside: Floats

    def arrays(self) -> list[Floats]:
        """All of them."""
        alone = [self.central, self.low, self.high, self.access, self.inside]
        return [*alone, *self.choices.values()]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Premises:
    """Premises of each commune in one quarter; NaN where nothing was published.

    Args:
        counts: by the name of the column of `broadband`, such as `connectable`.
        copper_closes: days since 1970 on which copper closes; NaN without a date.
    """

    counts: Mapping[str, Floats]
    copper_closes: Floats

    def arrays(self) -> list[Floats]:
        """All of them."""
        return [*self.counts.values(), self.copper_closes]


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelUsed:
    """Whose minutes these are; `method` is French, for people."""

    name: str
    version: str
    is_estimate: bool
    method: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """What an indicator measures, checked once so that none checks again.

    Args:
        demand: people or businesses of each commune, NaN where unknown, (N,) each.
        border_min: minutes at least to a land border of the region, (N,).
        reaches: by supply and reading.
        beyond_known: supplies whose places beyond the border are known.
        not_collected: for a supply, the communes whose department nobody collected.
        premises: by quarter, such as `2026-T2`.
        travel: where the minutes are from.

    Raises:
        ShapeMismatch: an array does not describe the N communes.
    """

    demand: Mapping[Quantity, Floats]
    border_min: Floats
    reaches: Mapping[tuple[str, Reading], Reach]
    beyond_known: frozenset[str]
    not_collected: Mapping[str, Flags]
    premises: Mapping[str, Premises]
    travel: TravelUsed

    def __post_init__(self) -> None:
        arrays = [*self.demand.values(), *self.not_collected.values()]
        for reach in self.reaches.values():
            arrays += reach.arrays()
        for premises in self.premises.values():
            arrays += premises.arrays()
        wrong = {array.shape for array in arrays} - {self.border_min.shape}
        if wrong:
            raise ShapeMismatch(f"{sorted(wrong)} beside {len(self)} communes")

    def __len__(self) -> int:
        return len(self.border_min)

    def reach(self, supply: Supply, reading: Reading) -> Reach:
        """How far a supply is, in a reading."""
        return self.reaches[supply.key, reading]

    def uncollected(self, supply: Supply) -> Flags:
        """Communes whose department nobody collected for this supply, shape (N,)."""
        nowhere = np.zeros(len(self), dtype=bool)
        return self.not_collected.get(supply.key, nowhere)
