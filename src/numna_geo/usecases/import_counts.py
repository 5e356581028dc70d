"""A table of counts (broadband, people, establishments) from one file, reported."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from numna_geo.store.database import Connection
from numna_geo.store.imports import begin_import, write_lines
from numna_geo.usecases.import_rows import Incoming, import_of, new_report, refuse_bad
from numna_geo.usecases.load_counts import load_counts, recognised
from numna_geo.usecases.source_report import SourceReport


def import_counts(
    connection: Connection,
    data_dir: Path,
    incoming: Incoming,
    source: str,
    *,
    formats: Sequence[str],
    say: Callable[[str], None],
) -> SourceReport:
    """Load a file of counts in one of `formats`, and keep the report.

    Raises:
        SourceUnreadable: it is in none of them.
        ImportRefused: too many rows were rejected.
    """
    key = recognised(incoming.path, formats, file_name=incoming.file_name)
    report = new_report(source, replace(incoming, how_read=key))
    load_counts(
        connection,
        incoming.path,
        report=report,
        format_key=key,
        data_dir=data_dir,
        say=say,
    )
    refuse_bad(report)
    import_id = begin_import(connection, import_of(report, incoming))
    write_lines(connection, import_id, report.drain())
    return report
