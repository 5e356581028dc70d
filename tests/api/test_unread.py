"""Large answers wait for their readers, but neither for ever nor in any number."""

import asyncio
from typing import Any

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from numna_geo.api.middleware.unread import PIECE, Unread

LARGE = bytes(3 * PIECE + 1)


class Reader:
    """Takes what is sent; after `takes` pieces it reads no more."""

    def __init__(self, takes: int = 99) -> None:
        self.sent: list[Message] = []
        self._takes = takes

    async def __call__(self, message: Message) -> None:
        if len(self.sent) > self._takes:
            await asyncio.Event().wait()
        self.sent.append(message)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def body(self) -> bytes:
        return b"".join(one.get("body", b"") for one in self.sent)


def answering(body: bytes) -> Any:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(body)(scope, receive, send)

    return app


async def nothing() -> Message:
    return {"type": "http.disconnect"}


def asked(app: Unread, reader: Reader) -> Any:
    return app({"type": "http", "method": "GET", "path": "/"}, nothing, reader)


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 2 * PIECE, len(LARGE)])
def test_an_answer_arrives_whole_whatever_its_size(size: int) -> None:
    reader = Reader()

    asyncio.run(asked(Unread(answering(bytes(size))), reader))

    assert reader.body == bytes(size)
    assert [one.get("more_body", False) for one in reader.sent[1:]][-1] is False


def test_who_reads_no_more_is_hung_up_on_and_frees_what_waited() -> None:
    app, reader = Unread(answering(LARGE), patience_s=0.01), Reader(takes=2)

    asyncio.run(asked(app, reader))

    assert len(reader.body) == 2 * PIECE
    assert app.waiting == 0


def test_when_too_much_waits_the_next_large_answer_is_a_503_and_small_ones_pass() -> (
    None
):
    app = Unread(answering(LARGE), most=len(LARGE) + 10, patience_s=60)
    small = Unread(answering(b"small"), most=0)

    async def two() -> tuple[Reader, Reader]:
        stalled, second, third = Reader(takes=1), Reader(), Reader()
        waiting = asyncio.create_task(asked(app, stalled))
        await asyncio.sleep(0)
        await asked(app, second)
        await asked(small, third)
        waiting.cancel()
        return second, third

    second, third = asyncio.run(two())

    assert second.status == 503
    assert dict(second.sent[0]["headers"])[b"retry-after"] == b"5"
    assert (third.status, third.body) == (200, b"small")
    assert app.waiting == 0
