"""An opened table of counts: its columns, and its rows as they come."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Damaged:
    """Lines that make no row: why, and how many they are.

    A report is public and nobody knows which cell is which: `value` repeats none.
    """

    reason: str
    value: str | None
    lines: int = 1


NumberedRow = tuple[int, list[str] | Damaged]


@dataclass(frozen=True, slots=True)
class CountTable:
    """An opened table.

    `rows` are numbered from 1 below the header; `share_read` tells, from 0 to 1, how
    much of the file was read.
    """

    names: tuple[str, ...]
    how_read: str
    rows: Iterator[NumberedRow]
    share_read: Callable[[], float]
