"""Where every fact comes from, and what happened to each row on the way in."""

from datetime import date, datetime

from sqlalchemy import DateTime, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column

from numna_geo.store.tables.base import Key, Table, Words


class SourceRow(Table):
    """A publisher's data set; a lower rank is trusted first.

    `redistributable` is false while its licence is to be confirmed: its rows are
    loaded, and never published again. `format` names the connector that reads its
    files, `supersedes` its older edition.
    """

    __tablename__ = "sources"

    key: Mapped[Key]
    title: Mapped[Words]
    publisher: Mapped[Words]
    licence: Mapped[Words]
    landing_page: Mapped[Words | None]
    published_on: Mapped[date | None]
    vintage: Mapped[Words | None]
    rank: Mapped[int | None]
    family: Mapped[Words]
    redistributable: Mapped[bool]
    format: Mapped[Words | None]
    download_url: Mapped[Words | None]
    supersedes: Mapped[Words | None]


class ImportRow(Table):
    """One load of one file of one source: read = kept + merged + rejected.

    `rows_outside` are those of the rejected that lie outside the region and its
    surroundings: no fault of the file. `how_read` is what was sniffed of it.
    """

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    source_key: Mapped[Words] = mapped_column(ForeignKey("sources.key"))
    file_name: Mapped[Words]
    sha256: Mapped[Words]
    imported_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    url: Mapped[Words | None]
    how_read: Mapped[Words | None]
    rows_read: Mapped[int]
    rows_kept: Mapped[int]
    rows_merged: Mapped[int]
    rows_mended: Mapped[int]
    rows_rejected: Mapped[int]
    rows_outside: Mapped[int]


class ImportRowReportRow(Table):
    """One row that was mended or rejected: which cell, why, and what was done."""

    __tablename__ = "import_rows"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    import_id: Mapped[int] = mapped_column(
        ForeignKey("imports.id", ondelete="CASCADE"), index=True
    )
    row_number: Mapped[int]
    record_key: Mapped[Words | None]
    column_name: Mapped[Words]
    value: Mapped[Words | None]
    reason: Mapped[Words]
    action: Mapped[Words]


class DataStateRow(Table):
    """The one row that says which version of the data the tables hold."""

    __tablename__ = "data_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    fingerprint: Mapped[Words | None]
