"""Large answers are compressed while others are answered."""

import asyncio
import gzip
import sys
import threading
from collections.abc import Callable

import brotli
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message

from numna_geo.api.middleware import large_answers
from numna_geo.api.middleware.large_answers import ENCODINGS, LARGE, LargeAnswers

TEXT = ("".join(f'{{"number":{n},"name":"é{n * n}"}}' for n in range(40_000))).encode()

UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


def answering(body: bytes, media_type: str, headers: dict[str, str]) -> LargeAnswers:
    async def answer(_: Request) -> Response:
        return Response(body, media_type=media_type, headers=headers)

    return LargeAnswers(Starlette(routes=[Route("/", answer)]))


def got(
    app: LargeAnswers, accepted: str, aside: Callable[[], None] = lambda: None
) -> tuple[dict[str, str], bytes]:
    """Headers and body; `aside` is called whenever the loop is free meanwhile."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def others() -> None:
        while True:
            aside()
            await asyncio.sleep(0)

    async def whole() -> None:
        waiting = asyncio.create_task(others())
        scope = {
            **{"type": "http", "method": "GET", "path": "/", "query_string": b""},
            "headers": [(b"accept-encoding", accepted.encode())],
        }
        await app(scope, receive, send)
        waiting.cancel()

    asyncio.run(whole())
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return headers, b"".join(one["body"] for one in sent[1:])


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_others_are_answered_while_a_large_answer_is_compressed(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    squeezing, others_had_a_turn = threading.Event(), threading.Event()
    squeeze = ENCODINGS[encoding]

    def turn() -> None:
        if squeezing.is_set():
            others_had_a_turn.set()

    def held(body: bytes) -> bytes:
        squeezing.set()
        # On the loop, nobody could have a turn until this gives up.
        assert others_had_a_turn.wait(timeout=60)
        return squeeze(body)

    monkeypatch.setitem(large_answers.ENCODINGS, encoding, held)  # type: ignore[misc]
    app = answering(TEXT, "application/geo+json", {"Vary": "Accept"})
    headers, body = got(app, f"deflate, {encoding}", turn)

    assert others_had_a_turn.is_set()
    assert headers["content-encoding"] == encoding
    assert headers["content-length"] == str(len(body))
    assert headers["vary"] == "Accept, Accept-Encoding"
    assert UNPACK[encoding](body) == TEXT


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_who_compresses_leaves_the_processor_to_other_threads(encoding: str) -> None:
    squeeze = ENCODINGS[encoding]
    begun, others_had_a_turn, never = threading.Event(), list[bool](), list[bool]()

    def squeezes() -> None:
        begun.set()
        for _ in range(500):
            squeeze(TEXT)
            if others_had_a_turn:
                return
        never.append(True)

    usual = sys.getswitchinterval()
    # Nobody is interrupted: others have a turn where it is left to them, or at the end.
    sys.setswitchinterval(600)
    try:
        squeezing = threading.Thread(target=squeezes)
        squeezing.start()
        begun.wait()
        others_had_a_turn.append(True)
        squeezing.join()
    finally:
        sys.setswitchinterval(usual)

    assert not never


@pytest.mark.parametrize(
    ("body", "media_type", "headers", "accepted"),
    [
        (TEXT[: LARGE - 1], "application/json", {}, "br"),
        (TEXT, "application/vnd.apache.parquet", {}, "br"),
        (TEXT, "application/json", {"Content-Encoding": "gzip"}, "br"),
        (TEXT, "application/json", {}, "br;q=0, identity"),
        (TEXT, "application/json", {}, "gzip, br, zstd"),
    ],
    ids=["small", "no text", "compressed already", "not accepted", "quicker"],
)
def test_what_needs_no_thread_passes_as_it_is(
    body: bytes, media_type: str, headers: dict[str, str], accepted: str
) -> None:
    told, sent = got(answering(body, media_type, headers), accepted)

    assert sent == body
    assert told.get("content-encoding") == headers.get("Content-Encoding")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_page_of_features_is_the_same_however_it_is_compressed(
    client: TestClient, encoding: str
) -> None:
    path = "/ogc/collections/communes/items?limit=100"
    plain = client.get(path, headers={"Accept-Encoding": "identity"})

    with client.stream("GET", path, headers={"Accept-Encoding": encoding}) as reply:
        packed = b"".join(reply.iter_raw())

    assert reply.headers["content-encoding"] == encoding
    assert reply.headers["etag"] == plain.headers["etag"]
    assert int(reply.headers["content-length"]) == len(packed) < len(plain.content) / 2
    vary = [one.strip() for one in reply.headers["vary"].split(",")]
    assert sorted(vary) == ["Accept", "Accept-Encoding"]
    assert UNPACK[encoding](packed) == plain.content
