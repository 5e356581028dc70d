"""From a raw place to a record: everything believed was checked, or is reported."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from numna_geo.errors import RowRejected
from numna_geo.model.category import Category
from numna_geo.model.mend import Mend
from numna_geo.model.position import Position, Precision
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.structure import (
    Address,
    Contact,
    DigitalFocus,
    Freshness,
    Record,
    Status,
)
from numna_geo.sources import addresses, cget, contacts, fields
from numna_geo.sources.fields import Cell
from numna_geo.sources.rows import RawPlace

T = TypeVar("T")

_EVIDENCE_LEVELS = {"A", "B", "C"}
_SAME_AS = re.compile(r"[a-z0-9_]+:\S+")
_BLANK_MEANS = {cget.KEY: Category.THIRD_PLACE}
"""What a blank category means in a list that holds one kind of place only."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A record, and every cell that was not taken as it stood."""

    record: Record
    mended: tuple[Mend, ...]


def record_of(
    raw: RawPlace, *, source: str, postcodes: Collection[str] | None = None
) -> Understood:
    """Understand one row.

    Args:
        raw: the row, in our common layout.
        source: the key of its source.
        postcodes: those of the region, to tell a firm's CEDEX; checked for rows of the
            region only.

    Raises:
        RowRejected: it has no key, no name, or no category that we know.
    """
    reader = _Reader()
    position = reader.take(fields.position(raw.lon, raw.lat))
    category = reader.take(_category(raw, source))
    address = _address(raw, reader, postcodes if raw.in_region else None)
    record = Record(
        source=source,
        record_key=_required("record_key", raw.record_key),
        name=_required("name", raw.name),
        category=category,
        other_categories=_others(raw, category, reader),
        organisation=raw.organisation,
        siret=reader.take(fields.siret(raw.siret)),
        status=reader.take(fields.choice("status", raw.status, Status, Status.UNKNOWN)),
        digital_focus=_focus(raw, reader),
        position=position,
        precision=_precision(raw, position, address, reader),
        address=address,
        contact=_contact(raw, reader),
        opening=raw.opening,
        stages=frozenset(reader.take(fields.choices("stages", raw.stages, Stage))),
        sectors=frozenset(reader.take(fields.choices("sectors", raw.sectors, Sector))),
        needs=frozenset(reader.take(fields.choices("needs", raw.needs, Need))),
        itinerant=reader.take(fields.truth("itinerant", raw.itinerant)),
        freshness=_freshness(raw, reader),
        evidence_level=reader.take(_evidence_level(raw.evidence_level)),
        same_as=reader.take(_same_as(raw.same_as)),
        notes=raw.notes,
    )
    return Understood(record, tuple(reader.mended))


class _Reader:
    """Takes what cells say, and keeps what was mended."""

    def __init__(self) -> None:
        self.mended: list[Mend] = []

    def take(self, cell: Cell[T]) -> T:
        self.mended += cell.mended
        return cell.value


def _required(column: str, text: str | None) -> str:
    if text is None:
        raise RowRejected(column, text, "empty, and nothing can stand in for it")
    return text


def _category(raw: RawPlace, source: str) -> Cell[Category]:
    if raw.category is None and source in _BLANK_MEANS:
        meant = _BLANK_MEANS[source]
        return Cell(meant, (Mend("category", None, "blank", f"read as {meant}"),))
    try:
        return Cell(Category(_required("category", raw.category).lower()))
    except ValueError as error:
        known = ", ".join(Category)
        raise RowRejected(
            "category", raw.category, f"unknown; expected one of {known}"
        ) from error


def _others(raw: RawPlace, category: Category, reader: _Reader) -> tuple[Category, ...]:
    found = fields.choices("other_categories", raw.other_categories, Category)
    return tuple(other for other in reader.take(found) if other is not category)


def _focus(raw: RawPlace, reader: _Reader) -> DigitalFocus:
    unknown = DigitalFocus.UNKNOWN
    return reader.take(
        fields.choice("digital_focus", raw.digital_focus, DigitalFocus, unknown)
    )


def _precision(
    raw: RawPlace, position: Position | None, address: Address, reader: _Reader
) -> Precision:
    """How well the row is placed: without a point, no better than its commune."""
    declared = reader.take(
        fields.choice("precision", raw.precision, Precision, Precision.UNKNOWN)
    )
    if position is not None:
        return declared
    return Precision.COMMUNE if address.commune_code else Precision.UNKNOWN


def _address(
    raw: RawPlace, reader: _Reader, postcodes: Collection[str] | None
) -> Address:
    return Address(
        street=raw.street,
        postcode=reader.take(addresses.postcode(raw.postcode, postcodes)),
        city=reader.take(addresses.city(raw.city)),
        commune_code=reader.take(addresses.commune_code(raw.commune_code)),
    )


def _contact(raw: RawPlace, reader: _Reader) -> Contact:
    place = f"{raw.name} {raw.city}"
    return Contact(
        phone=reader.take(contacts.phone(raw.phone)),
        email=reader.take(contacts.email(raw.email, place=place)),
        website=reader.take(contacts.website(raw.website)),
        how_to_apply=raw.how_to_apply,
    )


def _freshness(raw: RawPlace, reader: _Reader) -> Freshness:
    return Freshness(
        verified_on=reader.take(fields.day("verified_on", raw.verified_on)),
        edited_on=reader.take(fields.day("edited_on", raw.edited_on)),
        labelled_on=reader.take(fields.day("labelled_on", raw.labelled_on)),
    )


def _evidence_level(text: str | None) -> Cell[str | None]:
    if text is None or text in _EVIDENCE_LEVELS:
        return Cell(text)
    mend = Mend("evidence_level", text, "not A, B or C", fields.LEFT_OUT)
    return Cell(None, (mend,))


def _same_as(text: str | None) -> Cell[tuple[str, ...]]:
    items = fields.listed(text)
    mended = tuple(
        Mend("same_as", item, "not source:key", fields.LEFT_OUT)
        for item in items
        if not _SAME_AS.fullmatch(item)
    )
    return Cell(tuple(i for i in items if _SAME_AS.fullmatch(i)), mended)
