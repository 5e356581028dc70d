"""Cells that hold several words: lists of JSON, or one text with separators."""

import re
from collections.abc import Iterable
from functools import lru_cache

from numna_geo.sources.connector import PublishedRow, text
from numna_geo.sources.rows import LIST_SEPARATOR

PIPES = re.compile(r"\|")
PIPES_AND_SEMICOLONS = re.compile(r"[|;]")

_CODE = re.compile(r"[\w-]+")
_INNER = "value"


def items(
    row: PublishedRow, column: str, *, split: re.Pattern[str] = PIPES
) -> tuple[str, ...]:
    """The words of a cell, trimmed, each once, in their order.

    >>> items({"typologie": "TIERS_LIEUX| ASSO|"}, "typologie")
    ('TIERS_LIEUX', 'ASSO')
    >>> items({"tags": ["Fablab", None, 7]}, "tags"), items({}, "tags")
    (('Fablab', '7'), ())
    """
    value = row.get(column)
    if isinstance(value, list):
        found = [text({_INNER: item}, _INNER) for item in value]
        return tuple(dict.fromkeys(item for item in found if item))
    whole = text(row, column)
    return () if whole is None else _parts(whole, split)


@lru_cache(maxsize=4096)
def _parts(whole: str, split: re.Pattern[str]) -> tuple[str, ...]:
    """Lists of services repeat from row to row: one split serves them all."""
    parts = (part.strip() for part in split.split(whole))
    return tuple(dict.fromkeys(part for part in parts if part))


def codes(row: PublishedRow, column: str) -> tuple[str, ...]:
    """The codes of a cell, whatever stands between them.

    >>> codes({"zone": '["33", "200069037"]'}, "zone"), codes({"zone": ["33"]}, "zone")
    (('33', '200069037'), ('33',))
    """
    found = (_CODE.findall(item) for item in items(row, column))
    return tuple(dict.fromkeys(code for several in found for code in several))


def joined(words: Iterable[str | None]) -> str | None:
    """A list of our common layout, each word once; `None` when there is none.

    >>> joined(["support", None, "support", "making"]), joined([])
    ('support|making', None)
    """
    return LIST_SEPARATOR.join(dict.fromkeys(filter(None, words))) or None


def inner(row: PublishedRow, column: str) -> PublishedRow:
    """The object in a cell; an empty one where there is none.

    >>> inner({"geo": {"latitude": 46.3}}, "geo"), inner({"geo": "?"}, "geo")
    ({'latitude': 46.3}, {})
    """
    value = row.get(column)
    return value if isinstance(value, dict) else {}


def inner_rows(row: PublishedRow, column: str) -> list[PublishedRow]:
    """The objects of the list in a cell.

    >>> inner_rows({"links": [{"url": "x"}, None]}, "links"), inner_rows({}, "links")
    ([{'url': 'x'}], [])
    """
    value = row.get(column)
    told = value if isinstance(value, list) else []
    return [one for one in told if isinstance(one, dict)]
