"""Answers are compressed for who takes that; for who does not, nothing is looked at."""

from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware

from numna_geo.api.middleware.large_answers import LargeAnswers

FAST = 1
"""The level of gzip and zstd: 4 takes twice as long, for an eighth fewer bytes."""

_VARY = b"vary"
_NO_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


class Compression:
    """Large answers in a thread, small and streamed ones at once.

    Programs that ask for one feature after the other rarely take any encoding: all
    they need is to have caches told that others do.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._compressed = CompressMiddleware(
            LargeAnswers(app), gzip_level=FAST, zstd_level=FAST
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _takes_any(scope):
            await self._compressed(scope, receive, send)
            return

        async def varied(message: Message) -> None:
            if message["type"] == "http.response.start":
                _vary(message)
            await send(message)

        await self.app(scope, receive, varied)


def _takes_any(scope: Scope) -> bool:
    return any(name == b"accept-encoding" for name, _ in scope["headers"])


def _vary(start: Message) -> None:
    if start["status"] in _NO_BODY:
        return
    headers, told = [], b""
    for name, value in start["headers"]:
        if name == _VARY:
            told = b"%b, %b" % (told, value) if told else value
        else:
            headers.append((name, value))
    if b"accept-encoding" not in told.lower():
        told = told + b", Accept-Encoding" if told else b"Accept-Encoding"
    headers.append((_VARY, told))
    start["headers"] = headers
