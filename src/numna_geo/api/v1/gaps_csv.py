"""The same gaps as CSV (RFC 4180): one row a territory, each telling its origin."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from fastapi import Response

from numna_geo.api.negotiation import CSV
from numna_geo.model.collection import Reading

_OF_TERRITORY = (
    *("code", "name", "value", "numerator", "denominator", "border_unknown"),
    *("uncertain", "rank", "population", "status"),
)
_OF_ALL = (
    *("level", "indicator", "supply", "max_min", "counted", "period", "unit"),
    *("source", "warning"),
)
_SINCE = ("reading", "absent", "not_verified", "collection")
_UNCOLLECTED = "categories_not_collected"


def reply(body: Mapping[str, Any]) -> Response:
    """Rows of `values`; unknown is an empty cell, a list has bars. Comma, CRLF.

    Only the verified reading fills `absent` and `not_verified`. New columns come last.
    """
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow((*_OF_TERRITORY, *_OF_ALL, _UNCOLLECTED, *_SINCE))
    same = [*(body[name] for name in _OF_ALL), "|".join(body[_UNCOLLECTED])]
    for value in body["values"]:
        own = (value[name] for name in _OF_TERRITORY)
        since = (value.get(name) for name in _SINCE[1:])
        rows.writerow((*own, *same, body["reading"], *since))
    parts = [body["indicator"], body["level"], body["period"]]
    parts += [] if body["reading"] is Reading.DECLARED else [body["reading"]]
    name = f"{'-'.join(parts)}.csv"
    return Response(
        written.getvalue().encode(),
        media_type=f"{CSV}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
