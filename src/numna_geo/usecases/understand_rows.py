"""Rows of one file become records, a few at a time; what could not is reported."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from numna_geo.errors import RowRejected
from numna_geo.model.mend import Mend
from numna_geo.model.position import Precision
from numna_geo.model.structure import Contact, DigitalFocus, Freshness, Record, Status
from numna_geo.model.suppression import Suppressed
from numna_geo.sources.curation import Curated, applied
from numna_geo.sources.places import record_of
from numna_geo.sources.rows import RawPlace
from numna_geo.store.database import Connection
from numna_geo.store.imports import write_lines
from numna_geo.store.records import (
    Staged,
    begin_staging,
    repeated,
    replace_repeated,
    stage,
)
from numna_geo.usecases.place_records import Communes, placed, refuse_elsewhere
from numna_geo.usecases.source_report import REJECTED, SourceReport

T = TypeVar("T")

_FINEST_FIRST = tuple(Precision)

AT_ONCE = 2_000
"""Rows staged together: memory stays flat, and COPY is still fast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A line of a file that is no row: its number, and why."""

    row_number: int
    value: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What turns rows of one source into records.

    `curated` are what people noted by hand, by `source:record_key`.
    """

    source: str
    communes: Communes
    suppressed: Suppressed
    curated: Mapping[str, Curated]


def stage_rows(
    connection: Connection,
    rows: Iterable[RawPlace | Unreadable],
    reader: Reader,
    report: SourceReport,
    import_id: int,
    *,
    say: Callable[[int], None] = lambda _: None,
) -> None:
    """Understand rows and stage their records; count every one of them.

    Args:
        connection: an open transaction.
        rows: of one file, in its order.
        reader: what is known beside the file.
        report: filled with counts; its lines are written to the import.
        import_id: of the import that is under way.
        say: told the number of rows read, now and then.
    """
    begin_staging(connection)
    first_row: dict[str, int] = {}
    batch: list[Staged] = []
    for row in rows:
        report.read += 1
        staged = _understood(row, reader, report)
        if staged is not None:
            _count(staged, first_row, report)
            batch.append(staged)
        if report.read % AT_ONCE == 0:
            _flush(connection, batch, report, import_id)
            say(report.read)
    _flush(connection, batch, report, import_id)
    if report.merged:
        replace_repeated(connection, map(_together, repeated(connection)))
    say(report.read)


def _understood(
    row: RawPlace | Unreadable, reader: Reader, report: SourceReport
) -> Staged | None:
    if isinstance(row, Unreadable):
        mend = Mend("row", row.value, row.reason, REJECTED)
        report.reject(row.row_number, None, mend)
        return None
    known = reader.curated.get(f"{reader.source}:{row.record_key}")
    raw = row if known is None else applied(row, known)
    try:
        understood = record_of(
            raw,
            source=reader.source,
            postcodes=reader.communes.postcodes,
            suppressed=reader.suppressed,
            early=lambda address, at: refuse_elsewhere(address, at, reader.communes),
        )
        there = placed(understood.record, reader.communes)
    except RowRejected as error:
        value = None if error.value is None else str(error.value)
        mend = Mend(error.column, value, error.reason, REJECTED)
        # A key that was refused for what it holds is not repeated either.
        key = None if error.column == "record_key" else row.record_key
        report.reject(row.row_number, key, mend, outside=error.outside)
        return None
    for mend in (*understood.mended, *there.mended):
        report.mend(row.row_number, row.record_key, mend)
    return Staged(
        row_number=row.row_number, record=there.record, in_region=there.in_region
    )


def _count(staged: Staged, first_row: dict[str, int], report: SourceReport) -> None:
    key = staged.record.record_key
    before = first_row.setdefault(key, staged.row_number)
    if before == staged.row_number:
        report.kept += 1
    else:
        report.merge(staged.row_number, key, before)


def _flush(
    connection: Connection, batch: list[Staged], report: SourceReport, import_id: int
) -> None:
    stage(connection, batch)
    write_lines(connection, import_id, report.drain())
    batch.clear()


def _together(rows: list[Staged]) -> Staged:
    record = rows[0].record
    for other in rows[1:]:
        record = both(record, other.record)
    finest = sorted(rows, key=lambda row: _fineness(row.record))
    address = record.address
    if address.street is None:
        told = [row.record.address for row in finest]
        there = [a for a in told if a.street and a.commune_code == address.commune_code]
        record = replace(record, address=there[0] if there else address)
    return replace(rows[0], record=record, in_region=finest[0].in_region)


def both(first: Record, second: Record) -> Record:
    """Two rows of one place: the first one's word, completed by the second's.

    Lists are united; a row for each service becomes one record with them all. Where it
    is, the row says whose point is better known: its address goes with its point.
    """
    texts = ("organisation", "siret", "opening", "evidence_level", "notes")
    truths = ("itinerant", "remote")
    completed: dict[str, Any] = {
        name: _known(getattr(first, name), getattr(second, name))
        for name in (*texts, *truths)
    }
    united: dict[str, Any] = {
        name: getattr(first, name) | getattr(second, name)
        for name in ("stages", "sectors", "needs", "competence")
    }
    categories = (*first.other_categories, second.category, *second.other_categories)
    others = dict.fromkeys(c for c in categories if c is not first.category)
    where = min(first, second, key=_fineness)
    visits = {v.commune_code: v for v in (*second.visits, *first.visits)}
    return replace(
        first,
        **completed,
        **united,
        other_categories=tuple(others),
        status=_known(first.status, second.status, unknown=Status.UNKNOWN),
        digital_focus=_known(
            first.digital_focus, second.digital_focus, unknown=DigitalFocus.UNKNOWN
        ),
        position=where.position,
        precision=where.precision,
        address=where.address,
        contact=_contact(first.contact, second.contact),
        freshness=_newest(first.freshness, second.freshness),
        visits=tuple(visits.values()),
        same_as=tuple(dict.fromkeys((*first.same_as, *second.same_as))),
    )


def _contact(first: Contact, second: Contact) -> Contact:
    names = ("phone", "email", "website", "how_to_apply")
    said = {n: _known(getattr(first, n), getattr(second, n)) for n in names}
    return Contact(**said)


def _newest(first: Freshness, second: Freshness) -> Freshness:
    names = ("verified_on", "edited_on", "labelled_on")
    dates = {n: [getattr(of, n) for of in (first, second)] for n in names}
    known = {n: [day for day in days if day] for n, days in dates.items()}
    return Freshness(**{n: max(days, default=None) for n, days in known.items()})


def _fineness(record: Record) -> tuple[bool, int, bool]:
    """Sorts first what tells best where it is: the point, then the street."""
    precision = _FINEST_FIRST.index(record.precision)
    return record.position is None, precision, record.address.street is None


def _known(first: T, second: T, *, unknown: T | None = None) -> T:
    return second if first is unknown else first
