"""Any frozen dataclass as a CSV table: the types of its fields say how to read it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.csv_files import published_rows, write_rows

DECIMALS = 6
"""Digits kept of a fraction: 0.1 m in degrees of latitude."""

Row = TypeVar("Row")

_WORDS = " "
_PARSERS: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: int,
    float: float,
    bool: lambda text: {"1": True, "0": False}[text],
    date: date.fromisoformat,
    tuple[str, ...]: lambda text: tuple(text.split(_WORDS)),
}


def cell(value: object) -> str:
    """One value as text: empty for unknown, 1 or 0 for a truth, ISO 8601 for a date.

    >>> cell(0.1000001), cell(12.0), cell(None), cell(True), cell(("16000", "16100"))
    ('0.1', '12', '', '1', '16000 16100')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    if isinstance(value, tuple):
        return _WORDS.join(value)
    return str(value)


def write_table(path: Path, kind: type[Row], rows: Iterable[Row]) -> int:
    """Write rows of one dataclass, a column a field; returns their number."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return write_rows(
        path, names, ([cell(getattr(row, name)) for name in names] for row in rows)
    )


def read_table(path: Path, kind: type[Row]) -> Iterator[Row]:
    """Rows of a table of ours, typed.

    Raises:
        SourceUnreadable: the file is absent, lacks a column, or a cell has the
            wrong type.
    """
    readers = {
        name: _reader(annotation) for name, annotation in get_type_hints(kind).items()
    }
    for number, row in enumerate(published_rows(path, list(readers)), start=1):
        try:
            values = {name: read(row[name]) for name, read in readers.items()}
        except (KeyError, ValueError) as error:
            raise SourceUnreadable(f"{path.name}, row {number}: {error}") from error
        yield kind(**values)


def plain_rows(kind: type[Row], rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Rows of a dataclass whose fields are plain values, as dictionaries.

    `dataclasses.asdict` copies every value, at ten times the cost.
    """
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    values = attrgetter(*names)
    return (dict(zip(names, values(row), strict=True)) for row in rows)


def _reader(annotation: Any) -> Callable[[str], Any]:
    if annotation in _PARSERS:
        parse, empty = _PARSERS[annotation], () if annotation not in _REQUIRED else ...
    else:
        known = next(kind for kind in _PARSERS if annotation == kind | None)
        parse, empty = _PARSERS[known], None

    def read(text: str) -> Any:
        return empty if text == "" and empty is not ... else parse(text)

    return read


_REQUIRED = (str, int, float, bool, date)
