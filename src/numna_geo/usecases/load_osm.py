"""Places of OpenStreetMap (ODbL): in a table of their own, matched with nothing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from numna_geo.errors import RowRejected
from numna_geo.model.mend import Mend
from numna_geo.model.structure import Record
from numna_geo.sources.places import record_of
from numna_geo.sources.rows import RawPlace
from numna_geo.sources.source import Source
from numna_geo.store.database import Connection
from numna_geo.store.imports import begin_import, end_import, write_lines
from numna_geo.store.osm_places import replace_osm_places
from numna_geo.usecases.import_rows import Incoming, import_of, new_report, refuse_bad
from numna_geo.usecases.place_records import Communes, placed
from numna_geo.usecases.source_report import REJECTED, SourceReport
from numna_geo.usecases.understand_rows import Unreadable


def load_osm(
    connection: Connection,
    rows: Iterable[RawPlace | Unreadable],
    incoming: Incoming,
    source: Source,
    communes: Communes,
    *,
    say: Callable[[int], None],
) -> SourceReport:
    """Replace the places of OpenStreetMap; those of the region only.

    Raises:
        ImportRefused: too many rows were rejected.
    """
    report = new_report(source.key, incoming)
    import_id = begin_import(connection, import_of(report, incoming))
    places = list(_places(rows, report, communes))
    say(report.read)
    refuse_bad(report)
    today = datetime.now(UTC).date()
    replace_osm_places(
        connection, ({**place, "imported_on": today} for place in places)
    )
    write_lines(connection, import_id, report.drain())
    end_import(connection, import_id, import_of(report, incoming))
    return report


def _places(
    rows: Iterable[RawPlace | Unreadable], report: SourceReport, communes: Communes
) -> Iterator[dict[str, Any]]:
    seen: dict[str, int] = {}
    for row in rows:
        report.read += 1
        record = _record(row, report, communes)
        if record is None or record.position is None:
            continue
        before = seen.setdefault(record.record_key, row.row_number)
        if before != row.row_number:
            report.merge(row.row_number, record.record_key, before)
            continue
        report.kept += 1
        at = record.position
        yield {
            "osm_id": record.record_key,
            "source_key": report.source,
            "name": record.name,
            "category": record.category.value,
            "position": f"SRID=4326;POINT({at.lon!r} {at.lat!r})",
            "commune_code": record.address.commune_code,
            "website": record.contact.website,
            "opening": record.opening,
            "edited_on": record.freshness.edited_on,
        }


def _record(
    row: RawPlace | Unreadable, report: SourceReport, communes: Communes
) -> Record | None:
    if isinstance(row, Unreadable):
        mend = Mend("row", row.value, row.reason, REJECTED)
        report.reject(row.row_number, None, mend)
        return None
    try:
        understood = record_of(row, source=report.source, postcodes=communes.postcodes)
        there = placed(understood.record, communes)
    except RowRejected as error:
        value = None if error.value is None else str(error.value)
        mend = Mend(error.column, value, error.reason, REJECTED)
        report.reject(row.row_number, row.record_key, mend, outside=error.outside)
        return None
    for mend in (*understood.mended, *there.mended):
        report.mend(row.row_number, row.record_key, mend)
    return there.record
