"""The bytes of a published file, unpacked where it came packed, as far as asked."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from numna_geo.errors import SourceUnreadable

HEAD = 65_536
"""Bytes looked at to tell what a file is."""

READING = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError)
"""What the libraries raise on a file that is cut or damaged."""

_ENCRYPTED = 0x1
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


@dataclass(slots=True)
class Unpacked:
    """A file on disk, and how its content is reached.

    Args:
        path: where it is.
        name: what the user calls it.
        packing: `gzip`, `zip`, or nothing.
        member: the one file in a zip.
    """

    path: Path
    name: str
    packing: str = ""
    member: str = ""
    head: bytes = b""
    _raw: list[IO[bytes]] = field(default_factory=list)

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """The content from its beginning."""
        with self.path.open("rb") as raw:
            self._raw[:] = [raw]
            if self.packing == "gzip":
                with gzip.GzipFile(fileobj=raw) as inner:
                    yield cast("IO[bytes]", inner)
            elif self.packing == "zip":
                with zipfile.ZipFile(raw) as archive, archive.open(self.member) as one:
                    yield one
            else:
                yield raw

    def share_read(self) -> float:
        """The share of the file's bytes that was read, 0 to 1."""
        if not self._raw:
            return 0.0
        raw = self._raw[0]
        return 1.0 if raw.closed else min(raw.tell() / self.path.stat().st_size, 1.0)


def unpacked(path: Path, name: str) -> Unpacked:
    """Look at a file: its packing and its first bytes.

    Raises:
        SourceUnreadable: it is absent, empty, or its packing is damaged.
    """
    try:
        if not path.is_file():
            raise SourceUnreadable(f"{name}: no such file")
        found = Unpacked(path, name, *_packing(path, name))
        with found.opened() as content:
            found.head = content.read(HEAD)
    except READING as error:
        raise cut(name, error) from error
    if not found.head.strip():
        raise SourceUnreadable(f"{name}: the file is empty; was its download cut?")
    return found


def cut(name: str, error: Exception) -> SourceUnreadable:
    """What to say of a file that ends too early, or whose bytes are damaged."""
    return SourceUnreadable(
        f"{name}: the file seems cut or damaged ({error or type(error).__name__}); "
        "fetch it again"
    )


def _packing(path: Path, name: str) -> tuple[str, str]:
    with path.open("rb") as raw:
        start = raw.read(4)
        if start.startswith(_GZIP):
            return "gzip", ""
        if start != _ZIP:
            return "", ""
        with zipfile.ZipFile(raw) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
    # What macOS adds of its own to every archive.
    parts = [part for part in parts if not part.filename.startswith("__MACOSX/")]
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise SourceUnreadable(f"{name}: an archive with a password; unpack it first")
    members = [part.filename for part in parts]
    if "[Content_Types].xml" in members:
        return "", ""
    if len(members) == 1:
        return "zip", members[0]
    raise SourceUnreadable(
        f"{name}: an archive of {len(members)} files ({', '.join(members[:5])}…); "
        "expected one file: take it out, and load it alone"
    )
