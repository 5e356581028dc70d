"""What a file is written from: a dataset, fields of it, and what it says of itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from numna_geo.model.dataset import Dataset, Field, Shape

DEGREES = 4326
"""Longitude, latitude on WGS 84, in that order in every file."""

Rows = Sequence[Sequence[Any]]
"""Rows of one batch: the values of `Layer.fields` in their order, then WKB or None."""

Batches = Iterable[Rows]
"""All rows, some thousands at a time: no format ever holds them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A source, as files name it; `date` is when it was published, or its vintage."""

    title: str
    publisher: str
    licence: str
    date: str | None = None
    page: str | None = None

    def __str__(self) -> str:
        """In a line, for formats that have no table of sources."""
        told = (self.publisher, self.title, self.date, self.licence, self.page)
        return ", ".join(one for one in told if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a file says of itself beside its rows.

    Args:
        day: of the data: the only date that a file carries, so that the same data
            always make the same bytes.
        version: of the data.
        sources: that the rows were made from.
        page: where people read more, an address.
        record_xml: its ISO 19139 record.
        style_qml: how QGIS draws it.
    """

    day: date
    version: str = ""
    sources: tuple[Cited, ...] = ()
    page: str | None = None
    record_xml: str | None = None
    style_qml: str | None = None

    @property
    def licences(self) -> tuple[str, ...]:
        """Of all sources, each once."""
        return tuple(dict.fromkeys(source.licence for source in self.sources))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One file to be written.

    Args:
        dataset: that is told.
        fields: those that are told, in their order.
        geometry: whether rows end with a geometry that is not always None.
        srid: of the geometries, in the axis order x, y.
        about: what the file says of itself.
    """

    dataset: Dataset
    fields: tuple[Field, ...]
    about: About
    geometry: bool = True
    srid: int = DEGREES

    @property
    def names(self) -> tuple[str, ...]:
        """Of its fields."""
        return tuple(field.name for field in self.fields)

    @property
    def has_points(self) -> bool:
        """Whether each geometry is one pair of coordinates."""
        return self.geometry and self.dataset.shape is Shape.POINT

    @property
    def axes(self) -> tuple[tuple[str, str], ...]:
        """Columns of a table that hold points, with their French titles."""
        if not self.has_points:
            return ()
        if self.srid == DEGREES:
            return ("lon", "Longitude"), ("lat", "Latitude")
        return ("x", f"X (EPSG:{self.srid})"), ("y", f"Y (EPSG:{self.srid})")


def regrouped(batches: Batches, *, size: int) -> Iterator[Rows]:
    """The same rows in batches of `size`: files do not depend on how rows arrive."""
    held: list[Sequence[Any]] = []
    for batch in batches:
        held.extend(batch)
        while len(held) >= size:
            yield held[:size]
            held = held[size:]
    if held:
        yield held
