"""What a server sends, into a file: decoded, counted, and hashed on the way."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from urllib3 import BaseHTTPResponse

from numna_geo.errors import DownloadFailed
from numna_geo.fetching.connection import LOST
from numna_geo.fetching.exchange import Hiccup, Limits, Say, megabytes

ENCODINGS = "gzip, identity"
"""What we say we can decode."""

_PIECE = 65_536
_GZIP = zlib.MAX_WBITS | 16
_GZIPPED, _PLAIN = {"gzip", "x-gzip"}, {"", "identity"}


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes of the file as decoded, and their SHA-256."""

    size: int
    sha256: str


def write_body(
    response: BaseHTTPResponse, file: BinaryIO, *, limits: Limits, say: Say
) -> Written:
    """Write the body of an answer, a piece at a time.

    Raises:
        Hiccup: the connection was cut before the end.
        DownloadFailed: too large, in an encoding we did not ask for, or no room to
            write it.
    """
    total = response.length_remaining
    if total is not None and total > limits.max_bytes:
        raise _too_large(f"{megabytes(total)} are announced", limits)
    digest, size = hashlib.sha256(), 0
    for piece in _decoded(response, _counted(response, total, say)):
        size += len(piece)
        if size > limits.max_bytes:
            raise _too_large("more keeps coming", limits)
        digest.update(piece)
        _write(file, piece)
    _write(file)
    return Written(size, digest.hexdigest())


def _counted(
    response: BaseHTTPResponse, total: int | None, say: Say
) -> Iterator[bytes]:
    done = 0
    while True:
        try:
            piece = response.read1(_PIECE)
        except LOST as error:
            raise _cut(done, total) from error
        if not piece:
            break
        done += len(piece)
        say(done, total)
        yield piece
    if total is not None and done != total:
        raise _cut(done, total)


def _decoded(response: BaseHTTPResponse, pieces: Iterator[bytes]) -> Iterator[bytes]:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in _PLAIN:
        return pieces
    if encoding in _GZIPPED:
        return _unzipped(pieces)
    raise DownloadFailed(
        f"the server sends {encoding!r}, which was not asked for; "
        "take the file by other means, and load it from the disk"
    )


def _unzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Members of a gzip stream, never more than a piece of them in memory."""
    member = zlib.decompressobj(_GZIP)
    begun = False
    for piece in pieces:
        rest = piece
        while rest:
            if member.eof:
                member, begun = zlib.decompressobj(_GZIP), False
            begun = True
            yield _inflated(member, rest)
            rest = member.unconsumed_tail or member.unused_data
    if begun and not member.eof:
        raise Hiccup("the compressed file was cut before its end")


def _inflated(member: "zlib._Decompress", data: bytes) -> bytes:
    try:
        return member.decompress(data, _PIECE)
    except zlib.error as error:
        raise Hiccup(f"the compressed file is damaged ({error})") from error


def _write(file: BinaryIO, piece: bytes | None = None) -> None:
    try:
        if piece is None:
            file.flush()
        else:
            file.write(piece)
    except OSError as error:
        raise no_room(error) from error


def no_room(error: OSError) -> DownloadFailed:
    """The sentence for a disk that takes no more."""
    return DownloadFailed(
        f"the file cannot be written ({error.strerror}): free some room, "
        "or set TMPDIR to a folder that has it"
    )


def _cut(done: int, total: int | None) -> Hiccup:
    of = f" of {megabytes(total)}" if total is not None else ""
    return Hiccup(f"the connection was cut after {megabytes(done)}{of}")


def _too_large(what: str, limits: Limits) -> DownloadFailed:
    return DownloadFailed(
        f"{what}, and {megabytes(limits.max_bytes)} are allowed: "
        "raise the limit if this file is meant to be so large"
    )
