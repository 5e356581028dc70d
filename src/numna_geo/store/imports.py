"""The report of every import: read, kept, merged, mended, rejected, and why."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, insert, update

from numna_geo.store.loading import copy_rows, relation
from numna_geo.store.tables import ImportRow, ImportRowReportRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReport:
    """One cell that was not taken as it stood; `row_number` counts from 1."""

    row_number: int
    record_key: str | None
    column_name: str
    value: str | None
    reason: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One load of one file."""

    source_key: str
    file_name: str
    sha256: str
    imported_at: datetime
    url: str | None
    how_read: str | None = None
    rows_read: int = 0
    rows_kept: int = 0
    rows_merged: int = 0
    rows_mended: int = 0
    rows_rejected: int = 0
    rows_outside: int = 0


_LINE = tuple(f.name for f in fields(RowReport))


def begin_import(connection: Connection, begun: Import) -> int:
    """Open the report of an import, and return its id."""
    statement = insert(ImportRow).values(**asdict(begun)).returning(ImportRow.id)
    return int(connection.execute(statement).scalar_one())


def write_lines(
    connection: Connection, import_id: int, lines: Iterable[RowReport]
) -> None:
    """Add lines to the report."""
    values = (
        {"import_id": import_id, **{name: getattr(line, name) for name in _LINE}}
        for line in lines
    )
    copy_rows(connection, relation(ImportRowReportRow).name, values)


def end_import(connection: Connection, import_id: int, done: Import) -> None:
    """Close the report with its counts."""
    statement = update(ImportRow).where(ImportRow.id == import_id)
    connection.execute(statement.values(**asdict(done)))
