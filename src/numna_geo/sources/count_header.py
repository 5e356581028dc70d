"""Where the header of a table stands, what separates its cells, how it is encoded."""

import codecs
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from numna_geo.sources.count_columns import named

_DELIMITERS = (",", ";", "\t", "|")
_LINES_SEARCHED = 40
_LINE_SIGNS = 20_000
_SIGNS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Found:
    """The best header of a file; `missing` are the patterns that none of it matches."""

    names: tuple[str, ...]
    delimiter: str
    lines_above: int
    missing: tuple[str, ...]

    @property
    def complaint(self) -> str:
        """What is missing, and what was found instead."""
        found = ", ".join(self.names)[:_SIGNS_SHOWN] or "nothing"
        return f"no column {', '.join(map(named, self.missing))}; found {found}"

    def how_read(self, encoding: str) -> str:
        """What was sniffed, for the report of the import."""
        parts = ["CSV", encoding.removesuffix("-sig"), f"« {self.delimiter} »"]
        if self.lines_above:
            parts.append(f"{self.lines_above} lines above the header")
        return ", ".join(parts)


def encoding_of(head: bytes) -> str:
    """UTF-16 by its mark, UTF-8 where it decodes as such, else Windows-1252.

    >>> encoding_of("Établi".encode()), encoding_of("Établi".encode("cp1252"))
    ('utf-8-sig', 'cp1252')
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def header_in(head: str, patterns: Sequence[str]) -> Found:
    """The first line that has every column asked for, else the one that comes nearest.

    Args:
        head: the first lines of the file.
        patterns: regular expressions of column names, whatever their case.
    """
    best = Found((), ",", 0, tuple(patterns))
    for number, line in enumerate(io.StringIO(head, newline="")):
        if number == _LINES_SEARCHED or not best.missing:
            break
        for delimiter in _DELIMITERS:
            names = _cells(line, delimiter)
            missing = tuple(p for p in patterns if not _any_named(p, names))
            if len(missing) < len(best.missing) or not best.names:
                best = Found(names, delimiter, number, missing)
    return best


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        (cells,) = csv.reader([line[:_LINE_SIGNS]], delimiter=delimiter)
    except (csv.Error, ValueError):
        return ()
    return tuple(" ".join(cell.replace("\ufeff", "").split()) for cell in cells)


def _any_named(pattern: str, names: Sequence[str]) -> bool:
    return any(re.fullmatch(pattern, name, re.IGNORECASE) for name in names)
