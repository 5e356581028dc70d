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
_UNCOLLECTED = "categories_not_collected"
_SINCE = ("absent", "not_verified", "collection")
_BAND = ("covered", "uncertain", "gap")
_LAST = ("by", "method", "limits")
_NEWEST = ("estimated", "tied")


def reply(body: Mapping[str, Any]) -> Response:
    """Rows of `values`; unknown is an empty cell, a list has bars. Comma, CRLF.

    Only the verified reading fills `absent` and `not_verified`, only a threshold of
    minutes the `band_` columns. The details of the indicator come last, hence the
    columns before them stand where they always stood.
    """
    written = io.StringIO()
    rows = csv.writer(written)
    details = list(next((value["details"] for value in body["values"]), {}))
    rows.writerow(
        [
            *(*_OF_TERRITORY, *_OF_ALL, _UNCOLLECTED, "reading", *_SINCE),
            *(f"band_{side}" for side in _BAND),
            *(*_LAST, "run", "measured_at", *_NEWEST, *details),
        ]
    )
    same = [*(body[name] for name in _OF_ALL), "|".join(body[_UNCOLLECTED])]
    same.append(body["reading"])
    run = body["run"]
    last = [*(body[name] for name in _LAST), run["id"], run["measured_at"].isoformat()]
    for value in body["values"]:
        own = (value[name] for name in _OF_TERRITORY)
        since = (value.get(name) for name in _SINCE)
        band = value["band"] or {}
        sides = (band.get(side) for side in _BAND)
        more = (value["details"][name] for name in details)
        newest = (value[name] for name in _NEWEST)
        rows.writerow((*own, *same, *since, *sides, *last, *newest, *more))
    return Response(
        written.getvalue().encode(),
        media_type=f"{CSV}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{_name(body)}"'},
    )


def _name(body: Mapping[str, Any]) -> str:
    parts = [body["indicator"], body["by"] or body["level"], body["period"]]
    parts += [] if body["reading"] is Reading.DECLARED else [body["reading"]]
    return f"{'-'.join(parts)}.csv"
