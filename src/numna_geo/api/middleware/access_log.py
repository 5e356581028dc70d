"""A request id for everybody, and one line a request that tells nothing of them."""

import logging
import re
import time
from collections.abc import Iterable
from secrets import token_hex

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from numna_geo.api.metrics import Requests
from numna_geo.api.middleware.raw_headers import Raw, put

log = logging.getLogger("numna_geo.access")

_RAW_HEADER = b"x-request-id"
_SANE = re.compile(rb"[A-Za-z0-9._-]{1,64}")


class AccessLog:
    """Outermost: gives the request an id, and logs how it ended.

    The line holds the route's template, never the path, the query string or a header:
    those carry people's coordinates and searches.

    Args:
        app: the application behind it.
        requests: where they are counted.
    """

    def __init__(self, app: ASGIApp, *, requests: Requests) -> None:
        self.app, self._requests = app, requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method, started = scope["method"], time.perf_counter()
        request_id, status = request_id_of(scope["headers"]), 0
        scope.setdefault("state", {})["request_id"] = request_id

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                put(message, [(_RAW_HEADER, request_id.encode())])
            await send(message)

        try:
            await self.app(scope, receive, named)
        finally:
            route = getattr(scope.get("route"), "path", None)
            took_s = time.perf_counter() - started
            self._requests.add(method, route, status, took_s)
            line = {
                "method": method,
                "route": route,
                "status": status,
                "ms": round(took_s * 1000, 1),
                "request_id": request_id,
            }
            log.info("request", extra=line)


def request_id_of(headers: Iterable[Raw]) -> str:
    """The caller's own request id when it is sane, a new one otherwise."""
    asked = next((value for name, value in headers if name == _RAW_HEADER), b"")
    return asked.decode() if _SANE.fullmatch(asked) else token_hex(16)
