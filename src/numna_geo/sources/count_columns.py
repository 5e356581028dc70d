"""Columns of a table of counts: found by name, and their cells read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from numna_geo.errors import RowRejected, SourceUnreadable

Row: TypeAlias = Sequence[str]

MAX_COUNT = 10_000_000
"""No territory below a department counts more of anything; Paris has 2.1 M people."""

_WHOLE = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]{1,9}([.,][0-9]{1,12})?")
_QUARTER_MONTHS = 3
_EARLIEST, _LATEST = 2000, 2100


@dataclass(frozen=True, slots=True)
class Column:
    """A column that was found: its name as published, and its place from 0."""

    name: str
    at: int

    def text(self, row: Row) -> str:
        """The cell, its inner blanks single; empty when blank."""
        return " ".join(row[self.at].split())

    def count(self, row: Row, *, none: str | None = None) -> int:
        """A count, blanks between its digits or not.

        Args:
            row: cells.
            none: what the publisher writes for none at all.

        Raises:
            RowRejected: the cell is no count, is blank, or is beyond all bounds.
        """
        cell = "".join(row[self.at].split())
        if cell == none:
            return 0
        if not _WHOLE.fullmatch(cell):
            raise self.wrong(row, "expected a count")
        return int(self._bounded(row, int(cell)))

    def number(self, row: Row) -> float:
        """A count that may have decimals, as estimates of a census do.

        Raises:
            RowRejected: as `count`.
        """
        cell = "".join(row[self.at].split())
        if not _NUMBER.fullmatch(cell):
            raise self.wrong(row, "expected a number")
        return self._bounded(row, float(cell.replace(",", ".")))

    def day(self, row: Row) -> date:
        """A date written year first, of this century.

        Raises:
            RowRejected: the cell is none.
        """
        try:
            day = date.fromisoformat(self.text(row))
        except ValueError as error:
            raise self.wrong(row, "expected a date, year first") from error
        if not _EARLIEST <= day.year <= _LATEST:
            raise self.wrong(row, "expected a date of this century")
        return day

    def wrong(self, row: Row, reason: str) -> RowRejected:
        """The error to raise for a cell of this column."""
        return RowRejected(self.name, row[self.at].strip() or None, reason)

    def _bounded(self, row: Row, number: float) -> float:
        if number > MAX_COUNT:
            raise self.wrong(row, f"no territory counts more than {MAX_COUNT}")
        return number


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of an opened file, its name, and the vintage its source is given."""

    file_name: str
    names: tuple[str, ...]
    vintage: str | None = None

    def column(self, pattern: str) -> Column:
        """The first column of that name, whatever its case.

        Args:
            pattern: a regular expression, such as `code_insee|INSEE_COM`.

        Raises:
            SourceUnreadable: there is none.
        """
        for column in self.columns(pattern):
            return column
        raise SourceUnreadable(
            f"{self.file_name}: no column {named(pattern)}; found "
            f"{', '.join(self.names) or 'nothing'}"
        )

    def columns(self, pattern: str) -> list[Column]:
        """Every column of that name, in the order of the file."""
        return [
            Column(name, at)
            for at, name in enumerate(self.names)
            if re.fullmatch(pattern, name, re.IGNORECASE)
        ]

    def quarter(self) -> str:
        """The quarter that the file's name tells, else the vintage of its source.

        Raises:
            SourceUnreadable: neither does.
        """
        for text in (self.file_name, self.vintage or ""):
            found = re.search(r"(20\d\d)[-_ ]?T([1-4])(?!\d)", text, re.IGNORECASE)
            if found:
                return f"{found[1]}-T{found[2]}"
        raise SourceUnreadable(
            f"{self.file_name}: nothing tells its quarter; give the file a name "
            "such as 2026t2_communes.csv"
        )

    def year(self) -> str:
        """The year that the file's name tells, else the vintage of its source.

        Raises:
            SourceUnreadable: neither does.
        """
        year = year_in(self.file_name) or year_in(self.vintage or "")
        if year:
            return year
        raise SourceUnreadable(
            f"{self.file_name}: nothing tells its year; put it in the name of the "
            "file, such as population_2021.csv"
        )


def named(pattern: str) -> str:
    """The names that a pattern of columns stands for, for a person to read.

    >>> named("code_insee|INSEE_COM"), named("E([0-9]{2})TST"), named("T[1-4] 2018")
    ('code_insee (or INSEE_COM)', 'EnnTST', 'Tn 2018')
    """
    plain = re.sub(
        r"\(?\[[^]]*\](?:\{([0-9])\})?\)?", lambda m: "n" * int(m[1] or 1), pattern
    )
    first, *others = plain.split("|")
    return f"{first} (or {', '.join(others)})" if others else first


def year_in(text: str) -> str | None:
    """The first year that a text names.

    >>> year_in("insee-rp2021-communes.csv"), year_in("StockEtablissement_utf8.csv")
    ('2021', None)
    """
    found = re.search(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text)
    return found[0] if found else None


def quarter_of(day: date) -> str:
    """The quarter that a day lies in.

    >>> quarter_of(date(2026, 3, 31)), quarter_of(date(2026, 4, 1))
    ('2026-T1', '2026-T2')
    """
    return f"{day.year}-T{(day.month - 1) // _QUARTER_MONTHS + 1}"
