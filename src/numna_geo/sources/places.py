"""From a raw place to a record: everything believed was checked, or is reported."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache

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
from numna_geo.model.suppression import Suppressed
from numna_geo.sources import addresses, areas, cget, contacts, fields
from numna_geo.sources.fields import Cell
from numna_geo.sources.free_hours import opening
from numna_geo.sources.positions import position
from numna_geo.sources.row_reader import RowReader
from numna_geo.sources.rows import OF_NO_KIND, RawPlace
from numna_geo.sources.websites import website

_EVIDENCE_LEVELS = {"A", "B", "C"}
# Words of closed lists repeat from row to row: each is read once.
_choice = lru_cache(maxsize=1024)(fields.choice)
_choices = lru_cache(maxsize=4096)(fields.choices)

Early = Callable[[Address, Position | None], None]
"""What may reject a row by its place alone, before the rest is read."""

_NOTHING_SAID: Cell[tuple[str, ...]] = Cell(())
_SAME_AS = re.compile(r"[a-z0-9_]+:\S+")
_BLANK_MEANS = {cget.KEY: Category.THIRD_PLACE}
"""What a blank category means in a list that holds one kind of place only."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A record, and every cell that was not taken as it stood."""

    record: Record
    mended: tuple[Mend, ...]


def record_of(
    raw: RawPlace,
    *,
    source: str,
    postcodes: Collection[str] | None = None,
    suppressed: Suppressed | None = None,
    early: Early | None = None,
) -> Understood:
    """Understand one row.

    Args:
        raw: the row, in our common layout.
        source: the key of its source.
        postcodes: those of the region, to tell a firm's CEDEX.
        suppressed: contacts that somebody asked us to leave out.
        early: raises if the place alone rejects the row: the rest is costly to read.

    Raises:
        RowRejected: it has no key, no name, or no category that we know, or the contact
            of a person for a key or a name; or by `early`.
    """
    reader = RowReader(source, postcodes, suppressed)
    raw = reader.cleared(reader.cleaned(raw))
    reader.place = f"{raw.name} {raw.city}"
    record = _record(raw, source, reader, early)
    return Understood(record, tuple(reader.mended))


def _record(
    raw: RawPlace, source: str, reader: RowReader, early: Early | None
) -> Record:
    at = reader.take(position(raw.lon, raw.lat))
    category = reader.take(_category(raw, source, reader))
    address = _address(raw, reader)
    record_key = _required("record_key", raw.record_key)
    name = _required("name", raw.name)
    if early is not None:
        early(address, at)
    return Record(
        source=source,
        record_key=record_key,
        name=name,
        category=category,
        other_categories=_others(raw, category, reader),
        organisation=reader.free_text("organisation", raw.organisation),
        siret=reader.take(fields.siret(raw.siret)),
        status=reader.take(_choice("status", raw.status, Status, Status.UNKNOWN)),
        digital_focus=_focus(raw, reader),
        position=at,
        precision=_precision(raw, at, address, reader),
        address=address,
        contact=_contact(raw, reader),
        opening=reader.take(opening(reader.free_text("opening", raw.opening))),
        stages=frozenset(reader.take(_choices("stages", raw.stages, Stage))),
        sectors=frozenset(reader.take(_choices("sectors", raw.sectors, Sector))),
        needs=frozenset(reader.take(_choices("needs", raw.needs, Need))),
        itinerant=reader.take(fields.truth("itinerant", raw.itinerant)),
        remote=reader.take(fields.truth("remote", raw.remote)),
        competence=reader.take(areas.competence(raw.competence)),
        visits=reader.take(areas.visits(raw.visits)),
        freshness=_freshness(raw, reader),
        evidence_level=reader.take(_evidence_level(raw.evidence_level)),
        same_as=reader.take(_same_as(raw.same_as)),
        notes=reader.free_text("notes", raw.notes),
    )


def _required(column: str, text: str | None) -> str:
    if text is None:
        raise RowRejected(column, text, "empty, and nothing can stand in for it")
    return text


def _category(raw: RawPlace, source: str, reader: RowReader) -> Cell[Category]:
    if raw.category is None and source in _BLANK_MEANS:
        meant = _BLANK_MEANS[source]
        return Cell(meant, (Mend("category", None, "blank", f"read as {meant}"),))
    if raw.category == OF_NO_KIND:
        reason = "of no kind that we list"
        raise RowRejected("category", None, reason, outside=True)
    try:
        return Cell(Category(_required("category", raw.category).lower()))
    except ValueError as error:
        known = ", ".join(Category)
        raise RowRejected(
            "category", reader.shown(raw.category), f"unknown; expected one of {known}"
        ) from error


def _others(
    raw: RawPlace, category: Category, reader: RowReader
) -> tuple[Category, ...]:
    found = _choices("other_categories", raw.other_categories, Category)
    return tuple(other for other in reader.take(found) if other is not category)


def _focus(raw: RawPlace, reader: RowReader) -> DigitalFocus:
    unknown = DigitalFocus.UNKNOWN
    said: DigitalFocus = reader.take(
        _choice("digital_focus", raw.digital_focus, DigitalFocus, unknown)
    )
    return said


def _precision(
    raw: RawPlace, position: Position | None, address: Address, reader: RowReader
) -> Precision:
    """How well the row is placed: without a point, no better than its commune."""
    declared: Precision = reader.take(
        _choice("precision", raw.precision, Precision, Precision.UNKNOWN)
    )
    if position is not None:
        return declared
    return Precision.COMMUNE if address.commune_code else Precision.UNKNOWN


def _address(raw: RawPlace, reader: RowReader) -> Address:
    return Address(
        street=raw.street,
        postcode=reader.take(addresses.postcode(raw.postcode, reader.postcodes)),
        city=reader.take(addresses.city(raw.city)),
        commune_code=reader.take(addresses.commune_code(raw.commune_code)),
    )


def _contact(raw: RawPlace, reader: RowReader) -> Contact:
    phone = contacts.phone(raw.phone, office_mobiles=reader.office_mobiles)
    return Contact(
        phone=reader.contact("phone", phone),
        email=reader.contact("email", contacts.email(raw.email, place=reader.place)),
        website=reader.contact("website", website(raw.website)),
        how_to_apply=reader.free_text("how_to_apply", raw.how_to_apply),
    )


def _freshness(raw: RawPlace, reader: RowReader) -> Freshness:
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
    if text is None:
        return _NOTHING_SAID
    items = fields.listed(text)
    mended = tuple(
        Mend("same_as", item, "not source:key", fields.LEFT_OUT)
        for item in items
        if not _SAME_AS.fullmatch(item)
    )
    return Cell(tuple(i for i in items if _SAME_AS.fullmatch(i)), mended)
