"""What no route should have to look at: endless addresses, and bytes that are no text.

Real servers have limits of their own, and answer in plain text: see `api/serving.py`.
"""

from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from numna_geo.api.problems import PageOf, problem, refused
from numna_geo.errors import WrongParameter

MAX_TARGET = 8_192
"""Bytes of path and query together; the longest sane request has a few hundred."""

_BROKEN = "the address holds a NUL byte, or bytes that are not UTF-8"


class RequestLimits:
    """Refuses what is too long (414) and what cannot be text (400)."""

    def __init__(self, app: ASGIApp, *, page: PageOf) -> None:
        self.app, self._page = app, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            target = scope.get("raw_path", b"") + b"?" + scope["query_string"]
            if len(target) > MAX_TARGET:
                detail = f"the address is longer than {MAX_TARGET} bytes"
                refusal = problem(HTTPStatus.REQUEST_URI_TOO_LONG, detail)
                await refusal(scope, receive, send)
                return
            if not is_text(target):
                page = self._page(Request(scope), HTTPStatus.BAD_REQUEST)
                refusal = page or refused(_BROKEN, _broken(scope["query_string"]))
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _broken(query: bytes) -> list[WrongParameter]:
    """Parameters that are no text; none where it is the path that is none."""
    pairs = (part.partition(b"=") for part in query.split(b"&"))
    return [
        WrongParameter(_read(name), _read(value), "UTF-8 text without NUL")
        for name, _, value in pairs
        if not (is_text(name) and is_text(value))
    ]


def _read(part: bytes) -> str:
    plain = unquote_to_bytes(part.replace(b"+", b" "))
    return plain.decode(errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


def is_text(target: bytes) -> bool:
    """Whether the percent-escapes of `target` decode to UTF-8 without NUL.

    >>> is_text(b"q=%C3%A9"), is_text(b"q=%E9"), is_text(b"q=%00")
    (True, False, False)
    """
    plain = unquote_to_bytes(target)
    try:
        return "\0" not in plain.decode()
    except UnicodeDecodeError:
        return False
