"""Answers as bytes: JSON without response models, GeoJSON, links."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from fastapi import Request, Response

from numna_geo.api.negotiation import GEOJSON, JSON, chosen

Link = dict[str, str]


def json_reply(body: Mapping[str, Any]) -> Response:
    """`body` as JSON, for who takes JSON (see `negotiation.takes_json`)."""
    return Response(orjson.dumps(body), media_type=JSON)


def geojson_reply(request: Request, body: Mapping[str, Any]) -> Response:
    """`body` as GeoJSON; the same bytes for who only takes application/json."""
    media_type = chosen(request, [GEOJSON, JSON])
    return Response(orjson.dumps(body), media_type=media_type)


def url(request: Request, path: str, query: Sequence[tuple[str, str]] = ()) -> str:
    """An address of ours, absolute when the deployment says where it is published."""
    public: str = request.app.state.settings.public_url or ""
    asked = f"?{urlencode(query)}" if query else ""
    return f"{public.rstrip('/')}{quote(path, safe='/:')}{asked}"


def self_link(request: Request, media_type: str = JSON) -> Link:
    """The address that was asked."""
    here = url(request, request.url.path, request.query_params.multi_items())
    return {"rel": "self", "href": here, "type": media_type}


def next_link(request: Request, media_type: str = JSON, **changed: str | int) -> Link:
    """The same question with some parameters changed."""
    asked = request.query_params.multi_items()
    kept = [(name, value) for name, value in asked if name not in changed]
    kept += [(name, str(value)) for name, value in changed.items()]
    href = url(request, request.url.path, kept)
    return {"rel": "next", "href": href, "type": media_type}


def whole(value: float | None) -> float | int | None:
    """A count without a decimal point when it has no decimals.

    >>> whole(12.0), whole(0.5), whole(None)
    (12, 0.5, None)
    """
    return int(value) if value is not None and value.is_integer() else value
