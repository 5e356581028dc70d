"""A table as CSV (RFC 4180), each row telling its origin."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import Request, Response

from numna_geo.api.negotiation import CSV, JSON, chosen


def media_type_of(request: Request, asked: str | None) -> str:
    """JSON or CSV, as the parameter `f` or else `Accept` says.

    Raises:
        HTTPException: 406 when neither is accepted.
    """
    if asked is not None:
        return CSV if asked == "csv" else JSON
    return chosen(request, [JSON, CSV])


def csv_reply(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    same: Mapping[str, Any],
    *,
    name: str,
) -> Response:
    """One row a document; unknown is an empty cell, a list has bars. Comma, CRLF.

    Args:
        rows: documents.
        columns: what to take of each; `a.b` is `b` of its document `a`.
        same: further columns that are equal in all rows.
        name: of the file, without its ending.
    """
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow([*(one.replace(".", "_") for one in columns), *same])
    last = [_cell(value) for value in same.values()]
    for row in rows:
        table.writerow([*(_cell(_found(row, one)) for one in columns), *last])
    return Response(
        written.getvalue().encode(),
        media_type=f"{CSV}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _found(row: Mapping[str, Any], column: str) -> Any:
    first, _, second = column.partition(".")
    return row[first][second] if second else row[first]


def _cell(value: Any) -> Any:
    return "|".join(value) if isinstance(value, list) else value
