"""Connections to one server, kept open for the next question."""

import logging
from collections import deque
from contextlib import suppress
from dataclasses import dataclass

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection

from numna_geo import __version__
from numna_geo.fetching.connection import LOST, connected, cut_at
from numna_geo.fetching.exchange import Deadline, Hiccup, Limits, megabytes, printable
from numna_geo.fetching.guard import Resolve
from numna_geo.fetching.target import Target

_PIECE = 65_536

# What urllib3 logs (questions at DEBUG, headers that it cannot read at WARNING) quotes
# the address that was asked, and with it somebody's coordinates.
for _name in ("urllib3.connection", "urllib3.connectionpool", "urllib3.response"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Sent:
    """What to send: a GET, or a POST of JSON when there is a body."""

    path: str
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Got:
    """What came back, whole."""

    status: int
    media_type: str
    body: bytes


class _Stale(Exception):
    """A kept connection that the other end had closed meanwhile."""


class Kept:
    """Exchanges with one server; threads may share it.

    Args:
        target: the server.
        limits: of each wait and of the size of an answer.
        resolve: the addresses of a name.
        size: how many idle connections are kept.
    """

    def __init__(
        self, target: Target, *, limits: Limits, resolve: Resolve, size: int
    ) -> None:
        self._target, self._limits, self._resolve = target, limits, resolve
        # Appending to a full deque would drop a connection without closing it.
        self._idle: deque[HTTPConnection] = deque()
        self._size = size

    def exchange(self, sent: Sent, deadline: Deadline) -> Got:
        """Send a question and take the whole answer before the deadline.

        Raises:
            Hiccup: no connection, no answer, not in time, cut, or too large.
            DownloadFailed: the server's certificate is not trusted.
        """
        with suppress(IndexError, _Stale):
            return self._over(self._idle.pop(), sent, deadline, kept=True)
        addresses = self._resolve(self._target.host, self._target.port)
        fresh = connected(self._target, addresses, self._limits, deadline)
        return self._over(fresh, sent, deadline, kept=False)

    def close(self) -> None:
        """Hang up everywhere; the next question connects again."""
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def _over(
        self, line: HTTPConnection, sent: Sent, deadline: Deadline, *, kept: bool
    ) -> Got:
        try:
            if kept and not line.is_connected:
                raise _Stale
            with cut_at(line.sock, deadline):
                response = self._response(line, sent, kept=kept)
                got = self._whole(response, deadline)
        except BaseException:
            line.close()
            raise
        if line.is_connected and len(self._idle) < self._size:
            self._idle.append(line)
        else:
            line.close()
        return got

    def _response(
        self, line: HTTPConnection, sent: Sent, *, kept: bool
    ) -> BaseHTTPResponse:
        headers = {
            "Host": self._target.authority,
            "User-Agent": f"numna-geo/{__version__}",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }
        if sent.body is not None:
            headers["Content-Type"] = "application/json"
        try:
            line.request(
                "GET" if sent.body is None else "POST",
                sent.path,
                body=sent.body,
                headers=headers,
                preload_content=False,
                decode_content=False,
            )
            return line.getresponse()
        except TimeoutError as error:
            raise Hiccup("no answer in time") from error
        except LOST as error:
            if kept:
                raise _Stale from error
            raise Hiccup("no answer") from error

    def _whole(self, response: BaseHTTPResponse, deadline: Deadline) -> Got:
        limit, pieces, size = self._limits.max_bytes, [], 0
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise Hiccup("an encoding that was not asked for")
        try:
            while piece := response.read1(_PIECE):
                pieces.append(piece)
                size += len(piece)
                if size > limit:
                    raise Hiccup(f"more than {megabytes(limit)}")
        except LOST as error:
            raise Hiccup("cut before the end") from error
        # A connection that we cut ourselves may look like the end of an answer.
        if deadline.over:
            raise Hiccup("no answer in time")
        media_type = printable(response.headers.get("Content-Type", ""))
        return Got(response.status, media_type.lower(), b"".join(pieces))
