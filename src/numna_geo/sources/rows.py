"""Raw places: what a source publishes of a structure, cells trimmed, nothing judged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from numna_geo.sources.csv_files import published_rows, write_rows

LIST_SEPARATOR = "|"

OF_NO_KIND = "(none of ours)"
"""The category of a row whose list also holds things that we do not list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPlace:
    """One row as published, in our common layout; `None` where the cell is empty.

    Lists (`other_categories`, `stages`, `sectors`, `needs`, `same_as`, `competence`,
    `visits`) are separated by `|`. An item of `competence` is `level:code`, such as
    `departement:23`; one of `visits` is an INSEE code, then hours in OpenStreetMap's
    notation if they are known. `row_number` counts from 1 below the header.
    """

    row_number: int
    record_key: str | None = None
    name: str | None = None
    category: str | None = None
    other_categories: str | None = None
    organisation: str | None = None
    siret: str | None = None
    status: str | None = None
    digital_focus: str | None = None
    lon: str | None = None
    lat: str | None = None
    precision: str | None = None
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    commune_code: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    how_to_apply: str | None = None
    opening: str | None = None
    stages: str | None = None
    sectors: str | None = None
    needs: str | None = None
    itinerant: str | None = None
    remote: str | None = None
    competence: str | None = None
    visits: str | None = None
    verified_on: str | None = None
    edited_on: str | None = None
    labelled_on: str | None = None
    evidence_level: str | None = None
    same_as: str | None = None
    notes: str | None = None


COLUMNS = tuple(f.name for f in fields(RawPlace) if f.name != "row_number")
"""The header of a file of raw places."""


def read_places(path: Path) -> Iterator[RawPlace]:
    """Rows of a file in our common layout.

    Raises:
        SourceUnreadable: the file is absent, or lacks a column.
    """
    for number, row in enumerate(published_rows(path, COLUMNS), start=1):
        cells = {column: text or None for column, text in row.items()}
        yield RawPlace(row_number=number, **cells)


def write_places(path: Path, places: Iterable[RawPlace]) -> int:
    """Write raw places in the common layout; returns their number."""
    return write_rows(path, COLUMNS, (_cells(place) for place in places))


def _cells(place: RawPlace) -> list[str]:
    return [getattr(place, column) or "" for column in COLUMNS]
