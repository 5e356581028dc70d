"""A table of counts opened for streaming: plain or packed, however separated."""

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.count_header import Found, encoding_of, header_in
from numna_geo.sources.count_table import CountTable, Damaged, NumberedRow
from numna_geo.sources.feature_files import attribute_table, is_feature_file

_HEAD_BYTES = 1 << 18
_LONGEST_CELL, _LONGEST_LINE = 1 << 17, 1 << 20
_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError)
"""What a packed file that is cut, damaged or locked raises while it is read."""


@contextmanager
def opened_table(path: Path, patterns: Sequence[str]) -> Iterator[CountTable]:
    """Open a table and find its header.

    CSV (plain, `.gz`, or inside a `.zip`), or the attributes of a file of features.

    Args:
        path: the file.
        patterns: regular expressions of the columns that its header must have.

    Raises:
        SourceUnreadable: it is absent, cut or damaged, or no line is such a header.
    """
    if is_feature_file(path):
        yield attribute_table(path, patterns)
        return
    with ExitStack() as stack:
        try:
            head = stack.enter_context(_content(path)).read(_HEAD_BYTES)
        except _BROKEN as error:
            raise _unreadable(path, error) from error
        encoding = encoding_of(head)
        found = header_in(head.decode(encoding, errors="replace"), patterns)
        if found.missing:
            raise SourceUnreadable(f"{path.name}: {found.complaint}")
        raw = stack.enter_context(path.open("rb"))
        stream = stack.enter_context(_unpacked(raw, path))
        text = stack.enter_context(
            io.TextIOWrapper(stream, encoding, errors="replace", newline="")
        )
        size = max(path.stat().st_size, 1)
        yield CountTable(
            names=found.names,
            how_read=found.how_read(encoding),
            rows=_rows(text, found, path),
            share_read=lambda: 1.0 if raw.closed else min(raw.tell() / size, 1.0),
        )


@contextmanager
def _content(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as raw, _unpacked(raw, path) as stream:
        yield stream


@contextmanager
def _unpacked(raw: IO[bytes], path: Path) -> Iterator[IO[bytes]]:
    magic = raw.read(4)
    raw.seek(0)
    if magic[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=raw) as stream:
            yield stream  # type: ignore[misc]
    elif magic == b"PK\x03\x04":
        with zipfile.ZipFile(raw) as archive, archive.open(_member(archive, path)) as f:
            yield f
    else:
        yield raw


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    tables = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith((".csv", ".txt"))
    ]
    if not tables:
        raise SourceUnreadable(f"{path.name}: the archive holds no CSV file")
    return max(tables, key=lambda member: member.file_size)


def _rows(text: io.TextIOWrapper, found: Found, path: Path) -> Iterator[NumberedRow]:
    lines = _Lines(text)
    try:
        for _ in range(found.lines_above + 1):
            next(lines)
        yield from _numbered(lines, found)
    except _BROKEN as error:
        raise _unreadable(path, error) from error
    if lines.stops_short:
        raise SourceUnreadable(
            f"{path.name}: its last line stops short ({lines.last[-40:]!r}): was it "
            "cut on its way? Download it again"
        )


class _Lines:
    """Lines of a text; `stops_short` is for who finds that the last is no whole row."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.last = ""
        self.stops_short = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        # PostgreSQL has no text with NUL in it, nor does any publisher.
        line = self._text.readline(_LONGEST_LINE).replace("\0", "\ufffd")
        if not line:
            raise StopIteration
        self.last = line
        return line


def _numbered(lines: _Lines, found: Found) -> Iterator[NumberedRow]:
    """Rows, or what is left of them; an unclosed quote is as many rows as lines."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(lines, delimiter=found.delimiter)
    width, number = len(found.names), 1
    while True:
        before = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells, reason = [], str(error)
        else:
            reason = f"{len(cells)} cells, expected {width}"
            if not cells:
                continue
        if len(cells) == width or (len(cells) > width and not any(cells[width:])):
            yield number, cells
            number += 1
            continue
        taken = max(reader.line_num - before, 1)
        lines.stops_short = not lines.last.endswith(("\n", "\r"))
        yield number, Damaged(reason, None, taken)
        number += taken


def _unreadable(path: Path, error: Exception) -> SourceUnreadable:
    return SourceUnreadable(
        f"{path.name}: {error or type(error).__name__}; expected a CSV file, whole, "
        "plain or packed as .gz or .zip"
    )
