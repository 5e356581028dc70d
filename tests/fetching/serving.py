"""A small true HTTP server that misbehaves on demand, on the loopback address."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any

from numna_geo.fetching.exchange import Downloaded, Limits, NotModified

Fetch = Callable[..., Downloaded | NotModified]

HURRIED = Limits(connect_s=60, read_s=60, backoff_s=0.01, longest_wait_s=2)
"""No test waits before it asks again; a server that answers may take its time."""

Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers each path with what the test put there; keeps what was asked."""

    protocol_version = "HTTP/1.1"
    server: "Server"
    body = b""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        replies = self.server.replies[self.path.partition("?")[0]]
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        try:
            reply(self)
        except OSError:
            # The one who asked has hung up: often what a test is about.
            self.close_connection = True

    def do_POST(self) -> None:
        self.body = self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def head(self, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.head(status, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Serves `replies[path]`: in turn, the last one for ever."""

    daemon_threads = True
    # `socketserver` joins handlers that a test left waiting otherwise.
    block_on_close = False

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), Handler)
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.stopped = threading.Event()
        self.scheme = "http"

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def serve(self, path: str, *replies: Reply) -> str:
        """Put replies at a path, and return its address."""
        self.replies[path] = list(replies)
        return self.url(path)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that refuse our certificate, or hang up."""


@contextmanager
def serving(tls: SSLContext | None = None) -> Iterator[Server]:
    """A server until the end of the block."""
    server = Server()
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.scheme = "https"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def sent(body: bytes, status: int = 200, **headers: str) -> Reply:
    """The whole of a body, with its length."""
    return lambda handler: handler.send(body, status, **headers)


def led(to: str, status: int = 302) -> Reply:
    """A redirect."""
    return lambda handler: handler.send(b"", status, Location=to)


def cut(body: bytes, announced: int) -> Reply:
    """Fewer bytes than are announced, then the line goes dead."""

    def reply(handler: Handler) -> None:
        handler.head(Content_Length=str(announced))
        handler.wfile.write(body)
        handler.close_connection = True

    return reply


def chunked(pieces: list[bytes], *, ended: bool = True) -> Reply:
    """Chunks, with or without the one that says that it was the last."""

    def reply(handler: Handler) -> None:
        handler.head(Transfer_Encoding="chunked")
        for piece in pieces:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        if ended:
            handler.wfile.write(b"0\r\n\r\n")
        handler.close_connection = True

    return reply


def endless(piece: bytes, *, every_s: float = 0, head: bool = True) -> Reply:
    """The same bytes again and again; without `head`, inside of a header."""

    def reply(handler: Handler) -> None:
        handler.close_connection = True
        if head:
            handler.head()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not handler.server.stopped.wait(every_s):
            handler.wfile.write(piece)

    return reply


def zipped(body: bytes) -> Reply:
    """The body compressed, as a server may send it."""
    return sent(gzip.compress(body), Content_Encoding="gzip")
