"""A list of territories that the operator names: one row a territory and a commune."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from numna_geo.errors import RowRejected
from numna_geo.model.spreadsheet import harmless
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
_SIGNS = 5
_WITHOUT_ZERO = re.compile(r"[1-9][0-9]{3}")
_OF_FRANCE = re.compile(
    r"(0[1-9]|1[0-9]|2[AB1-9]|[3-8][0-9]|9[0-5]|97[1-8]|98[4-9])[0-9]+"
)
"""How codes of communes begin: 01 to 95, 2A, 2B, and those overseas."""


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
            self._of_france(row)
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
        if self._names.get(code) == name:
            return code, name
        if not _CODE.fullmatch(code):
            raise self._code.wrong(
                row, "expected a code of letters, digits, dot, dash, underscore"
            )
        if not 0 < len(name) <= _LONGEST_NAME:
            raise self._name.wrong(row, "expected the name of the territory")
        if name != harmless(name):
            reason = f"begins with {name[0]}: spreadsheets would run it as a formula"
            raise self._name.wrong(row, reason)
        unseen = next((sign for sign in name if not _is_shown(sign)), None)
        if unseen is not None:
            reason = f"holds U+{ord(unseen):04X}, which nobody can read"
            raise self._name.wrong(row, reason)
        if self._names.get(code, name) != name:
            raise self._name.wrong(row, f"{code} is {self._names[code]} above")
        return code, name

    def _of_france(self, row: Row) -> None:
        commune = self._commune.text(row)
        if _WITHOUT_ZERO.fullmatch(commune):
            reason = f"expected five signs: is it 0{commune}, whose zero is lost?"
            raise self._commune.wrong(row, reason)
        known = commune in self._today.communes or commune in self._today.passage
        if len(commune) == _SIGNS and not (known or _OF_FRANCE.fullmatch(commune)):
            reason = "no department of France has such codes"
            raise self._commune.wrong(row, reason)

    def _territories(self) -> Iterator[NamedTerritory]:
        for code, name in sorted(self._names.items()):
            communes = frozenset(self._communes[code])
            yield NamedTerritory(code=code, name=name, communes=communes)

    def _note(
        self, kind: str, row: int, column: str, value: str | None, reason: str
    ) -> None:
        noted = Noted(row=row, column=column, value=value, reason=reason)
        self._noted[kind].append(noted)


def _is_shown(sign: str) -> bool:
    """Whether people see it as it is: no control, nothing that turns a text round."""
    replaced = sign == "\N{REPLACEMENT CHARACTER}"
    return not (replaced or unicodedata.category(sign).startswith("C"))
