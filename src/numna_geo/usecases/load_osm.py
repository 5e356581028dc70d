"""Places of OpenStreetMap (ODbL): in a table of their own, matched with nothing."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from numna_geo.sources.rows import RawPlace
from numna_geo.store.database import Connection
from numna_geo.store.imports import begin_import, end_import
from numna_geo.store.osm_places import apply_osm_places, compare_osm_places
from numna_geo.store.records import Changes
from numna_geo.usecases.import_rows import (
    Incoming,
    import_of,
    new_report,
    refuse_bad,
    refuse_shrinking,
)
from numna_geo.usecases.source_report import SourceReport
from numna_geo.usecases.understand_rows import Reader, Unreadable, stage_rows


def load_osm(
    connection: Connection,
    rows: Iterable[RawPlace | Unreadable],
    incoming: Incoming,
    reader: Reader,
    *,
    say: Callable[[int], None],
) -> tuple[SourceReport, Changes]:
    """Replace the places of one source of OpenStreetMap by those of a file.

    Raises:
        ImportRefused: too many rows were rejected, or too many places would go.
        SourceUnreadable: the file turns out to be damaged.
    """
    source, vanish = reader.source, not incoming.partial
    report = new_report(source, incoming)
    import_id = begin_import(connection, import_of(report, incoming))
    stage_rows(connection, rows, reader, report, import_id, say=say)
    refuse_bad(report)
    changes = compare_osm_places(connection, source, vanish=vanish)
    refuse_shrinking(report, changes, incoming)
    today = datetime.now(UTC).date()
    apply_osm_places(connection, source, on=today, vanish=vanish)
    end_import(connection, import_id, import_of(report, incoming))
    return report, changes
