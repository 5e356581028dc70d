"""What people note by hand of our own lists: who runs it, what it is, when checked.

`docs/curation.md` explains the file to those who edit it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from numna_geo.errors import SourceUnreadable
from numna_geo.model.roadmap import RoadmapGroup
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.structure import DigitalFocus, Status
from numna_geo.model.territory import Level
from numna_geo.sources import contacts, websites
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.fields import Cell, listed
from numna_geo.sources.rows import LIST_SEPARATOR, RawPlace

FILE = "curation.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated:
    """One row: an organisation at one site, as the record that speaks of it.

    Every value but `record`, `roadmap_group` and `roadmap_reason` may be absent: the
    record's own then stands. `known_since` is the year, month or day of the oldest
    trace that shows it at work; `checked_on` the day on which a person checked.
    """

    row_number: int
    record: str
    organisation: str | None
    site: str | None
    status: Status | None
    digital_focus: DigitalFocus | None
    roadmap_group: RoadmapGroup
    known_since: str | None
    roadmap_reason: str
    competence: str | None
    phone: str | None
    email: str | None
    website: str | None
    how_to_apply: str | None
    opening: str | None
    stages: str | None
    sectors: str | None
    needs: str | None
    visits: str | None
    evidence: str | None
    checked_on: date | None
    notes: str | None


COLUMNS = tuple(f.name for f in fields(Curated) if f.name != "row_number")
"""The header of the file."""

_TAKEN_OVER = (
    "organisation",
    "status",
    "digital_focus",
    "competence",
    "phone",
    "email",
    "website",
    "how_to_apply",
    "opening",
    "stages",
    "sectors",
    "needs",
    "visits",
)
_REQUIRED = ("record", "roadmap_group", "roadmap_reason")
_RECORD = re.compile(r"[a-z0-9_]+:\S+")
_SINCE = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?")
_AREA = re.compile(rf"(?:{'|'.join(Level)}):[0-9][0-9AB]?[0-9]*")
_VISIT = re.compile(r"\d[\dAB]\d{3}(?: \S.*)?")


def curations(
    data_dir: Path, *, known: Collection[str] | None = None
) -> Mapping[str, Curated]:
    """Every row of the file, by the record it speaks of (`source:record_key`).

    Args:
        data_dir: where `curation.csv` is.
        known: names of the records there are; others are refused. `None` lets them be:
            a record that its source stopped publishing is no fault of this file.

    Raises:
        SourceUnreadable: the file is absent, or a cell cannot be used; it says which.
    """
    today = datetime.now(UTC).date()
    found: dict[str, Curated] = {}
    for row in read_curation(data_dir / FILE, today=today):
        if known is not None and row.record not in known:
            expected = "expected a record of one of our lists, source:key"
            raise _refused(row.row_number, row.record, "record", f"unknown; {expected}")
        if row.record in found:
            before = f"expected once, and row {found[row.record].row_number} has it"
            raise _refused(row.row_number, row.record, "record", before)
        found[row.record] = row
    return found


def read_curation(path: Path, *, today: date) -> Iterator[Curated]:
    """Rows of the file in its order, every cell checked.

    Raises:
        SourceUnreadable: naming the row, the column and what was expected.
    """
    parsers = _parsers(today)
    for number, row in enumerate(published_rows(path, COLUMNS), start=1):
        place = f"{row['organisation']} {row['site']} {row['record']}"
        parsers["email"] = _mended(partial(contacts.email, place=place))
        cells: dict[str, Any] = {}
        for column, text in row.items():
            try:
                cells[column] = _value(column, text, parsers)
            except ValueError as error:
                said = f"{text!r}: {error}" if text else str(error)
                raise _refused(number, row["record"], column, said) from error
        yield Curated(row_number=number, **cells)


def applied(raw: RawPlace, row: Curated) -> RawPlace:
    """A source's row, corrected by what a person noted; what was not noted stands.

    The level of evidence says how well our list knows a place by reading: after a
    person's check there is none.
    """
    changes = {
        column: value
        for column in _TAKEN_OVER
        if (value := getattr(row, column)) is not None
    }
    if row.site is not None:
        changes["name"] = row.site
    if row.checked_on is not None:
        changes["verified_on"] = row.checked_on.isoformat()
        changes["evidence_level"] = None
    return replace(raw, **changes)


def _refused(number: int, record: str, column: str, said: str) -> SourceUnreadable:
    about = f" ({record})" if record else ""
    return SourceUnreadable(f"{FILE}, row {number}{about}, {column}: {said}")


def _value(
    column: str, text: str, parsers: Mapping[str, Callable[[str], object]]
) -> object:
    if text:
        return parsers[column](text)
    if column in _REQUIRED:
        raise ValueError("empty; expected a value in every row")
    return None


def _parsers(today: date) -> dict[str, Callable[[str], object]]:
    return dict.fromkeys(COLUMNS, str) | {
        "record": _matching(_RECORD, "source:key, such as support_structures:ester"),
        "status": _word(Status),
        "digital_focus": _word(DigitalFocus),
        "roadmap_group": _word(RoadmapGroup),
        "known_since": _matching(_SINCE, "a year, or YYYY-MM, or YYYY-MM-DD"),
        "competence": _list(_matching(_AREA, "level:code, such as departement:23")),
        "phone": _mended(contacts.phone),
        "website": _mended(websites.website),
        "opening": _opening,
        "stages": _list(_word(Stage)),
        "sectors": _list(_word(Sector)),
        "needs": _list(_word(Need)),
        "visits": _list(_matching(_VISIT, "an INSEE code, then hours or nothing")),
        "checked_on": lambda text: _past(text, today),
    }


def _word(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read(text: str) -> StrEnum:
        try:
            return kind(text)
        except ValueError as error:
            raise ValueError(f"expected one of {', '.join(kind)}") from error

    return read


def _matching(pattern: re.Pattern[str], expected: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(f"expected {expected}")
        return text

    return read


def _list(read: Callable[[str], object]) -> Callable[[str], str]:
    def read_all(text: str) -> str:
        items = list(listed(text))
        for item in items:
            try:
                read(item)
            except ValueError as error:
                raise ValueError(f"{error}; several are separated by |") from error
        return LIST_SEPARATOR.join(items)

    return read_all


def _mended(read: Callable[[str], Cell[str | None]]) -> Callable[[str], str]:
    def read_whole(text: str) -> str:
        cell = read(text)
        if cell.mended or cell.value is None:
            raise ValueError(f"{cell.mended[0].reason}; expected one, of the place")
        return text

    return read_whole


def _opening(text: str) -> str:
    # Imported here: a load reads thousands of rows and seldom such a cell.
    from opening_hours import validate

    if not validate(text):
        raise ValueError("expected hours as OpenStreetMap writes them")
    return text


def _past(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("expected a day as YYYY-MM-DD") from error
    if day > today:
        raise ValueError(f"in the future; expected {today} or before")
    return day
