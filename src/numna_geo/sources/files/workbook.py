"""Rows of an XLSX workbook, from its first sheet that holds a known header."""

import warnings
import zipfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import Workbook, load_workbook

from numna_geo.errors import NumnaGeoError, SourceUnreadable
from numna_geo.sources.connector import Connector, PublishedRow
from numna_geo.sources.files.readable import readable
from numna_geo.sources.files.recognition import (
    fitting,
    header_names,
    not_read,
    unknown_layout,
)
from numna_geo.sources.files.unpacked import Unpacked

HEADER_WITHIN = 30
"""Rows among which the header is looked for."""

LARGEST = 1 << 30
"""Bytes of a workbook once unpacked. Past that, CSV serves better."""

_MOST_ROWS = 1_048_576
_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"}


class WorkbookRows:
    """A workbook of which one sheet is in a known layout.

    A cell without a column name above it is not read, and a row that ends early has
    blank cells: there a column cannot shift.
    """

    shape = "xlsx"

    def __init__(self, file: Unpacked, connectors: Collection[Connector]) -> None:
        self._file, self._read = file, 0
        headers: list[list[str]] = []
        with _opened(file) as book:
            for title in book.sheetnames:
                height = getattr(book[title], "max_row", None)
                rows = _rows(book, title)
                for above, cells in enumerate(islice(rows, HEADER_WITHIN)):
                    names = header_names(cells)
                    headers.append(names)
                    found = fitting(names, connectors)
                    if found is not None:
                        self.connector, self._sheet = found, title
                        self._names, self._above = names, above
                        self._height = height or 0
                        return
        raise unknown_layout(file.name, headers, connectors)

    @property
    def how_read(self) -> str:
        """Which sheet, and what stood above its header."""
        above = f", {self._above} rows above the header" * bool(self._above)
        others = not_read(self._names, self.connector)
        return f"XLSX, sheet « {readable(self._sheet)} »{above}{others}"

    def rows(self) -> Iterator[PublishedRow]:
        """Rows below the header; blank ones are left out."""
        with _opened(self._file) as book:
            below = islice(_rows(book, self._sheet), self._above + 1, _MOST_ROWS)
            for self._read, cells in enumerate(below, start=1):
                values = [_value(cell) for cell in cells]
                if any(value not in {None, ""} for value in values):
                    yield dict(zip(self._names, values, strict=False))

    def share_read(self) -> float:
        """The share of the sheet's rows that was read, 0 to 1."""
        return min(self._read / self._height, 1.0) if self._height else 0.0


@contextmanager
def _opened(file: Unpacked) -> Iterator[Workbook]:
    # openpyxl warns of what it does not draw, and raises whatever its XML makes it.
    with warnings.catch_warnings(), file.opened() as content:
        warnings.simplefilter("ignore")
        try:
            _check_size(file, content)
            book = load_workbook(content, read_only=True, data_only=True)
            yield book
            book.close()
        except (NumnaGeoError, GeneratorExit):
            raise
        except Exception as error:
            raise SourceUnreadable(
                f"{file.name}: a workbook that cannot be read "
                f"({type(error).__name__}: {error}); save it again as XLSX, or as CSV"
            ) from error


def _check_size(file: Unpacked, content: Any) -> None:
    with zipfile.ZipFile(content) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > LARGEST:
        raise SourceUnreadable(
            f"{file.name}: {size:,} bytes once unpacked; expected at most {LARGEST:,}: "
            "save it as CSV"
        )


def _rows(book: Workbook, title: str) -> Iterator[Sequence[Any]]:
    sheet = book[title]
    if not hasattr(sheet, "reset_dimensions"):
        return iter(())
    # The size that a program wrote may be wrong: rows are read as they are.
    sheet.reset_dimensions()
    return sheet.iter_rows(values_only=True)


def _value(cell: Any) -> Any:
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return (cell.date() if midnight else cell).isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return None if cell in _ERRORS else cell
