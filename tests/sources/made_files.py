"""Files made for the tests of reading, and a connector that expects them."""

import csv
import io
from contextlib import contextmanager

from numna_geo.sources.connector import Connector, Damaged, text
from numna_geo.sources.published import opened
from numna_geo.sources.rows import RawPlace

HEADER = ("id", "nom", "commune", "ville")
ROWS = (
    ("1", "Le Mille", "Ussel", "Corrèze"),
    ("2", "L'Escale", "Périgueux", "« centre », 1er étage"),
    ("3", 'Le "400"', "Brive", "x; y"),
)


def place(row, number):
    return RawPlace(row_number=number, name=text(row, "nom"))


MADE = Connector(
    key="made",
    title="made for tests",
    columns=frozenset(HEADER[:3]),
    raw_place=place,
)
OTHER = Connector(
    key="other",
    title="another layout",
    columns=frozenset({"id_fs", "lib_fs"}),
    raw_place=place,
)


def table(rows, *, header=HEADER, **dialect):
    """Rows as CSV text."""
    out = io.StringIO()
    writer = csv.writer(out, **{"lineterminator": "\n", **dialect})
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


@contextmanager
def reading(folder, content, *, name="liste.csv", connectors=(MADE, OTHER)):
    """A file of that content, opened."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with opened(path, connectors=connectors) as published:
        yield published


def cells(published, header=HEADER):
    """Cells of every row that is whole."""
    return [
        tuple(row.get(column) for column in header)
        for _, row in published.rows()
        if not isinstance(row, Damaged)
    ]


def damages(published):
    """Number and reason of every damaged row."""
    return [
        (number, row.reason)
        for number, row in published.rows()
        if isinstance(row, Damaged)
    ]
