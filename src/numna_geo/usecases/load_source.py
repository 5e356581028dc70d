"""One file of one source, in one transaction: read, mended, matched, published."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from numna_geo.errors import DatabaseNotReady, ImportRefused
from numna_geo.sources.connector import Connector, Feeds
from numna_geo.sources.curation import curations
from numna_geo.sources.published import Damaged, Published, opened
from numna_geo.sources.registry import connectors
from numna_geo.sources.rows import RawPlace
from numna_geo.sources.source import OSM, Source
from numna_geo.store.count_snapshot import snapshot
from numna_geo.store.database import Connection, Engine, writing
from numna_geo.store.publishing import alone, data_version, loaded_fingerprint, publish
from numna_geo.store.records import Changes
from numna_geo.store.source_writing import write_source
from numna_geo.store.suppression import suppressed
from numna_geo.usecases.file_mark import sha256_of
from numna_geo.usecases.import_counts import import_counts
from numna_geo.usecases.import_rows import Incoming, import_rows
from numna_geo.usecases.known_communes import known_communes
from numna_geo.usecases.load_counts import COUNT_FORMATS
from numna_geo.usecases.load_osm import load_osm
from numna_geo.usecases.match_records import Matched, match_records
from numna_geo.usecases.source_report import SourceReport, Tell, tell_nobody
from numna_geo.usecases.understand_rows import Reader, Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to load: a source, one of its files, and how.

    `format` is a connector's key, or that of a table of counts; `None` leaves it to the
    source's own, then to the header. `dry_run` undoes everything at the end. `tell` is
    given the lines of the report as they come.
    """

    source: Source
    path: Path
    file_name: str
    url: str | None = None
    format: str | None = None
    partial: bool = False
    shrinks: bool = False
    dry_run: bool = False
    tell: Tell = tell_nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSource:
    """What loading a file did, or would do; `changed` is False when nothing differs.

    `changes` is of lists of places only, `matched` of those that are matched.
    """

    data_version: int
    changed: bool
    report: SourceReport
    changes: Changes | None = None
    matched: Matched | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Whom to tell where a load stands: its step, or rows read and share (0 to 1)."""

    step: Callable[[str], None] = lambda _: None
    rows: Callable[[int, float], None] = lambda _count, _share: None


def load_source(
    engine: Engine,
    data_dir: Path,
    asked: Asked,
    *,
    progress: Progress,
    after: Callable[[Connection], None] = lambda _: None,
) -> LoadedSource:
    """Load one file; the same file twice changes nothing, an error changes nothing.

    Args:
        engine: of a database that holds the bundled data.
        data_dir: the bundled tables, for the names and outlines of communes.
        asked: the source and its file.
        progress: told where the load stands.
        after: called in the transaction when it is about to be kept.

    Raises:
        SourceUnreadable: the file is not in the layout of its source, or is cut.
        ImportRefused: it would lose too much; see `import_rows`.
        DatabaseNotReady: the bundled data was not loaded yet.
        DatabaseUnavailable: PostGIS does not answer, or went away.
        StorageFull: its disk is full.
    """
    with writing(engine) as connection:
        alone(connection)
        if loaded_fingerprint(connection) is None:
            raise DatabaseNotReady(
                "the communes are not loaded yet; run `numna-geo load --all` first"
            )
        described = write_source(connection, asdict(asked.source))
        loaded = _imported(connection, data_dir, asked, progress)
        changed = loaded.changed or described
        # What a source is worth decides who is believed, and what may be given away.
        if changed and loaded.changes is not None and asked.source.family != OSM:
            matched = match_records(connection, say=progress.step)
            loaded = replace(loaded, matched=matched)
        if asked.dry_run or not changed:
            transaction = connection.get_transaction()
            if transaction is not None:
                transaction.rollback()
            return replace(loaded, changed=changed)
        fingerprint = loaded_fingerprint(connection) or ""
        version = publish(connection, fingerprint=fingerprint)
        after(connection)
    return replace(loaded, changed=True, data_version=version)


def _imported(
    connection: Connection,
    data_dir: Path,
    asked: Asked,
    progress: Progress,
) -> LoadedSource:
    keys = _format_keys(asked)
    counts = [key for key in keys if key in COUNT_FORMATS]
    version = data_version(connection)
    if counts:
        before = snapshot(connection)
        report = import_counts(
            connection,
            data_dir,
            _incoming(asked, None),
            asked.source.key,
            formats=counts,
            say=progress.step,
        )
        return LoadedSource(
            data_version=version, changed=snapshot(connection) != before, report=report
        )
    known = connectors()
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise ImportRefused(
            f"no format {unknown[0]!r}; expected one of "
            f"{', '.join(sorted([*known, *COUNT_FORMATS]))}"
        )
    wanted = [known[key] for key in keys] or list(known.values())
    with opened(asked.path, connectors=wanted, file_name=asked.file_name) as published:
        return _places(connection, data_dir, asked, published, progress)


def _places(
    connection: Connection,
    data_dir: Path,
    asked: Asked,
    published: Published,
    progress: Progress,
) -> LoadedSource:
    version = data_version(connection)
    reader = Reader(
        source=asked.source.key,
        communes=known_communes(data_dir),
        suppressed=suppressed(connection),
        curated=curations(data_dir),
    )
    incoming = _incoming(asked, published.how_read)
    rows = _raw_places(published, published.connector)

    def say(count: int) -> None:
        progress.rows(count, published.share_read())

    if published.connector.feeds is Feeds.OSM_PLACES:
        apart = replace(reader, curated={})
        report, changes = load_osm(connection, rows, incoming, apart, say=say)
    elif asked.source.family == OSM:
        raise ImportRefused(
            f"{asked.source.key} is of OpenStreetMap (ODbL), which is never mixed with "
            "other places; expected the format osm"
        )
    else:
        report, changes = import_rows(connection, incoming, rows, reader, say=say)
    return LoadedSource(
        data_version=version, changed=changes.any, report=report, changes=changes
    )


def _raw_places(
    published: Published, connector: Connector
) -> Iterator[RawPlace | Unreadable]:
    for number, row in published.rows():
        if isinstance(row, Damaged):
            yield Unreadable(row_number=number, value=row.value, reason=row.reason)
        else:
            yield connector.raw_place(row, number)


def _format_keys(asked: Asked) -> list[str]:
    named = asked.format or asked.source.format or ""
    return [key for key in named.split("|") if key]


def _incoming(asked: Asked, how_read: str | None) -> Incoming:
    return Incoming(
        path=asked.path,
        file_name=asked.file_name,
        sha256=sha256_of(asked.path),
        url=asked.url,
        how_read=how_read,
        partial=asked.partial,
        shrinks=asked.shrinks,
        tell=asked.tell,
    )
