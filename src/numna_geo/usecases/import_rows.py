"""One file of one source into the records: all of it, or nothing and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from numna_geo.errors import ImportRefused
from numna_geo.sources.rows import RawPlace
from numna_geo.store.database import Connection
from numna_geo.store.editions import keep_closed
from numna_geo.store.imports import Import, begin_import, end_import
from numna_geo.store.records import Changes, apply_staged, compare
from numna_geo.store.source_writing import live_records
from numna_geo.usecases.source_report import (
    REJECTED,
    SourceReport,
    Tell,
    tell_nobody,
)
from numna_geo.usecases.supersede import supersede
from numna_geo.usecases.understand_rows import Reader, Unreadable, stage_rows

MOST_REJECTED = 0.20
"""Share of a file's rows, those of elsewhere left out, whose rejection stops a load."""

MOST_VANISHED = 0.20
"""Share of a source's places that a file may silently close: more is a cut file."""

FEW = 5
"""So few places may vanish whatever their share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file to import; `partial` when it does not speak of all that its source lists.

    `shrinks` lets it close more places than `MOST_VANISHED`. `tell` is given the lines
    of the report as they come.
    """

    path: Path
    file_name: str
    sha256: str
    url: str | None = None
    how_read: str | None = None
    partial: bool = False
    shrinks: bool = False
    tell: Tell = tell_nobody


def import_rows(
    connection: Connection,
    incoming: Incoming,
    rows: Iterable[RawPlace | Unreadable],
    reader: Reader,
    *,
    say: Callable[[int], None] = lambda _: None,
) -> tuple[SourceReport, Changes]:
    """Replace the records of a source by those of a file, and keep the report.

    Those of its older edition are closed wherever the file speaks: see `supersede`.

    Raises:
        ImportRefused: too many rows were rejected, or too many places would close.
        SourceUnreadable: the file turns out to be damaged.
    """
    source = reader.source
    report = new_report(source, incoming)
    import_id = begin_import(connection, import_of(report, incoming))
    stage_rows(connection, rows, reader, report, import_id, say=say)
    refuse_bad(report)
    _refuse_elsewhere(connection, report)
    vanish = not incoming.partial
    keep_closed(connection, source)
    changes = compare(connection, source, vanish=vanish)
    refuse_shrinking(report, changes, incoming)
    today = datetime.now(UTC).date()
    if vanish:
        shrinks = incoming.shrinks
        closed = supersede(connection, source, on=today, shrinks=shrinks)
        changes = replace(changes, gone=changes.gone + closed)
    apply_staged(connection, source, on=today, vanish=vanish)
    end_import(connection, import_id, import_of(report, incoming))
    return report, changes


def new_report(source: str, incoming: Incoming) -> SourceReport:
    """An empty report of the file."""
    return SourceReport(
        source, incoming.file_name, how_read=incoming.how_read, tell=incoming.tell
    )


def refuse_bad(report: SourceReport) -> None:
    """Stop a load that would lose more than a fifth of the rows.

    Raises:
        ImportRefused: so it is; nothing was replaced.
    """
    if not report.read:
        raise ImportRefused(
            f"{report.file_name} holds no row: nothing was replaced; expected at "
            "least one"
        )
    if report.faulty_share <= MOST_REJECTED:
        return
    column, reason, count = report.by_reason(REJECTED)[0]
    faulty, ours = report.rejected - report.outside, report.read - report.outside
    raise ImportRefused(
        f"{report.file_name}: {faulty} of {ours} rows were rejected "
        f"({report.faulty_share:.0%}), most often ({count}) for {column}: {reason}; "
        f"more than {MOST_REJECTED:.0%} stops a load and nothing was replaced; is "
        "this file in the layout of this source? `--dry-run --report FILE.csv` lists "
        "all rows"
    )


def _refuse_elsewhere(connection: Connection, report: SourceReport) -> None:
    """Stop a load that says nothing of the region, where others of its source did."""
    if report.kept or not (known := live_records(connection, report.source)):
        return
    raise ImportRefused(
        f"none of the {report.read} rows of {report.file_name} is of the region, of "
        f"its surroundings, or of a kind that we list, while {report.source} has "
        f"{known} places; nothing was replaced: is it the right file?"
    )


def refuse_shrinking(
    report: SourceReport, changes: Changes, incoming: Incoming
) -> None:
    """Stop a load that would silently close more than a fifth of a source's places.

    Raises:
        ImportRefused: so it is; nothing was replaced.
    """
    if incoming.shrinks or changes.gone <= max(FEW, MOST_VANISHED * changes.live):
        return
    raise ImportRefused(
        f"{report.file_name} no longer lists {changes.gone} of the {changes.live} "
        f"places of {report.source}: more than {MOST_VANISHED:.0%} stops a load and "
        "nothing was replaced; if the file is a part of the list add --partial, if "
        "these places did close add --shrinks"
    )


def import_of(report: SourceReport, incoming: Incoming) -> Import:
    """The report of an import as it stands."""
    return Import(
        source_key=report.source,
        file_name=report.file_name,
        sha256=incoming.sha256,
        imported_at=datetime.now(UTC),
        url=incoming.url,
        how_read=report.how_read,
        rows_read=report.read,
        rows_kept=report.kept,
        rows_merged=report.merged,
        rows_mended=report.mended,
        rows_rejected=report.rejected,
        rows_outside=report.outside,
    )
