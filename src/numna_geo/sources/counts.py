"""Published tables of counts: which layout, and what a row states of a territory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from numna_geo.model.territory import Level
from numna_geo.sources.count_columns import Header, Row


class Feed(StrEnum):
    """The table that a fact goes to."""

    BROADBAND = "broadband"
    SHARES = "broadband_shares"
    DEMAND = "demand"
    ESTABLISHMENTS = "establishments"
    ZONINGS = "zonings"


class Kind(StrEnum):
    """How the rows of a layout speak of territories.

    `STATED`: one row states the counts of a territory. `UNITS`: one row is one unit to
    count. `OUTLINES`: one feature is the outline of a commune.
    """

    STATED = "stated"
    UNITS = "units"
    OUTLINES = "outlines"


Fact: TypeAlias = tuple[Feed, str, str]
"""Which table, which period, and which column, quantity, size or zoning of it."""

Value: TypeAlias = int | float | bool | str | date | frozenset[str] | None
"""Numbers add up when territories merge, truths hold if one does, sets unite; of texts
and dates, those of the territory that kept its code are taken."""

Facts: TypeAlias = Mapping[Fact, Value]


@dataclass(frozen=True, slots=True)
class Detail:
    """A row that details what another row of its territory says in whole."""

    column: str
    value: str


RowReader: TypeAlias = Callable[[Row], Facts | Detail]
"""Reads a row; raises RowRejected for a cell that cannot be believed."""


def _unread(_: Header) -> RowReader:
    raise NotImplementedError("rows of this kind are read by their own use case")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFormat:
    """One published layout of counts.

    Args:
        key: how the catalogue of sources names it.
        title: what it is, for a person.
        code: regular expression for the column of the territory's code.
        columns: the other columns without which the file is not in this layout.
        reader: given the header, how a row is read.
        level: of the territories.
        kind: how rows speak of them.
        sector: of the establishments that are counted.
    """

    key: str
    title: str
    code: str
    columns: tuple[str, ...] = ()
    reader: Callable[[Header], RowReader] = _unread
    level: Level = Level.COMMUNE
    kind: Kind = Kind.STATED
    sector: str = "all"
