"""What a connector is: one published layout, and how a row of it is read.

A connector lives in the file of its publisher, as an item of that module's
`CONNECTORS`; `sources.registry` finds it there.
"""

import math
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from numna_geo.sources.rows import RawPlace

PublishedRow = Mapping[str, Any]
"""One row as published: cells by column, text in a table, any JSON value elsewhere."""

_INVISIBLE = {"Cc", "Cf", "Cs"}
"""Unicode categories of control, format and lone surrogate characters."""


class Feeds(StrEnum):
    """What the rows of a layout describe, and which table they go to."""

    STRUCTURES = "structures"
    OSM_PLACES = "osm_places"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """One published layout of places.

    `columns` are those that tell the layout apart: a file is in it when its header has
    them all. `raw_place(row, number)` puts one row into our common layout, every cell
    still text, nothing judged; it never raises on a bad cell. `items` is the path of
    the list in a JSON file whose top is an object, such as `elements`. `known` are all
    the columns that the layout may have, where it is a closed one: others are told.
    Of `one_of`, where there are any, all columns of one set must be there too.
    """

    key: str
    title: str
    columns: frozenset[str]
    raw_place: Callable[[PublishedRow, int], RawPlace]
    feeds: Feeds = Feeds.STRUCTURES
    items: str | None = None
    known: frozenset[str] | None = None
    one_of: tuple[frozenset[str], ...] = ()

    def lacks(self, header: Collection[str]) -> list[str]:
        """The columns that a header must still have to be in this layout."""
        lacking = sorted(self.columns.difference(header))
        if self.one_of:
            nearest = min(
                (sorted(some.difference(header)) for some in self.one_of), key=len
            )
            lacking += nearest
        return lacking


@dataclass(frozen=True, slots=True)
class Damaged:
    """A row that is no row: too many or too few cells, a quote that nothing closes."""

    reason: str
    value: str | None


def text(row: PublishedRow, column: str) -> str | None:
    r"""The cell of a column as trimmed text; `None` when absent or blank.

    Characters that nobody sees are taken out. A whole number has no decimals.

    >>> text({"nom": "  Le Mille ", "X": 2.5, "vide": " "}, "nom")
    'Le Mille'
    >>> text({"X": 2.5}, "X"), text({"vide": " "}, "vide"), text({}, "nom")
    ('2.5', None, None)
    >>> text({"CP": 64150.0}, "CP"), text({"nom": "Le Mille\u200b"}, "nom")
    ('64150', 'Le Mille')
    """
    value = row.get(column)
    # Half of all cells are empty, and nearly all of the others are text.
    if not isinstance(value, str):
        if value is None or isinstance(value, list | dict):
            return None
        value = _written(value)
    if not value:
        return None
    told = " ".join(value.split())
    return (told if told.isprintable() else _visible(told)) or None


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def _visible(told: str) -> str:
    kept = "".join(c for c in told if unicodedata.category(c) not in _INVISIBLE)
    return " ".join(kept.split())
