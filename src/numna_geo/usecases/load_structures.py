"""Structures of every bundled source: one file a source, in our common layout."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from numna_geo.sources.curation import curations
from numna_geo.sources.rows import read_places
from numna_geo.sources.source import Source
from numna_geo.store.database import Connection
from numna_geo.store.downloads import forget_downloads
from numna_geo.store.loaded_files import BUNDLED, own_file
from numna_geo.store.suppression import suppressed
from numna_geo.usecases.file_mark import sha256_of
from numna_geo.usecases.import_rows import Incoming, import_rows
from numna_geo.usecases.place_records import Communes
from numna_geo.usecases.source_report import SourceReport, Tell
from numna_geo.usecases.understand_rows import Reader


def load_structures(
    connection: Connection,
    data_dir: Path,
    sources: Mapping[str, Source],
    communes: Communes,
    *,
    say: Callable[[str], None],
    tell: Tell,
) -> tuple[list[SourceReport], list[str]]:
    """Read every bundled list of structures into the records.

    What a new version of the bundle no longer lists is closed, however much it is. A
    list that somebody loaded since from another file is left as it is.

    Returns:
        The reports, and what was left, one sentence a list.
    """
    reports, left = [], []
    withdrawn, curated = suppressed(connection), curations(data_dir)
    for source in sources.values():
        path = data_dir / f"{source.key}.csv"
        if source.family != "structures" or not path.exists():
            continue
        sha256 = sha256_of(path)
        day = own_file(connection, source.key, sha256=sha256)
        if day is not None:
            left.append(kept_newer(source.key, day))
            say(left[-1])
            continue
        say(source.key)
        reader = Reader(
            source=source.key, communes=communes, suppressed=withdrawn, curated=curated
        )
        incoming = Incoming(
            path=path,
            file_name=path.name,
            sha256=sha256,
            how_read=BUNDLED,
            shrinks=True,
            tell=tell,
        )
        report, _ = import_rows(connection, incoming, read_places(path), reader)
        reports.append(report)
    forget_downloads(connection, [report.source for report in reports])
    return reports, left


def kept_newer(source: str, day: date) -> str:
    """What to say of a source that a release leaves alone.

    >>> kept_newer("sirene", date(2026, 11, 30))
    'sirene: kept as it was loaded on 2026-11-30, not as it is bundled'
    """
    return f"{source}: kept as it was loaded on {day}, not as it is bundled"
