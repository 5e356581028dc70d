"""A list of territories that the operator names: one row a territory and a commune."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from numna_geo.errors import RowRejected
from numna_geo.model.territory import Level, NamedTerritory
from numna_geo.sources.count_columns import Column, Header, Row
from numna_geo.sources.count_files import opened_table
from numna_geo.sources.count_table import Damaged
from numna_geo.sources.passage import Today

COLUMNS = (
    "code|code_territoire",
    "name|nom|nom_territoire",
    "commune_code|code_insee|insee_com|codgeo",
)
"""The columns of a list, by our name or by those that French lists give them."""

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", re.ASCII)
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A row that was not taken as it is, numbered from 1 below the header."""

    row: int
    column: str
    value: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedList:
    """What a list says: rows read = kept + `merged` + `outside` + `rejected`.

    `merged` rows name a commune that the territory has already, which happens when
    communes have merged; `outside` ones a commune beyond the region.
    """

    territories: tuple[NamedTerritory, ...]
    read: int
    merged: tuple[Noted, ...]
    outside: tuple[Noted, ...]
    rejected: tuple[Noted, ...]


def read_named(path: Path, today: Today) -> NamedList:
    """Read a list; communes are those of today, whatever the year of the list.

    Raises:
        SourceUnreadable: the file is no such list, or is damaged.
    """
    with opened_table(path, COLUMNS) as table:
        header = Header(path.name, table.names)
        reading = _Reading([header.column(pattern) for pattern in COLUMNS], today)
        for number, row in table.rows:
            reading.take(number, row)
    return reading.result()


class _Reading:
    def __init__(self, columns: list[Column], today: Today) -> None:
        self._code, self._name, self._commune = columns
        self._today = today
        self._names: dict[str, str] = {}
        self._communes: defaultdict[str, set[str]] = defaultdict(set)
        self._read = 0
        self._noted: dict[str, list[Noted]] = {
            "merged": [],
            "outside": [],
            "rejected": [],
        }

    def take(self, number: int, row: Row | Damaged) -> None:
        """One row: its commune is added to its territory, or why not is noted."""
        if isinstance(row, Damaged):
            self._read += row.lines
            for line in range(row.lines):
                self._note("rejected", number + line, "", None, row.reason)
            return
        self._read += 1
        try:
            code, name = self._checked(row)
            commune = self._today.code_of(
                self._commune.text(row), level=Level.COMMUNE, column=self._commune.name
            )
        except RowRejected as error:
            value = None if error.value is None else str(error.value)
            self._note("rejected", number, error.column, value, error.reason)
            return
        asked = self._commune.text(row)
        if commune is None:
            reason = "lies beyond the region"
            self._note("outside", number, self._commune.name, asked, reason)
        elif commune in self._communes[code]:
            reason = f"{commune} is in {code} already"
            self._note("merged", number, self._commune.name, asked, reason)
        else:
            self._names[code] = name
            self._communes[code].add(commune)

    def result(self) -> NamedList:
        """All that was read."""
        return NamedList(
            territories=tuple(self._territories()),
            read=self._read,
            **{kind: tuple(noted) for kind, noted in self._noted.items()},
        )

    def _checked(self, row: Row) -> tuple[str, str]:
        code, name = self._code.text(row), self._name.text(row)
        if not _CODE.fullmatch(code):
            raise self._code.wrong(
                row, "expected a code of letters, digits, dot, dash, underscore"
            )
        if not 0 < len(name) <= _LONGEST_NAME:
            raise self._name.wrong(row, "expected the name of the territory")
        if self._names.get(code, name) != name:
            raise self._name.wrong(row, f"{code} is {self._names[code]} above")
        return code, name

    def _territories(self) -> Iterator[NamedTerritory]:
        for code, name in sorted(self._names.items()):
            communes = frozenset(self._communes[code])
            yield NamedTerritory(code=code, name=name, communes=communes)

    def _note(
        self, kind: str, row: int, column: str, value: str | None, reason: str
    ) -> None:
        noted = Noted(row=row, column=column, value=value, reason=reason)
        self._noted[kind].append(noted)
