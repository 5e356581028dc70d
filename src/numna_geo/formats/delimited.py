"""CSV (RFC 4180): one row a feature, for programs; XLSX is there for spreadsheets.

UTF-8 without a byte order mark, comma and CRLF, as every other CSV of ours. Unknown is
an empty cell, a list has bars, points are two more columns and outlines are left out: a
cell of 40,000 signs breaks the spreadsheet that opens it.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from numna_geo.formats.coordinates import points
from numna_geo.formats.layer import Batches, Layer, Rows
from numna_geo.model.spreadsheet import harmless

_TRUTH = {True: "true", False: "false"}


def pieces(layer: Layer, batches: Batches) -> Iterator[bytes]:
    """The file, a piece a batch."""
    yield _csv([[*layer.names, *(name for name, _ in layer.axes)]])
    for batch in batches:
        if batch:
            yield _csv(_table(layer, batch))


def write(layer: Layer, batches: Batches, path: Path) -> None:
    """The file at `path`."""
    with path.open("wb") as file:
        file.writelines(pieces(layer, batches))


def _table(layer: Layer, batch: Rows) -> list[list[Any]]:
    width = len(layer.fields)
    rows = [[_cell(value) for value in list(row)[:width]] for row in batch]
    if layer.has_points:
        places = points([row[width] for row in batch], srid=layer.srid)
        for row, place in zip(rows, places, strict=True):
            row.extend(place)
    return rows


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "|".join(value)
    if isinstance(value, bool):
        return _TRUTH[value]
    return harmless(value)


def _csv(rows: list[list[Any]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()
