"""The report of every import: what was read, kept, mended, rejected, and why."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

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
    rows_read: int
    rows_kept: int
    rows_mended: int
    rows_rejected: int
    rows: tuple[RowReport, ...]


def write_import(connection: Connection, done: Import) -> int:
    """Keep the report of an import, and return its id."""
    facts = asdict(done)
    del facts["rows"]
    statement = insert(ImportRow).values(**facts).returning(ImportRow.id)
    import_id = int(connection.execute(statement).scalar_one())
    lines: Iterable[RowReport] = done.rows
    values = [{"import_id": import_id, **asdict(line)} for line in lines]
    if values:
        connection.execute(insert(ImportRowReportRow), values)
    return import_id
