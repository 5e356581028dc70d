"""Answers that tell by themselves whether they are what the caller holds."""

import hashlib
from collections.abc import Iterable

from fastapi import Request, Response

from numna_geo.api.cache_control import CACHE
from numna_geo.api.middleware.freshness import is_among
from numna_geo.bundle import code_mark

_CODE = code_mark("api/v1/*.py", "api/v1/answers/*.py", "usecases/compare_*.py")


def tagged(request: Request, reply: Response, made_from: Iterable[str]) -> Response:
    """The reply with a weak tag of what it was made from, or 304 to who holds it."""
    asked = (request.url.path, request.url.query, request.headers.get("accept", ""))
    told = "\n".join((_CODE, *asked, *made_from))
    tag = f'W/"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": CACHE, "Vary": "Accept"}
    if holds(request, tag):
        return Response(status_code=304, headers=headers)
    reply.headers.update(headers)
    return reply


def holds(request: Request, tag: str) -> bool:
    """Whether the caller holds what has this tag; `*` is any."""
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or is_among(tag, held)
