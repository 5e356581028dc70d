"""Rows of a CSV file as really published: any delimiter, titles above, stray quotes."""

import csv
import io
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.connector import Connector, Damaged, PublishedRow
from numna_geo.sources.files.encodings import NO_TEXT, Encoding, encoding_of
from numna_geo.sources.files.recognition import (
    fitting,
    header_names,
    not_read,
    unknown_layout,
)
from numna_geo.sources.files.unpacked import Unpacked

DELIMITERS = (",", ";", "\t", "|")
HEADER_WITHIN = 30
"""Lines among which the header is looked for."""

LONGEST_CELL, LONGEST_LINE = 1_000_000, 8_000_000
"""Characters. Past that, a quote was never closed, or the file is no table."""

_MOST_READ_AGAIN = 50_000_000


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's header is, and how its cells are told apart."""

    connector: Connector
    delimiter: str
    names: tuple[str, ...]
    header_at: int
    lines_to_skip: int


class CsvRows:
    """A CSV file whose layout was found."""

    shape = "csv"

    def __init__(self, file: Unpacked, connectors: Collection[Connector]) -> None:
        self._file = file
        with file.opened() as content:
            self._encoding = encoding_of(content, file.name)
        with file.opened() as content:
            lines = _Lines(_text(content, self._encoding), file.name)
            head = list(islice(lines, 4 * HEADER_WITHIN))
        self._layout = _layout(head, file.name, connectors)
        self.connector = self._layout.connector

    @property
    def how_read(self) -> str:
        """Encoding, delimiter, and what stood above the header."""
        layout = self._layout
        delimiter = "tab" if layout.delimiter == "\t" else layout.delimiter
        above = f", {layout.header_at} lines above the header" * bool(layout.header_at)
        others = not_read(layout.names, layout.connector)
        return f"CSV, {self._encoding.told}, « {delimiter} »{above}{others}"

    def rows(self) -> Iterator[PublishedRow | Damaged]:
        """Rows below the header; blank ones are left out."""
        with self._file.opened() as content:
            lines = _Lines(_text(content, self._encoding), self._file.name)
            for _ in range(self._layout.lines_to_skip):
                next(lines)
            width, names = len(self._layout.names), self._layout.names
            for cells in _cells(lines, self._layout.delimiter, width):
                if isinstance(cells, Damaged):
                    yield cells
                else:
                    yield dict(zip(names, cells, strict=False))

    def share_read(self) -> float:
        """The share of the file's bytes that was read, 0 to 1."""
        return self._file.share_read()


class _Lines:
    """Physical lines, that can be given back when a quote has run over them."""

    def __init__(self, text: IO[str], name: str) -> None:
        self._text, self.name = text, name
        self._again: deque[str] = deque()
        self._given_back = 0
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        else:
            line = self._text.readline(LONGEST_LINE)
            if not line:
                raise StopIteration
            if len(line) == LONGEST_LINE:
                raise SourceUnreadable(
                    f"{self.name}: a line of more than {LONGEST_LINE:,} characters; "
                    "expected a table of one row a line"
                )
        self.number += 1
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """Let all lines taken but the first be read again."""
        again = self.taken[1:]
        self._again.extendleft(reversed(again))
        self.number -= len(again)
        self._given_back += sum(map(len, again))
        if self._given_back > _MOST_READ_AGAIN:
            raise SourceUnreadable(
                f"{self.name}, line {self.number}: too many quotes that nothing "
                "closes; is the file CSV?"
            )


def _cells(
    lines: _Lines, delimiter: str, width: int
) -> Iterator[Sequence[str] | Damaged]:
    """Cells of each row that is not blank; more of them than `width` only if blank."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    taken, no_text = lines.taken, NO_TEXT.search
    while True:
        taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _damaged_quotes(lines, error)
            continue
        if not any(map(str.strip, cells)):
            continue
        if len(cells) < width or any(map(str.strip, cells[width:])):
            yield _wrong_width(lines, len(cells), width)
        elif any(map(no_text, taken)):
            yield Damaged("bytes that are no text", None)
        else:
            yield cells


def _damaged_quotes(lines: _Lines, error: csv.Error) -> Damaged:
    began = lines.number - len(lines.taken) + 1
    at_end = "end of data" in str(error)
    if at_end or "limit" in str(error):
        where = (
            "by the end of the file" if at_end else f"in {LONGEST_CELL:,} characters"
        )
        raise SourceUnreadable(
            f"{lines.name}: a quote opened in line {began} is not closed {where}; "
            "the file seems cut, or that quote should be doubled"
        ) from error
    lines.give_back()
    return Damaged("a quote inside a cell that is not doubled", None)


def _wrong_width(lines: _Lines, found: int, width: int) -> Damaged:
    last = lines.taken[-1]
    if found < width and not last.endswith(("\n", "\r")):
        raise SourceUnreadable(
            f"{lines.name}: the last line has {found} cells of {width} and no end; "
            "the file seems cut: fetch it again"
        )
    lines.give_back()
    return Damaged(f"{found} cells where the header has {width}", None)


def _layout(
    lines: Sequence[str], name: str, connectors: Collection[Connector]
) -> Layout:
    found: list[Layout] = []
    headers: list[list[str]] = []
    for delimiter in DELIMITERS:
        reader = csv.reader(lines, delimiter=delimiter)
        for at, names in enumerate(_headers(reader)):
            headers.append(names)
            connector = fitting(names, connectors)
            if connector is not None:
                skip = reader.line_num
                found.append(Layout(connector, delimiter, tuple(names), at, skip))
                break
    if not found:
        raise unknown_layout(name, headers, connectors)
    return min(found, key=lambda one: (one.header_at, -len(one.connector.columns)))


def _headers(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        for cells, _ in zip(reader, range(HEADER_WITHIN), strict=False):
            yield header_names(cells)
    except csv.Error:
        return


def _text(content: IO[bytes], encoding: Encoding) -> IO[str]:
    content.read(encoding.mark)
    return io.TextIOWrapper(content, encoding.codec, encoding.errors, newline="")
