"""One file from one address: whole, within its limits, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, NoReturn

from urllib3 import BaseHTTPResponse

from numna_geo import __version__
from numna_geo.errors import DownloadFailed
from numna_geo.fetching.body import ENCODINGS, Written, no_room, write_body
from numna_geo.fetching.connection import answered
from numna_geo.fetching.exchange import (
    Deadline,
    Downloaded,
    Hiccup,
    Known,
    Limits,
    NotModified,
    Say,
    megabytes,
    printable,
    silent,
)
from numna_geo.fetching.guard import Guard
from numna_geo.fetching.naming import file_name
from numna_geo.fetching.retries import asked_wait_s, patiently
from numna_geo.fetching.target import Target, redirected, target_of

_REDIRECTS = {301, 302, 303, 307, 308}
_MAY_PASS = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    into: Path
    limits: Limits
    known: Known | None
    say: Say


def download(
    url: str,
    *,
    into: Path,
    limits: Limits,
    known: Known | None = None,
    say: Say = silent,
) -> Downloaded | NotModified:
    """Fetch a file into a folder, under a temporary name that the caller removes.

    Nothing is left in the folder when it fails. What the file holds is not looked at.

    Args:
        url: http or https; it may be private, what it redirects to may not.
        into: an existing folder.
        limits: of size, time and patience, and what the file must be.
        known: the file as last taken; it is asked for only if it has changed.
        say: told the bytes that came, and how many are announced.

    Raises:
        DownloadFailed: anything but a whole file; its sentence says what.
    """
    typed = target_of(url)
    guard, deadline = Guard(typed), Deadline(limits.total_s)
    asked_for = None if limits.unchanged_too else known
    order = _Order(into=into, limits=limits, known=asked_for, say=say)
    return patiently(
        lambda: _attempt(typed, guard, order, deadline),
        name=typed.shown,
        limits=limits,
        deadline=deadline,
    )


def _attempt(
    typed: Target, guard: Guard, order: _Order, deadline: Deadline
) -> Downloaded | NotModified:
    target = typed
    for _ in range(order.limits.redirects + 1):
        addresses = guard.addresses(target)
        asked = answered(
            target,
            addresses,
            _headers(order.known),
            limits=order.limits,
            deadline=deadline,
        )
        with asked as response:
            if response.status not in _REDIRECTS:
                return _outcome(response, target, order, deadline)
            target = redirected(target, response.headers.get("Location"))
    raise DownloadFailed(
        f"{typed.shown} redirects more than {order.limits.redirects} times; "
        f"the last was to {target.shown}"
    )


def _headers(known: Known | None) -> dict[str, str]:
    headers = {
        "User-Agent": f"numna-geo/{__version__}",
        "Accept": "*/*",
        "Accept-Encoding": ENCODINGS,
        "Connection": "close",
    }
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _outcome(
    response: BaseHTTPResponse, target: Target, order: _Order, deadline: Deadline
) -> Downloaded | NotModified:
    if response.status == HTTPStatus.NOT_MODIFIED and order.known:
        return NotModified(url=target.shown)
    if response.status != HTTPStatus.OK:
        _refuse(response, target)
    with _temporary(order.into) as (path, file):
        try:
            _check_room(response, order)
            written = write_body(response, file, limits=order.limits, say=order.say)
        except DownloadFailed as error:
            raise DownloadFailed(f"{target.shown}: {error}") from error
        if deadline.over:
            # A connection that we cut ourselves looks like the end of a file.
            raise Hiccup(f"cut after {megabytes(written.size)}")
        _check_digest(written, target, order)
        if order.known and order.known.sha256 == written.sha256:
            path.unlink()
            return NotModified(url=target.shown)
        return Downloaded(
            path=path,
            url=target.shown,
            file_name=file_name(response.headers, target),
            size=written.size,
            sha256=written.sha256,
            etag=_kept(response.headers.get("ETag")),
            last_modified=_kept(response.headers.get("Last-Modified")),
        )


def _check_digest(written: Written, target: Target, order: _Order) -> None:
    expected = order.limits.sha256
    if expected and expected.strip().lower() != written.sha256:
        raise DownloadFailed(
            f"{target.shown}: its SHA-256 is {written.sha256}, {expected} was "
            "expected: it is another file, or a damaged one"
        )


def _kept(header: str | None) -> str | None:
    """A header to send back next time; one that holds anything odd is forgotten."""
    return header if header and printable(header) == header else None


def _refuse(response: BaseHTTPResponse, target: Target) -> NoReturn:
    reason = printable(response.reason or "")
    said = f"answered {response.status} {reason}".strip()
    if response.status in _MAY_PASS:
        after_s = asked_wait_s(response.headers.get("Retry-After"))
        raise Hiccup(said, after_s=after_s)
    raise DownloadFailed(
        f"{target.shown} {said}; 200 was expected. Look for the new address on the "
        "page of its publisher, or load the file from the disk"
    )


def _check_room(response: BaseHTTPResponse, order: _Order) -> None:
    try:
        free = shutil.disk_usage(order.into).free
    except OSError as error:
        raise no_room(error) from error
    announced = response.length_remaining
    if announced is not None and min(announced, order.limits.max_bytes) > free:
        raise DownloadFailed(
            f"{megabytes(announced)} are announced and {megabytes(free)} are free on "
            "the disk: free some room, or set TMPDIR to a folder that has it"
        )


@contextmanager
def _temporary(into: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file in a folder, removed again unless all goes well."""
    try:
        handle, name = tempfile.mkstemp(prefix="download-", dir=into)
    except OSError as error:
        raise no_room(error) from error
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield path, file
    except BaseException:
        path.unlink(missing_ok=True)
        raise
