"""Structures of every bundled source: one file a source, in our common layout."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from numna_geo.sources.curation import curations
from numna_geo.sources.rows import read_places
from numna_geo.sources.source import Source
from numna_geo.store.database import Connection
from numna_geo.store.suppression import suppressed
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
) -> list[SourceReport]:
    """Read every bundled list of structures into the records.

    What a new version of the bundle no longer lists is closed, however much it is.
    """
    reports = []
    withdrawn, curated = suppressed(connection), curations(data_dir)
    for source in sources.values():
        path = data_dir / f"{source.key}.csv"
        if source.family != "structures" or not path.exists():
            continue
        say(source.key)
        reader = Reader(
            source=source.key, communes=communes, suppressed=withdrawn, curated=curated
        )
        incoming = Incoming(
            path=path,
            file_name=path.name,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            shrinks=True,
            tell=tell,
        )
        report, _ = import_rows(connection, incoming, read_places(path), reader)
        reports.append(report)
    return reports
