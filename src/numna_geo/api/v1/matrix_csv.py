"""The same matrix as CSV (RFC 4180): one row a cell, each telling its question."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from fastapi import Response

from numna_geo.api.negotiation import CSV

_SPREAD = ("total", "within", "covered", "uncertain", "beyond")
_SITES = ("able", "verified", "may_answer", "planned", "elsewhere", "permanences")
_HEADER = (
    *("by", "row", "label", "level", "code", "name", "status", "guaranteed"),
    *("may_be_nearer", "declared_status", "max_min", "reading"),
    *(f"people_{part}" for part in _SPREAD),
    *(f"communes_{part}" for part in _SPREAD),
    *(f"structures_{part}" for part in _SITES),
    *("collection", "measured_at"),
)


def reply(body: Mapping[str, Any]) -> Response:
    """Cells row by row; comma, CRLF. New columns come last."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(_HEADER)
    names = {one["code"]: one["name"] for one in body["territories"]}
    for row in body["rows"]:
        for cell in row["cells"]:
            rows.writerow(_cells(body, row, cell, names[cell["code"]]))
    name = f"matrix-{body['by']}-{body['level']}-{body['reading']}.csv"
    return Response(
        written.getvalue().encode(),
        media_type=f"{CSV}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _cells(
    body: Mapping[str, Any], row: Mapping[str, Any], cell: Mapping[str, Any], name: str
) -> list[Any]:
    flags = [str(cell[flag]).lower() for flag in ("guaranteed", "may_be_nearer")]
    return [
        *(body["by"], row["key"], row["label"], body["level"], cell["code"], name),
        *(cell["status"], *flags, cell["declared_status"]),
        *(row["max_min"], body["reading"]),
        *(cell["people"][part] for part in _SPREAD),
        *(cell["communes"][part] for part in _SPREAD),
        *(cell["structures"][part] for part in _SITES),
        *(cell["collection"], body["run"]["measured_at"].isoformat()),
    ]
