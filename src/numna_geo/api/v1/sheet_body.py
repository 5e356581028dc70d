"""A sheet as JSON: its figures, its sentences, and where everything is from."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from numna_geo.api.replies import self_link, url
from numna_geo.api.v1.citing import shown
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.usecases.describe_sheet import describe_sheet, sum_up
from numna_geo.usecases.sheet import Around, Line, Sheet, Worst
from numna_geo.usecases.sheet_words import Language

Body = dict[str, Any]
LISTED = 200
"""Places that a sheet lists at most; /structures lists all."""

_LANGUAGES: tuple[Language, ...] = ("fr", "en")
_OF_LINE = (
    *(
        "indicator",
        "objective",
        "apart",
        "title",
        "unit",
        "direction",
        "supply",
        "category",
    ),
    *("counted", "max_min", "period", "value", "numerator", "denominator"),
    *(
        "border_unknown",
        "uncertain",
        "status",
        "estimated",
        "department",
        "region",
        "comparables",
    ),
    *("placed", "placed_in_department", "band", "minutes", "verified"),
    *("not_collected", "collection", "sources", "details"),
)


def sheet_body(
    request: Request, sheet: Sheet, asked_code: str | None, media_type: str
) -> Body:
    """The whole sheet; orjson writes the small records inside it as objects."""
    one = sheet.identity
    return {
        **_identity(request, sheet),
        "asked_code": asked_code,
        "run": sheet.run,
        "measured_on": sheet.measured_on,
        "estimated": sheet.estimated,
        "method": sheet.method,
        "comparable": {
            "count": sheet.peers,
            "same_density": sheet.peers_of_same_class,
            "names": sheet.peers_named,
        },
        "verdict": {lang: sum_up(sheet, lang) for lang in _LANGUAGES},
        "text": {lang: describe_sheet(sheet, lang) for lang in _LANGUAGES},
        "indicators": [line_body(line) for line in sheet.lines],
        "categories": [line_body(line) for line in sheet.kinds],
        "establishments": [line_body(line) for line in sheet.businesses],
        "worst_gaps": [_worst(request, worst) for worst in sheet.worst],
        "departments": sheet.parts,
        "structures": _structures(request, sheet),
        "broadband": sheet.broadband,
        "equity": sheet.equity,
        "combined": sheet.combined,
        "history": sheet.history,
        "sources": [shown(row) for row in sheet.sources],
        "links": [
            self_link(request, media_type),
            {
                "rel": "alternate",
                "href": url(request, f"/territoires/{one.level}/{one.code}"),
                "type": "text/html",
            },
        ],
    }


def line_body(line: Line) -> Body:
    """One measure; ranks are flat, as /gaps has them."""
    told = {name: getattr(line, name) for name in _OF_LINE}
    for name, to in (
        ("placed", "rank"),
        ("placed_in_department", "rank_in_department"),
    ):
        placed = told.pop(name)
        told[to] = placed.rank if placed else None
        told[f"{to}_of"] = placed.of if placed else None
        told[f"{to}_tied"] = placed.tied if placed else None
    told["answers_objective"] = not told.pop("apart")
    return told


def _identity(request: Request, sheet: Sheet) -> Body:
    one = sheet.identity
    seat = None
    if one.lon is not None and one.lat is not None:
        seat = {"lon": round(one.lon, 6), "lat": round(one.lat, 6)}
    return {
        "level": one.level,
        "code": one.code,
        "name": one.name,
        "population": one.population,
        "area_km2": one.area_km2,
        "density": one.density,
        "communes": one.communes,
        "members_outside": one.members_outside,
        "beyond_region": one.beyond,
        "seat": seat,
        "departement": _around(request, one.department),
        "epci": _around(request, one.epci),
    }


def _around(request: Request, one: Around | None) -> Body | None:
    if one is None:
        return None
    href = url(request, f"{PREFIX}/territories/{one.level}/{one.code}/sheet")
    return {"code": one.code, "name": one.name, "href": href}


def _worst(request: Request, worst: Worst) -> Body:
    line = worst.line
    query: list[tuple[str, str]] = [("indicator", line.indicator)]
    if line.category is not None:
        query.append(("category", line.category))
    return {
        "indicator": line.indicator,
        "objective": line.objective,
        "answers_objective": not line.apart,
        "category": line.category,
        "value": line.value,
        "numerator": line.numerator,
        "minutes": line.minutes.central if line.minutes else None,
        "communes_in_gap": worst.communes_in_gap,
        "communes": worst.communes,
        "href": url(request, f"{PREFIX}/gaps", query),
    }


def _structures(request: Request, sheet: Sheet) -> Mapping[str, Any]:
    one = sheet.identity
    query = [("territory", f"{one.level}:{one.code}")]
    return {
        "by_category": sheet.inside,
        "numberMatched": len(sheet.places),
        "places": sheet.places[:LISTED],
        "href": url(request, f"{PREFIX}/structures", query),
    }
