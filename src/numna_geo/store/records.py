"""Rows of sources, as they were understood: staged, compared, kept for matching."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, text

from numna_geo.model.structure import Record
from numna_geo.store.loading import Values, copy_rows
from numna_geo.store.record_json import digest_of, document_of, record_from

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """One understood row, and whether it lies in the region."""

    row_number: int
    record: Record
    in_region: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a file changes in the records of its source; `live` counted them before."""

    live: int
    new: int = 0
    changed: int = 0
    gone: int = 0

    @property
    def any(self) -> bool:
        """Whether anything changes at all."""
        return bool(self.new or self.changed or self.gone)


def begin_staging(connection: Connection) -> None:
    """Make an empty place for the rows of one file, until the transaction ends."""
    connection.execute(text("DROP TABLE IF EXISTS staged_records"))
    connection.execute(
        text(
            "CREATE TEMP TABLE staged_records (row_number integer, record_key text,"
            " record jsonb, digest text, in_region boolean) ON COMMIT DROP"
        )
    )


def stage(connection: Connection, rows: Iterable[Staged]) -> int:
    """Put rows there; returns how many."""
    return copy_rows(connection, "staged_records", map(_staged, rows))


def repeated(connection: Connection) -> Iterator[list[Staged]]:
    """Rows that share their key, in the order of the file, one list a key."""
    found = connection.execute(
        text(
            "SELECT row_number, record_key, record, in_region FROM staged_records"
            " WHERE record_key IN (SELECT record_key FROM staged_records"
            " GROUP BY record_key HAVING count(*) > 1) ORDER BY record_key, row_number"
        )
    )
    rows: list[Staged] = []
    for row in found:
        record = record_from("", row.record_key, row.record)
        one = Staged(row_number=row.row_number, record=record, in_region=row.in_region)
        if rows and rows[0].record.record_key != row.record_key:
            yield rows
            rows = []
        rows.append(one)
    if rows:
        yield rows


def replace_repeated(connection: Connection, merged: Iterable[Staged]) -> None:
    """Put one row in the place of those that shared its key."""
    several = list(merged)
    keys = [one.record.record_key for one in several]
    connection.execute(
        text("DELETE FROM staged_records WHERE record_key = ANY(:keys)"), {"keys": keys}
    )
    stage(connection, several)


def compare(connection: Connection, source: str, *, vanish: bool = True) -> Changes:
    """What the staged rows change in the records of `source`.

    A file speaks for the region when it has a row there, and for what lies beyond the
    border when it has a row there: what it says nothing of is not gone. Nothing is
    unless `vanish`.
    """
    connection.execute(text("ANALYZE staged_records"))
    row = connection.execute(
        text(
            "SELECT count(*) FILTER (WHERE r.record_key IS NULL) AS new,"
            " count(*) FILTER (WHERE r.digest <> s.digest OR r.gone_on IS NOT NULL"
            " OR r.in_region <> s.in_region) AS changed"
            " FROM staged_records AS s LEFT JOIN records AS r"
            " ON r.source_key = :source AND r.record_key = s.record_key"
        ),
        {"source": source},
    ).one()
    known = connection.execute(
        text(
            "SELECT count(*) AS live, count(*) FILTER (WHERE s.record_key IS NULL)"
            " AS gone FROM records AS r LEFT JOIN staged_records AS s"
            " ON s.record_key = r.record_key"
            " WHERE r.source_key = :source AND r.gone_on IS NULL"
            " AND r.in_region IN (SELECT DISTINCT in_region FROM staged_records)"
        ),
        {"source": source},
    ).one()
    gone = known.gone if vanish else 0
    return Changes(live=known.live, new=row.new, changed=row.changed, gone=gone)


def apply_staged(
    connection: Connection, source: str, *, on: date, vanish: bool = True
) -> None:
    """Make the records of `source` say what is staged; see `compare`.

    Args:
        connection: an open transaction.
        source: the key of the source.
        on: today.
        vanish: whether a record that is not staged is gone.
    """
    values = {"source": source, "today": on}
    connection.execute(
        text(
            "INSERT INTO records AS r (source_key, record_key, record, digest,"
            " in_region, imported_on) SELECT :source, record_key, record, digest,"
            " in_region, :today FROM staged_records"
            " ON CONFLICT (source_key, record_key) DO UPDATE SET"
            " record = EXCLUDED.record, digest = EXCLUDED.digest,"
            " in_region = EXCLUDED.in_region, imported_on = EXCLUDED.imported_on,"
            " gone_on = NULL WHERE r.digest <> EXCLUDED.digest"
            " OR r.gone_on IS NOT NULL OR r.in_region <> EXCLUDED.in_region"
        ),
        values,
    )
    # Whoever guesses that a new source has no row yet compares each to every other.
    connection.execute(text("ANALYZE records (source_key, record_key, in_region)"))
    if not vanish:
        return
    connection.execute(
        text(
            "UPDATE records AS r SET gone_on = :today"
            " WHERE r.source_key = :source AND r.gone_on IS NULL"
            " AND r.in_region IN (SELECT DISTINCT in_region FROM staged_records)"
            " AND NOT EXISTS (SELECT FROM staged_records AS s"
            " WHERE s.record_key = r.record_key)"
        ),
        values,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record as it is kept, with what its source is worth."""

    record: Record
    in_region: bool
    imported_on: date
    gone_on: date | None
    rank: int
    redistributable: bool
    published_on: date | None


_KEPT = (
    "SELECT {label} r.source_key, r.record_key, r.record, r.in_region, r.imported_on,"
    " r.gone_on, s.rank, s.redistributable, s.published_on"
    " FROM records AS r JOIN sources AS s ON s.key = r.source_key {join}"
)

# As `matching.preference.by_rank`: keys repeat between lists, and only bytes are sorted
# alike wherever the database is.
_FIRST_TO_LAST = (
    'coalesce(s.rank, 0), r.record_key COLLATE "C", r.source_key COLLATE "C"'
)


def every(connection: Connection) -> Iterator[Kept]:
    """Every record, the most trusted source first; a few at a time in memory."""
    query = _KEPT.format(label="", join="") + " ORDER BY " + _FIRST_TO_LAST
    for row in _streamed(connection, query):
        yield _kept(row)


def label_records(
    connection: Connection, labels: Iterable[tuple[str, str, int]]
) -> None:
    """Say which place each record speaks of: source, key, number of the place."""
    connection.execute(text("DROP TABLE IF EXISTS record_labels"))
    connection.execute(
        text(
            "CREATE TEMP TABLE record_labels (source_key text, record_key text,"
            " label integer) ON COMMIT DROP"
        )
    )
    rows: Iterable[Values] = (
        {"source_key": source, "record_key": key, "label": label}
        for source, key, label in labels
    )
    copy_rows(connection, "record_labels", rows)
    connection.execute(text("ANALYZE record_labels"))


def places(connection: Connection) -> Iterator[list[Kept]]:
    """The records of one place after another, the most trusted first in each."""
    labels = "JOIN record_labels AS l USING (source_key, record_key)"
    query = _KEPT.format(label="l.label,", join=labels)
    query += f" ORDER BY l.label, {_FIRST_TO_LAST}"
    for _, rows in groupby(_streamed(connection, query), key=attrgetter("label")):
        yield [_kept(row) for row in rows]


def _streamed(connection: Connection, query: str) -> Iterator[Row[Any]]:
    statement = text(query).execution_options(stream_results=True, yield_per=_AT_ONCE)
    yield from connection.execute(statement)


def _staged(one: Staged) -> dict[str, Any]:
    document = document_of(one.record)
    return {
        "row_number": one.row_number,
        "record_key": one.record.record_key,
        "record": document.decode(),
        "digest": digest_of(document),
        "in_region": one.in_region,
    }


def _kept(row: Row[Any]) -> Kept:
    return Kept(
        record=record_from(row.source_key, row.record_key, row.record),
        in_region=row.in_region,
        imported_on=row.imported_on,
        gone_on=row.gone_on,
        rank=0 if row.rank is None else row.rank,
        redistributable=row.redistributable,
        published_on=row.published_on,
    )
