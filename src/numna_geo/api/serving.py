"""How uvicorn must run the application: `uvicorn.run(app, **uvicorn_options())`.

Tried on uvicorn's two parsers with an address of 1 MB: h11 refuses above 64 kB and
httptools cannot split an address above 64 kB; both then answer by themselves, in plain
text. Our protocol keeps no more of an address than it takes to see that it is too long,
so that the answer is the application's own (`middleware/request_limits.py`).
"""

from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from numna_geo.api.middleware.request_limits import MAX_TARGET
from numna_geo.api.problems import problem


class Http(HttpToolsProtocol):
    """httptools, with bounded addresses and problems for what is no HTTP at all."""

    def on_url(self, url: bytes) -> None:
        """Keep one byte more than is allowed."""
        super().on_url(url[: MAX_TARGET + 1 - len(self.url)])

    def send_400_response(self, msg: str) -> None:
        """Say in our own words that this is no HTTP request, and hang up."""
        reply = problem(HTTPStatus.BAD_REQUEST, msg)
        lines = [b"HTTP/1.1 400 Bad Request", b"connection: close"]
        lines += [b"%b: %b" % header for header in reply.raw_headers]
        self.transport.write(b"\r\n".join([*lines, b"", bytes(reply.body)]))
        self.transport.close()


def uvicorn_options() -> dict[str, Any]:
    """Its own log quotes addresses, hence coordinates: ours is the only one."""
    return {
        "http": Http,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "timeout_graceful_shutdown": 5,
    }
