"""Large answers are sent in pieces, to who reads them."""

import asyncio
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from numna_geo.api.problems import problem

PIECE = 262_144
"""Bytes of an answer beyond which it is large."""

_MOST = 256 * 1024 * 1024
_PATIENCE_S = 30.0
_FULL = "Many large answers are still being sent; try again in a moment, or ask less."


class Unread:
    """Keeps large answers for their readers only so long, and only so many.

    Whoever takes no piece for a while is hung up on: their answer stays short of its
    length, and the server closes it. Where too much waits to be read, the next large
    answer is a problem: 503, with a time to come again.

    Args:
        app: the application behind it.
        most: bytes of large answers that may wait to be read.
        patience_s: how long a piece may take.
    """

    def __init__(
        self, app: ASGIApp, *, most: int = _MOST, patience_s: float = _PATIENCE_S
    ) -> None:
        self.app, self.most, self.patience_s = app, most, patience_s
        self.waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            send = _Read(self, scope, receive, send)
        await self.app(scope, receive, send)


class _Read:
    """Sends one answer on; once it is given up, the rest of it is dropped."""

    def __init__(
        self, bounds: Unread, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self._bounds, self._scope = bounds, scope
        self._receive, self._send = receive, send
        self._start: Message | None = None
        self._given_up = False

    async def __call__(self, message: Message) -> None:
        if self._given_up:
            return
        if message["type"] == "http.response.start":
            self._start = message
            return
        start, self._start = self._start, None
        body = message.get("body", b"")
        if len(body) <= PIECE:
            if start is not None:
                await self._send(start)
            await self._send(message)
        elif start is not None and self._is_full(len(body)):
            self._given_up = True
            full = problem(HTTPStatus.SERVICE_UNAVAILABLE, _FULL)
            await full(self._scope, self._receive, self._send)
        else:
            await self._in_pieces(start, body, more=message.get("more_body", False))

    def _is_full(self, size: int) -> bool:
        return self._bounds.waiting + size > self._bounds.most

    async def _in_pieces(
        self, start: Message | None, body: bytes, *, more: bool
    ) -> None:
        self._bounds.waiting += len(body)
        try:
            if start is not None:
                await self._send(start)
            for at in range(0, len(body), PIECE):
                follows = more or at + PIECE < len(body)
                piece = {"body": body[at : at + PIECE], "more_body": follows}
                async with asyncio.timeout(self._bounds.patience_s):
                    await self._send({"type": "http.response.body", **piece})
        except TimeoutError:
            self._given_up = True
        finally:
            self._bounds.waiting -= len(body)
