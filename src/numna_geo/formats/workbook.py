"""XLSX for people: « Données » with French titles, « À propos » with all the rest.

Written by ourselves, row by row: 30 times as fast as a library of workbooks, in bounded
memory, and the same rows always make the same bytes. Texts are texts, never formulas.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from numna_geo.errors import DoesNotFit
from numna_geo.formats import workbook_parts as parts
from numna_geo.formats.coordinates import points
from numna_geo.formats.layer import Batches, Layer, Rows
from numna_geo.model.dataset import Field, Kind
from numna_geo.model.spreadsheet import harmless

MOST_ROWS = 1_048_576
"""Of a sheet, its header one of them."""

_MOST_SIGNS = 32_767
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_DAY_ZERO = date(1899, 12, 30)
_WIDTHS = {Kind.TEXT: 24, Kind.TEXTS: 28}

Cells = Sequence[Any]


def write(layer: Layer, batches: Batches, path: Path) -> None:
    """The file at `path`.

    Raises:
        DoesNotFit: more rows than a sheet has.
    """
    day = layer.about.day
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as file:
        for name, text in parts.fixed(layer.dataset.title, day).items():
            with parts.opened(file, name, day) as part:
                part.write(text.encode())
        with parts.opened(file, "xl/worksheets/sheet1.xml", day) as part:
            part.writelines(_data(layer, batches))
        with parts.opened(file, "xl/worksheets/sheet2.xml", day) as part:
            part.writelines(_about(layer))


def _data(layer: Layer, batches: Batches) -> Iterator[bytes]:
    titles = [*map(_title, layer.fields), *(title for _, title in layer.axes)]
    widths = [_WIDTHS.get(f.kind, 14) for f in layer.fields] + [14] * len(layer.axes)
    yield parts.sheet_start(widths, frozen=True)
    yield _row(titles, 1, style=parts.HEADER)
    last = 1
    for batch in batches:
        if last + len(batch) > MOST_ROWS:
            raise DoesNotFit(
                f"xlsx: a sheet holds {MOST_ROWS - 1:,} rows and there are more; ask "
                "for less, or for csv, gpkg or parquet"
            )
        rows = _table(layer, batch)
        yield b"".join(_row(row, last + n) for n, row in enumerate(rows, 1))
        last += len(rows)
    yield parts.sheet_end(len(titles), last, filtered=True)


def _title(field: Field) -> str:
    return f"{field.title} ({field.unit})" if field.unit else field.title


def _table(layer: Layer, batch: Rows) -> list[list[Any]]:
    width = len(layer.fields)
    rows = [list(row)[:width] for row in batch]
    if layer.has_points and batch:
        places = points([row[width] for row in batch], srid=layer.srid)
        for row, place in zip(rows, places, strict=True):
            row.extend(place)
    return rows


def _about(layer: Layer) -> Iterator[bytes]:
    yield parts.sheet_start([26, 34, 80, 16, 60], frozen=False)
    for number, cells in enumerate(_lines(layer), 1):
        yield _row(cells[1:], number, style=parts.HEADER if cells[0] else parts.PLAIN)
    yield parts.sheet_end(0, 0, filtered=False)


def _lines(layer: Layer) -> Iterator[Cells]:
    """Each with whether it is a heading."""
    dataset, about = layer.dataset, layer.about
    yield True, "À propos de ces données"
    yield False, "Titre", dataset.title
    yield False, "Description", dataset.description
    yield False, "Date des données", about.day
    yield False, "Version", about.version or None
    yield False, "Page", about.page
    yield (False,)
    yield True, "Source", "Producteur", "Licence", "Date", "Page"
    for one in about.sources:
        yield False, one.title, one.publisher, one.licence, one.date, one.page
    yield (False,)
    yield True, "Colonne", "Nom dans les autres formats", "Sens", "Unité", "Valeurs"
    for field in layer.fields:
        told = "; ".join(field.values) or None
        yield False, _title(field), field.name, field.meaning, field.unit or None, told
    for name, title in layer.axes:
        yield False, title, name, "Coordonnée du point."


def _row(values: Cells, number: int, *, style: int = parts.PLAIN) -> bytes:
    cells = "".join(
        _cell(value, f"{parts.letters(place)}{number}", style)
        for place, value in enumerate(values)
        if value not in (None, [])
    )
    return f'<row r="{number}">{cells}</row>'.encode()


def _cell(value: Any, at: str, style: int) -> str:
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        days = (value - _DAY_ZERO).days
        return f'<c r="{at}" s="{parts.DATE}"><v>{days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    text = "; ".join(value) if isinstance(value, list) else str(value)
    # Such a text stays a text when somebody edits its cell.
    mark = parts.QUOTED if harmless(text) != text else style
    shown = escape(_plain(_cut(text)))
    return (
        f'<c r="{at}" s="{mark}" t="inlineStr"><is><t xml:space="preserve">{shown}'
        "</t></is></c>"
    )


def _plain(text: str) -> str:
    r"""What XML can hold, and no sign that a spreadsheet reads as the code of another.

    >>> _plain("a\x00b\r\nc _x0041_")
    'ab\nc _x005F_x0041_'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CODED.sub("_x005F_", _UNSAFE.sub("", lines))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SIGNS else f"{text[: _MOST_SIGNS - 1]}…"
