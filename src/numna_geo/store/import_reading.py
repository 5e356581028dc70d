"""What was loaded, when, and what became of each row of it."""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Label,
    Select,
    Text,
    bindparam,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from numna_geo.store.reading import Filled, Statement, kept
from numna_geo.store.tables import ImportRow, ImportRowReportRow, SourceRow

NEWEST = 2**31 - 1
"""An id that comes after every import."""

_FACTS = (
    ImportRow.id,
    ImportRow.source_key,
    ImportRow.file_name,
    ImportRow.sha256,
    ImportRow.imported_at,
    ImportRow.how_read,
    ImportRow.rows_read,
    ImportRow.rows_kept,
    ImportRow.rows_merged,
    ImportRow.rows_mended,
    ImportRow.rows_rejected,
    ImportRow.rows_outside,
    SourceRow.title,
)


def _if_published_again(cell: InstrumentedAttribute[str | None]) -> Label[str | None]:
    """A cell of a list, unless its licence is to be confirmed."""
    return case((SourceRow.redistributable, cell)).label(cell.key)


_LINE = (
    ImportRowReportRow.id,
    ImportRowReportRow.import_id,
    ImportRowReportRow.row_number,
    _if_published_again(ImportRowReportRow.record_key),
    ImportRowReportRow.column_name,
    _if_published_again(ImportRowReportRow.value),
    ImportRowReportRow.reason,
    ImportRowReportRow.action,
)
_ASKED = bindparam("asked", None, Integer)
_SOURCE = bindparam("source", None, Text)


def page(*, source: str | None, before: int, limit: int) -> Filled:
    """At most `limit` imports older than `before`, the newest first."""
    return Filled(_page(), {"source": source or "", "before": before, "most": limit})


@cache
def _page() -> Statement:
    return (
        _imports()
        .where(_of_source(), ImportRow.id < bindparam("before", None, Integer))
        .order_by(ImportRow.id.desc())
        .limit(bindparam("most", None, Integer))
    )


def count(source: str | None) -> Filled:
    """How many imports are kept."""
    return Filled(_count(), {"source": source or ""})


@cache
def _count() -> Statement:
    return select(func.count(ImportRow.id)).where(_of_source())


def one(import_id: int) -> Filled:
    """One import."""
    return Filled(_one(), {"asked": import_id})


@cache
def _one() -> Statement:
    return _imports().where(ImportRow.id == _ASKED)


@kept
def last_of_each() -> Statement:
    """The last import of each source, by the key of the source."""
    return _imports().where(ImportRow.id.in_(_last())).order_by(ImportRow.source_key)


def lines(import_id: int, *, after: int, limit: int) -> Filled:
    """At most `limit` lines of a report, in the order of the file, that follow.

    Of a source whose licence is to be confirmed, without its cells: `value` and
    `record_key` are null.
    """
    return Filled(_lines(), {"asked": import_id, "after": after, "most": limit})


@cache
def _lines() -> Statement:
    return (
        _told()
        .where(
            ImportRowReportRow.import_id == _ASKED,
            ImportRowReportRow.id > bindparam("after", None, Integer),
        )
        .order_by(ImportRowReportRow.id)
        .limit(bindparam("most", None, Integer))
    )


@kept
def last_lines(limit: int) -> Statement:
    """The first lines of the last report of each source, `limit` in all; as `lines`."""
    return (
        _told()
        .where(ImportRowReportRow.import_id.in_(_last()))
        .order_by(ImportRowReportRow.import_id, ImportRowReportRow.id)
        .limit(limit)
    )


def reasons(import_id: int) -> Filled:
    """Why lines are in a report, and how many are for each reason.

    Reasons that differ by a number only are one, with `N` in its place.
    """
    return Filled(_reasons(), {"asked": import_id})


@cache
def _reasons() -> Statement:
    return _by_reason(ImportRowReportRow.import_id == _ASKED)


@kept
def last_reasons() -> Statement:
    """As `reasons`, of the last report of every source together."""
    return _by_reason(ImportRowReportRow.import_id.in_(_last()))


def _by_reason(of: ColumnElement[bool]) -> Statement:
    action = ImportRowReportRow.action
    kind = case(
        (action == "rejected", "rejected"),
        (action.startswith("merged"), "merged"),
        else_="mended",
    )
    numberless = func.regexp_replace(
        ImportRowReportRow.reason, r"\d[\d.,]*", "N", "g", type_=Text
    )
    told = (
        select(
            kind.label("kind"),
            ImportRowReportRow.column_name,
            numberless.label("reason"),
        )
        .where(of)
        .subquery()
    )
    lines_of = func.count().label("lines")
    return (
        select(*told.c, lines_of).group_by(*told.c).order_by(lines_of.desc(), *told.c)
    )


def _imports() -> Statement:
    return select(*_FACTS).join(SourceRow, SourceRow.key == ImportRow.source_key)


def _told() -> Select[*tuple[Any, ...]]:
    return (
        select(*_LINE)
        .join(ImportRow, ImportRow.id == ImportRowReportRow.import_id)
        .join(SourceRow, SourceRow.key == ImportRow.source_key)
    )


def _last() -> Statement:
    return select(func.max(ImportRow.id)).group_by(ImportRow.source_key)


def _of_source() -> ColumnElement[bool]:
    # The empty key is nobody's: it asks for all of them.
    return or_(_SOURCE == "", ImportRow.source_key == _SOURCE)
