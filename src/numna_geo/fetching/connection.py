"""One question to one server, at an address that was judged, until a deadline."""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPException

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from numna_geo.errors import DownloadFailed
from numna_geo.fetching.exchange import Deadline, Hiccup, Limits, printable
from numna_geo.fetching.target import Target

LOST = (HTTPError, HTTPException, OSError)
"""What a connection that goes wrong raises, at any of its stages."""


@contextmanager
def answered(
    target: Target,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    *,
    limits: Limits,
    deadline: Deadline,
) -> Iterator[BaseHTTPResponse]:
    """The answer to a GET, its body still to be read, and not decoded.

    Args:
        target: what to ask for; its host is the one named to the server, and the one
            that its certificate must be for.
        addresses: where to connect to, in the order to try.
        headers: to send along.
        limits: of each wait.
        deadline: when it is reached, the connection is cut, whatever it is doing.

    Raises:
        Hiccup: no connection, or no answer.
        DownloadFailed: the server's certificate is not trusted.
    """
    connection = connected(target, addresses, limits, deadline)
    try:
        # urllib3 sets it on the socket again before each step.
        connection.timeout = limits.read_s
        with cut_at(connection.sock, deadline):
            yield _answer(connection, target, headers)
    finally:
        connection.close()


def _answer(
    connection: HTTPConnection, target: Target, headers: Mapping[str, str]
) -> BaseHTTPResponse:
    try:
        connection.request(
            "GET",
            target.path,
            headers={"Host": target.authority, **headers},
            preload_content=False,
            decode_content=False,
        )
        return connection.getresponse()
    except LOST as error:
        raise Hiccup(f"no answer from {target.authority} ({_why(error)})") from error


def connected(
    target: Target, addresses: Sequence[str], limits: Limits, deadline: Deadline
) -> HTTPConnection:
    """An open connection to the first of the addresses that takes one.

    Raises:
        Hiccup: none does, or not in time.
        DownloadFailed: the server's certificate is not trusted.
    """
    why: Exception | None = None
    for address in addresses:
        wait_s = min(limits.connect_s, deadline.left_s)
        if wait_s == 0:
            break
        connection = _connection(target, address, wait_s)
        try:
            connection.connect()
        except ssl.SSLCertVerificationError as error:
            connection.close()
            raise DownloadFailed(
                f"{target.shown}: the certificate is not trusted "
                f"({error.verify_message}); SSL_CERT_FILE names other authorities"
            ) from error
        except LOST as error:
            connection.close()
            why = error
        else:
            return connection
    reason = f" ({_why(why)})" if why else ""
    raise Hiccup(f"no connection to {target.authority}{reason}") from why


def _connection(target: Target, address: str, wait_s: float) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=wait_s)
    return HTTPSConnection(
        address, target.port, timeout=wait_s, server_hostname=target.host
    )


@contextmanager
def cut_at(opened: socket.socket, deadline: Deadline) -> Iterator[None]:
    """Shut a socket at the deadline: time-outs alone let a server drip for ever."""

    def shut() -> None:
        # An SSLSocket's own `shutdown` would let the reader go on in the clear.
        with suppress(OSError):
            socket.socket.shutdown(opened, socket.SHUT_RDWR)

    timer = threading.Timer(deadline.left_s, shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _why(error: Exception) -> str:
    """The last words of an exception that quotes the objects it is about."""
    return printable(str(error).rpartition(": ")[2]) or type(error).__name__
