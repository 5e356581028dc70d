"""A sheet as CSV (RFC 4180): one row a figure, with what it is and its origin."""

import csv
import io

from fastapi import Response

from numna_geo.api.negotiation import CSV
from numna_geo.model.collection import Reading
from numna_geo.usecases.sheet import Line, Sheet

_COLUMNS = (
    *("level", "code", "name", "indicator", "supply", "counted", "max_min", "period"),
    *("reading", "value", "unit", "numerator", "denominator", "department", "region"),
    *("comparables", "rank", "of", "status", "minutes", "source", "date"),
)
_SEVERAL = "|"


def sheet_csv(sheet: Sheet) -> Response:
    """Default measures, then categories, then establishments; unknown is empty.

    The verified reading of a measure is the row after it. `source` are keys and `date`
    what they tell of, in the same order, with bars. Comma, CRLF.
    """
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(_COLUMNS)
    dates = {
        row["key"]: str(row["published_on"] or row["vintage"]) for row in sheet.sources
    }
    for line in (*sheet.lines, *sheet.kinds, *sheet.businesses):
        rows.writerow(_declared(sheet, line, dates))
        if line.verified is not None:
            rows.writerow(_verified(sheet, line, dates))
    name = f"fiche-{sheet.identity.level}-{sheet.identity.code}.csv"
    return Response(
        written.getvalue().encode(),
        media_type=f"{CSV}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _declared(sheet: Sheet, line: Line, dates: dict[str, str]) -> list[object]:
    placed = (line.placed.rank, line.placed.of) if line.placed else (None, None)
    return [
        *_what(sheet, line, Reading.DECLARED),
        *(line.value, line.unit, line.numerator, line.denominator),
        *(line.department, line.region, line.comparables, *placed, line.status),
        line.minutes.central if line.minutes else None,
        *_origin(line, dates),
    ]


def _verified(sheet: Sheet, line: Line, dates: dict[str, str]) -> list[object]:
    found = line.verified
    if found is None:
        return []
    return [
        *_what(sheet, line, Reading.VERIFIED),
        *(found.value, line.unit, found.numerator, line.denominator),
        *(None, None, None, None, None, found.status, None),
        *_origin(line, dates),
    ]


def _what(sheet: Sheet, line: Line, reading: Reading) -> list[object]:
    one = sheet.identity
    return [
        *(one.level, one.code, one.name, line.indicator, line.supply, line.counted),
        *(line.max_min, line.period, reading),
    ]


def _origin(line: Line, dates: dict[str, str]) -> list[str]:
    told = [dates.get(key, "") for key in line.sources]
    return [_SEVERAL.join(line.sources), _SEVERAL.join(told)]
