"""Tables of minutes from servers that take only so many places at once."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from numna_geo.errors import TravelUnavailable
from numna_geo.travel.engine import Flags, Floats, Minutes, Places

MAX_REQUESTS = 64
_ONE_PAIR = 2


LONGEST_MIN = 43_200.0
"""Thirty days: no way through France takes as long, not even on foot."""


class TooMany(Exception):
    """The server takes fewer places at once; never leaves this package."""


class OffRoads(Exception):
    """Some end lies where the server knows no road, and it does not say which."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadTable:
    """Minutes along roads, and which ends the roads do not come near.

    `central` has shape (O, D), NaN where there is no way; the flags (O,) and (D,).
    """

    central: Floats
    off_origins: Flags
    off_destinations: Flags

    @property
    def minutes(self) -> Minutes:
        """Without a band: roads are known."""
        return Minutes(central=self.central, low=self.central, high=self.central)

    @property
    def off(self) -> Flags:
        """Which pairs have an end that is off the map, shape (O, D)."""
        return self.off_origins[:, np.newaxis] | self.off_destinations

    @property
    def places_off(self) -> int:
        """How many ends are off the map."""
        return int(self.off_origins.sum() + self.off_destinations.sum())


AskBlock: TypeAlias = Callable[[Floats, Floats], RoadTable]
"""One request: places of origins and destinations, shapes (O, 2) and (D, 2).

It may raise `TooMany`, `OffRoads` or TravelUnavailable.
"""


class Blocks:
    """Cuts a table into requests, and learns how large one may be.

    Args:
        size: origins and destinations together in a request, to begin with.
        total_s: seconds for a whole table; no end when `None`.
    """

    def __init__(self, *, size: int, total_s: float | None) -> None:
        self.size, self._total_s = max(size, _ONE_PAIR), total_s

    def filled(self, ask: AskBlock, origins: Floats, destinations: Floats) -> RoadTable:
        """The whole table.

        Raises:
            TravelUnavailable: the server does not answer, or not in time.
        """
        filling = _Filling(self, ask, origins, destinations)
        if len(origins) and len(destinations):
            filling.fill(slice(0, len(origins)), slice(0, len(destinations)))
        return filling.table

    @property
    def ends_at(self) -> float | None:
        """When a table that begins now must be whole, on the monotonic clock."""
        return None if self._total_s is None else time.monotonic() + self._total_s


class _Filling:
    """One table on its way."""

    def __init__(
        self, blocks: Blocks, ask: AskBlock, origins: Floats, destinations: Floats
    ) -> None:
        self._blocks, self._ask = blocks, ask
        self._origins, self._destinations = origins, destinations
        self._ends_at, self._requests = blocks.ends_at, 0
        self.table = RoadTable(
            central=np.full((len(origins), len(destinations)), np.nan),
            off_origins=np.zeros(len(origins), dtype=bool),
            off_destinations=np.zeros(len(destinations), dtype=bool),
        )

    def fill(self, rows: slice, columns: slice) -> None:
        size = _length(rows) + _length(columns)
        if size > self._blocks.size:
            self._halve(rows, columns)
            return
        self._count()
        try:
            block = self._ask(self._origins[rows], self._destinations[columns])
        except TooMany:
            if size == _ONE_PAIR:
                raise TravelUnavailable("it takes not even one pair") from None
            self._blocks.size = max(size // 2, _ONE_PAIR)
            self._halve(rows, columns)
        except OffRoads:
            if size == _ONE_PAIR:
                self.table.off_destinations[columns] = True
            else:
                self._halve(rows, columns)
        else:
            self._write(block, rows, columns)

    def _halve(self, rows: slice, columns: slice) -> None:
        if _length(rows) > _length(columns):
            for half in _halves(rows):
                self.fill(half, columns)
        else:
            for half in _halves(columns):
                self.fill(rows, half)

    def _write(self, block: RoadTable, rows: slice, columns: slice) -> None:
        table = self.table
        table.central[rows, columns] = block.central
        table.off_origins[rows] |= block.off_origins
        table.off_destinations[columns] |= block.off_destinations

    def _count(self) -> None:
        self._requests += 1
        if self._ends_at is None:
            return
        if self._requests > MAX_REQUESTS or time.monotonic() > self._ends_at:
            raise TravelUnavailable("the table is not whole in time")


def minutes_of(seconds: Iterable[object]) -> Floats:
    """Minutes of what a server says are seconds, NaN where it says there is no way.

    >>> minutes_of([90, None]).tolist()
    [1.5, nan]

    Raises:
        ValueError: one of them is no duration.
    """
    found = np.array([_number(one) for one in seconds], dtype=np.float64) / 60
    if np.any(found > LONGEST_MIN):
        raise ValueError("longer than any way is")
    return found


def metres_of(told: Iterable[object]) -> Floats:
    """Metres that a server says; raises ValueError where one is no length."""
    found = np.array([_number(one) for one in told], dtype=np.float64)
    if np.any(np.isnan(found)):
        raise ValueError("no length")
    return found


def _number(told: object) -> float:
    # What reads as a number, such as "12" or true, was meant as something else.
    if told is None:
        return np.nan
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise ValueError("no number")
    if not 0 <= told < np.inf:
        raise ValueError("neither finite nor positive")
    return float(told)


def quickest(minutes: Minutes) -> tuple[Minutes, Places]:
    """The best of each row, and where it is; NaN and -1 where there is none."""
    central = minutes.central
    rows = np.arange(len(central))
    if not central.shape[1]:
        nothing = np.full(len(central), np.nan)
        nowhere = np.full(len(central), -1, dtype=np.intp)
        return Minutes(central=nothing, low=nothing, high=nothing), nowhere
    which = np.argmin(np.where(np.isnan(central), np.inf, central), axis=1)
    best = Minutes(
        central=central[rows, which],
        low=minutes.low[rows, which],
        high=minutes.high[rows, which],
    )
    return best, np.where(np.isnan(best.central), -1, which)


def _length(part: slice) -> int:
    return int(part.stop) - int(part.start)


def _halves(part: slice) -> tuple[slice, slice]:
    middle = (part.start + part.stop) // 2
    return slice(part.start, middle), slice(middle, part.stop)
