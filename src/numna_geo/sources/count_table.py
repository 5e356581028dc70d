"""An opened table of counts: its columns, and its rows as they come."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Damaged:
    """Lines that make no row: why, what they say, and how many they are."""

    reason: str
    value: str
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
