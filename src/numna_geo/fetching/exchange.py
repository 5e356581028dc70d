"""What is asked of a server, within which limits, and what came of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Say = Callable[[int, int | None], None]
"""Told the bytes that came so far, and how many are announced."""

_MB = 1_000_000
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file must be, and how much, how long and how often; `*_s` are seconds.

    `max_bytes` holds for the file as written, after decoding; `sha256` is what it must
    have, in hexadecimal, when that was published. `total_s` covers every attempt and
    every wait. A server that asks for more than `longest_wait_s` before the next
    attempt is not waited for. `unchanged_too` asks for the file even if it is known,
    for instance to read it anew after an upgrade.
    """

    max_bytes: int = 1_000_000_000
    sha256: str | None = None
    unchanged_too: bool = False
    connect_s: float = 10
    read_s: float = 30
    total_s: float = 1_800
    attempts: int = 4
    backoff_s: float = 1
    longest_wait_s: float = 60
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the server said of the file when it was last taken, and its SHA-256."""

    etag: str | None
    last_modified: str | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """A whole file, under a temporary name at `path`.

    `url` is where it was in the end, without its query; `file_name` is how the server,
    or else the address, calls it.
    """

    path: Path
    url: str
    file_name: str
    size: int
    sha256: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The file is the one we know: the server said so, or sent the same bytes."""

    url: str


class Hiccup(Exception):
    """A failure that another attempt may not meet; never leaves this package."""

    def __init__(self, detail: str, *, after_s: float | None = None) -> None:
        self.detail, self.after_s = detail, after_s
        super().__init__(detail)


class Deadline:
    """A moment after which nothing is waited for."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends_at = time.monotonic() + seconds

    @property
    def left_s(self) -> float:
        return max(0.0, self._ends_at - time.monotonic())

    @property
    def over(self) -> bool:
        return self.left_s == 0.0


def silent(_done: int, _total: int | None) -> None:
    """Tell nobody."""


def printable(text: str) -> str:
    r"""What a server wrote, without what would act on a terminal, and not too long.

    >>> printable("Gone\x1b[31m\r\n")
    'Gone[31m'
    """
    return "".join(letter for letter in text if letter.isprintable())[:_LONGEST]


def megabytes(size: int) -> str:
    """A number of bytes for a sentence.

    >>> megabytes(1_000_000_000), megabytes(1_234)
    ('1,000.0 MB', '1,234 bytes')
    """
    return f"{size / _MB:,.1f} MB" if size >= _MB / 10 else f"{size:,} bytes"
