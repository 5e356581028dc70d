"""The application asked without a socket: what a copy is made of."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlsplit

from fastapi import FastAPI

from numna_geo.api.middleware.freshness import TOLD_AT
from numna_geo.api.pages.shell.copying import SCOPE_KEY, Copying
from numna_geo.api.site_copy.addresses import ORIGIN

_REQUEST_ID = b"0" * 32

Message = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: its status, its media type and its body."""

    status: HTTPStatus
    media_type: str
    body: bytes


class Inside:
    """Asks an application for one page after the other.

    Args:
        app: started already.
        copying: what the pages are told of the copy.
        at: the time that they tell.
    """

    def __init__(self, app: FastAPI, copying: Copying, at: datetime) -> None:
        self._app, self._copying, self._at = app, copying, at

    async def get(self, target: str, *, accept: str = "*/*") -> Told:
        """What the application answers to a GET.

        Args:
            target: path and query, encoded.
            accept: media types.
        """
        parts, host = urlsplit(target), urlsplit(ORIGIN).netloc
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": unquote(parts.path),
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": [
                (b"host", host.encode()),
                (b"accept", accept.encode()),
                # Else the page that is not found shows a new one each time.
                (b"x-request-id", _REQUEST_ID),
            ],
            "client": None,
            "server": (host, 80),
            "state": {},
            SCOPE_KEY: self._copying,
        }
        said: list[Message] = []
        token = TOLD_AT.set(self._at)
        try:
            await self._app(scope, _nothing_more(), _into(said))
        finally:
            TOLD_AT.reset(token)
        return _told(said)


def _nothing_more() -> Callable[[], Awaitable[Message]]:
    """A reader who sends nothing, and does not leave before the answer is whole."""
    said = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        first = next(said, None)
        if first is None:
            await asyncio.Event().wait()
        return first or {}

    return receive


def _into(said: list[Message]) -> Callable[[Message], Awaitable[None]]:
    async def send(message: Message) -> None:
        said.append(message)

    return send


def _told(said: list[Message]) -> Told:
    start = next(one for one in said if one["type"] == "http.response.start")
    kinds = [value for name, value in start["headers"] if name == b"content-type"]
    return Told(
        HTTPStatus(start["status"]),
        kinds[0].decode() if kinds else "",
        b"".join(one.get("body", b"") for one in said),
    )
