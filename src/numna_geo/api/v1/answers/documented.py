"""Problems and links, and the list of answers a route may give."""

import datetime
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel

from numna_geo.api.negotiation import CSV, GEOJSON


class WrongParameterShown(BaseModel):
    """One parameter that cannot be used."""

    parameter: str
    value: str
    expected: str


class Problem(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[WrongParameterShown] | None = None
    more_errors: int | None = None
    suggestions: list[str] | None = None


class CitedSource(BaseModel):
    """Who published it; `date` is when, or what it tells of."""

    key: str
    title: str
    publisher: str
    licence: str
    landing_page: str | None
    date: str | None
    published_on: datetime.date | None
    vintage: str | None


class Link(BaseModel):
    """Where to go from here."""

    rel: str
    href: str
    type: str


class GeoJson(JSONResponse):
    """The media type of features, for the documentation."""

    media_type = GEOJSON


def answers(
    model: type[BaseModel],
    *,
    csv: bool = False,
    unknown: bool = False,
    busy: bool = False,
) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route, for OpenAPI.

    Args:
        model: of a good answer.
        csv: whether it may be CSV too.
        unknown: whether what the path names may be unknown.
        busy: whether too many may ask at once.
    """
    good: dict[str, Any] = {"model": model, "description": "The answer."}
    if csv:
        good["content"] = {CSV: {"schema": {"type": "string"}}}
    documented: dict[int | str, dict[str, Any]] = {
        200: good,
        304: {"description": "What you hold is still right."},
        400: {"model": Problem, "description": "A parameter is wrong or unknown."},
        406: {"model": Problem, "description": "No such format."},
        503: {
            "model": Problem,
            "description": "Too many ask at once, or the database is away; try again."
            if busy
            else "The database is away; try again.",
            "headers": {
                "Retry-After": {
                    "description": "Seconds until it is worth trying again.",
                    "schema": {"type": "integer"},
                }
            },
        },
    }
    if unknown:
        documented[404] = {"model": Problem, "description": "Nobody has this code."}
    return documented
