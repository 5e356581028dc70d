"""Under a real uvicorn: what its parsers let through, and what they answer alone."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection

import pytest
import uvicorn

from numna_geo.api.app import create_app
from numna_geo.api.serving import uvicorn_options
from numna_geo.settings import Settings

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"
MEGABYTE = 1_000_000


@contextmanager
def serving(settings: Settings) -> Iterator[int]:
    """The service on a free port."""
    app = create_app(settings, database_url=NOWHERE)
    server = uvicorn.Server(uvicorn.Config(app, port=0, **uvicorn_options()))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the service could not start"
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(timeout=60)


def raw(port: int, target: str) -> bytes:
    """All that comes back for a request line that no client would send."""
    request = f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    got = b""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(request.encode("latin-1"))
        while chunk := connection.recv(65_536):
            got += chunk
    return got


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    with serving(settings) as port:
        yield port


def test_a_query_of_a_megabyte_is_our_own_414(port: int) -> None:
    reply = raw(port, f"/api/v1/geocode?q={'a' * MEGABYTE}")

    assert reply.startswith(b"HTTP/1.1 414")
    assert b"application/problem+json" in reply
    assert b"8192 bytes" in reply
    assert b"x-request-id" in reply.lower()


def test_a_path_of_a_megabyte_is_our_own_414(port: int) -> None:
    assert raw(port, f"/{'a' * MEGABYTE}").startswith(b"HTTP/1.1 414")


@pytest.mark.parametrize(
    "target", ["/api/v1/geocode?q=%00", "/api/v1/geocode?q=%ff%fe", "/%c3%28"]
)
def test_bytes_that_are_no_text_are_our_own_400(port: int, target: str) -> None:
    reply = raw(port, target)

    assert reply.startswith(b"HTTP/1.1 400")
    assert b"application/problem+json" in reply


def test_what_is_no_http_is_a_problem_too(port: int) -> None:
    reply = raw(port, "/a b c")

    assert reply.startswith(b"HTTP/1.1 400")
    head, _, body = reply.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    assert json.loads(body)["status"] == 400


def test_an_address_just_short_enough_is_read(port: int) -> None:
    # The database is away in this test: what counts is that the address was read.
    assert raw(port, f"/healthz?x={'a' * 8_000}").startswith(b"HTTP/1.1 200")


def test_the_service_does_not_say_what_it_runs_on(port: int) -> None:
    assert b"server:" not in raw(port, "/healthz").lower()


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
def test_many_heads_and_a_get_share_one_connection(
    port: int, encoding: str, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Accept-Encoding": encoding, "X-Request-Id": "same"}
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.connect()
    own = connection.sock

    def asked(method: str, path: str) -> tuple[int, dict[str, str], bytes]:
        connection.request(method, path, headers=headers)
        with connection.getresponse() as reply:
            known = {name.lower(): value for name, value in reply.getheaders()}
            body = reply.read()
        # How a body travels is said of bodies only, and the clock goes on.
        for name in ("transfer-encoding", "date"):
            known.pop(name, None)
        return reply.status, known, body

    paths = ["/openapi.json", "/healthz", "/docs", "/nope"] * 2
    heads = [asked("HEAD", path) for path in paths]
    bodies = [asked("GET", path) for path in paths]

    assert connection.sock is own
    connection.close()
    for (status, said, nothing), (of_get, same, body) in zip(
        heads, bodies, strict=True
    ):
        assert (status, said) == (of_get, same)
        assert nothing == b""
        assert body
    assert heads[0][1].get("content-encoding", "identity") == encoding
    seen = {(record.name, record.levelname) for record in caplog.records}
    assert seen == {("numna_geo.access", "INFO")}
    heads_of = [r.__dict__ for r in caplog.records if r.__dict__["method"] == "HEAD"]
    assert {"/healthz", "/docs"} <= {head["route"] for head in heads_of}
