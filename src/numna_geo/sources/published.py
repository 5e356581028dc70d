"""Any published file, opened: what it is, whose layout it is in, its rows."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Protocol

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.connector import Connector, Damaged, PublishedRow
from numna_geo.sources.files.readable import readable
from numna_geo.sources.files.unpacked import READING, Unpacked, cut, unpacked

__all__ = ["Damaged", "Published", "opened"]

_BINARIES = {
    b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook; save it as XLSX or CSV",
    b"PAR1": "a Parquet file; export it as CSV or GeoJSON",
    b"fgb": "a FlatGeobuf file; export it as GeoJSON or GPKG",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"7z\xbc\xaf": "an archive; take the file out of it",
    b"Rar!": "an archive; take the file out of it",
    b"BZh": "a bzip2 archive; unpack it first",
    b"\xfd7zXZ": "an xz archive; unpack it first",
    b"\x28\xb5\x2f\xfd": "a zstd archive; unpack it first",
    b"\xd5\x1e": "a binary file",
}
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body")
_MOST_CONTROLS = 0.02
_TEXT_CONTROLS = b"\t\r\n\f"
_READERS = {
    "xlsx": ("workbook", "WorkbookRows"),
    "gpkg": ("geo_rows", "GeoPackageRows"),
    "json": ("json_rows", "JsonRows"),
    "csv": ("tabular", "CsvRows"),
}


class _Rows(Protocol):
    """A file of one kind whose layout was found."""

    shape: str
    connector: Connector

    @property
    def how_read(self) -> str: ...
    def rows(self) -> Iterator[PublishedRow | Damaged]: ...
    def share_read(self) -> float: ...


class Published:
    """An opened file, its layout known.

    `shape` is `csv`, `json`, `geojson`, `xlsx` or `gpkg`; `connector` the layout asked
    for, or the one recognised; `how_read` one line for the report.
    """

    def __init__(self, name: str, rows: _Rows) -> None:
        self._name, self._rows = name, rows
        self._begun = False
        self.shape, self.connector = rows.shape, rows.connector
        self.how_read = rows.how_read

    def rows(self) -> Iterator[tuple[int, PublishedRow | Damaged]]:
        """Every row that is not blank, numbered from 1, from the beginning each time.

        Raises:
            SourceUnreadable: the file is cut or damaged from there on.
        """
        self._begun = True
        number = 0
        try:
            for number, row in enumerate(self._rows.rows(), start=1):
                yield number, row
        except (*READING, UnicodeError, MemoryError) as error:
            raise cut(f"{self._name}, after row {number}", error) from error

    def share_read(self) -> float:
        """How much of the file was read, 0 to 1."""
        return self._rows.share_read() if self._begun else 0.0


@contextmanager
def opened(
    path: Path, *, connectors: Sequence[Connector], file_name: str | None = None
) -> Iterator[Published]:
    """Open a file of any kind, and find which of the layouts it is in.

    Args:
        path: the file, plain, in gzip, or alone in a zip.
        connectors: the layout asked for, or all that are known.
        file_name: what the user calls it, for messages.

    Raises:
        SourceUnreadable: what it is, what was expected, and a way out.
    """
    name = readable(file_name or path.name)
    file = unpacked(path, name)
    try:
        rows = _reader(_kind(file))(file, connectors)
    except (*READING, UnicodeError, MemoryError) as error:
        raise cut(name, error) from error
    yield Published(name, rows)


def _reader(kind: str) -> Callable[[Unpacked, Collection[Connector]], _Rows]:
    # Loaded when met: reading a CSV needs no GDAL.
    module, reader = _READERS[kind]
    found: Callable[[Unpacked, Collection[Connector]], _Rows]
    found = getattr(import_module(f"numna_geo.sources.files.{module}"), reader)
    return found


def _kind(file: Unpacked) -> str:
    head = file.head
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(b"SQLite format 3\0"):
        return "gpkg"
    for start, told in _BINARIES.items():
        if head.startswith(start):
            raise _unknown(file, told)
    utf_16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.replace(b"\0", b"") if utf_16 else head
    first = text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x1e")[:14].lower()
    if first.startswith(_HTML):
        raise _unknown(file, "an HTML page, perhaps an error page of the server")
    if first.startswith(b"<"):
        raise _unknown(file, "an XML document")
    controls = sum(byte < ord(" ") and byte not in _TEXT_CONTROLS for byte in text)
    if controls > _MOST_CONTROLS * len(text):
        raise _unknown(file, "no text")
    return "json" if first.startswith((b"{", b"[")) else "csv"


def _unknown(file: Unpacked, told: str) -> SourceUnreadable:
    return SourceUnreadable(
        f"{file.name}: it looks like {told}; expected CSV, JSON, GeoJSON, XLSX or GPKG"
    )
