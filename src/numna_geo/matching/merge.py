"""One place, one structure: what records of one place say together.

Which record is believed for which field is told in `preference`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any

from numna_geo.matching.preference import (
    Order,
    Sourced,
    by_rank,
    finest_first,
    freshest_first,
    speaking,
    trusted_first,
)
from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.stage import Need, Sector, Stage, needs_by_category
from numna_geo.model.structure import Area, DigitalFocus, Record, Status, Visit

__all__ = ["Merged", "Sourced", "merged", "structure_id"]

Read = Callable[[Record], Any]

_BY_TRUST: dict[str, Read] = {
    "name": lambda r: r.name,
    "organisation": lambda r: r.organisation,
    "siret": lambda r: r.siret,
    "digital_focus": lambda r: (
        None if r.digital_focus is DigitalFocus.UNKNOWN else r.digital_focus
    ),
    "evidence_level": lambda r: r.evidence_level,
    "notes": lambda r: r.notes,
}
_BY_FRESHNESS: dict[str, Read] = {
    "status": lambda r: None if r.status is Status.UNKNOWN else r.status,
    "phone": lambda r: r.contact.phone,
    "email": lambda r: r.contact.email,
    "website": lambda r: r.contact.website,
    "how_to_apply": lambda r: r.contact.how_to_apply,
    "opening": lambda r: r.opening,
    "itinerant": lambda r: r.itinerant,
    "remote": lambda r: r.remote,
}
_LATEST: dict[str, Read] = {
    "verified_on": lambda r: r.freshness.verified_on,
    "edited_on": lambda r: r.freshness.edited_on,
    "labelled_on": lambda r: r.freshness.labelled_on,
}
_ADDRESS: dict[str, Read] = {
    "commune_code": lambda r: r.address.commune_code,
    "street": lambda r: r.address.street,
    "postcode": lambda r: r.address.postcode,
    "city": lambda r: r.address.city,
}
_EVERY = {**_BY_TRUST, **_BY_FRESHNESS, **_LATEST, **_ADDRESS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A structure: its stable id, its fields, and the record that gave each.

    `records` are all of them, the most trusted first. `needs` maps each need to whether
    its category says so rather than a source. `redistributable` is whether what it says
    may be published again.
    """

    id: str
    records: tuple[Record, ...]
    fields: Mapping[str, Any]
    origins: Mapping[str, Record]
    position: Position | None
    precision: Precision
    in_region: bool
    redistributable: bool
    category: Category
    categories: tuple[Category, ...]
    stages: frozenset[Stage]
    sectors: frozenset[Sector]
    needs: Mapping[Need, bool]
    competence: frozenset[Area]
    visits: tuple[Visit, ...]


def structure_id(record: Record) -> str:
    """The public id of a structure whose first record is `record`."""
    return f"{record.source}-{record.record_key}"


def merged(
    group: Sequence[Sourced],
    *,
    published: Set[str] = frozenset(),
    labelling: Set[str] = frozenset(),
) -> Merged:
    """What the records of one place say together, in whatever order they come.

    The id is that of the first record, by rank then key, whose own id was published
    already; that of the first record otherwise. Only a place that is in the official
    list is a France Services: another one that is called so keeps its other categories,
    and offers digital mediation at least.

    Args:
        group: the records.
        published: ids of structures that are known outside.
        labelling: sources that are the list of France Services; none: all are believed.
    """
    members = by_rank(group)
    speakers = speaking(members)
    # What only dropped records say of an open list (needs, categories…) is forgotten.
    heard = [one for one in speakers if not one.gone] or speakers
    said = _said(speakers) if len(speakers) > 1 else _said_alone(speakers[0].record)
    where = finest_first(speakers)[0]
    place = where.record
    if place.position is not None:
        said.origins["position"] = place
    categories = _categories(trusted_first(heard), labelling)
    ids = [structure_id(one.record) for one in members]
    return Merged(
        id=next((i for i in ids if i in published), ids[0]),
        records=tuple([one.record for one in members]),
        fields=said.fields,
        origins=said.origins,
        position=place.position,
        precision=place.precision if place.position else Precision.UNKNOWN,
        in_region=where.in_region,
        redistributable=speakers[0].redistributable,
        category=categories[0],
        categories=categories,
        stages=_union(heard, attrgetter("stages")),
        sectors=_union(heard, attrgetter("sectors")),
        needs=_needs(heard, categories),
        competence=_union(heard, attrgetter("competence")),
        visits=_visits(freshest_first(heard)),
    )


class _Said:
    """Fields being taken, and the record that gave each."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.origins: dict[str, Record] = {}

    def take(self, field: str, read: Read, order: Order) -> Record | None:
        """The first record that knows gives the field."""
        for one in order:
            value = read(one.record)
            if value is not None:
                self.fields[field], self.origins[field] = value, one.record
                return one.record
        self.fields[field] = None
        return None

    def take_latest(self, field: str, read: Read, order: Order) -> None:
        """The record with the latest date gives the field."""
        days = [day for one in order if (day := read(one.record)) is not None]
        latest = [one for one in order if days and read(one.record) == max(days)]
        self.take(field, read, latest)


def _said(speakers: Order) -> _Said:
    """What several records say, field by field."""
    said = _Said()
    trusted, freshest = trusted_first(speakers), freshest_first(speakers)
    for field, read in _BY_TRUST.items():
        said.take(field, read, trusted)
    for field, read in _BY_FRESHNESS.items():
        said.take(field, read, freshest)
    for field, read in _LATEST.items():
        said.take_latest(field, read, trusted)
    _take_address(said, finest_first(speakers))
    return said


def _said_alone(record: Record) -> _Said:
    """What one record says; most places have one only."""
    said = _Said()
    said.fields = {field: read(record) for field, read in _EVERY.items()}
    known = [field for field, value in said.fields.items() if value is not None]
    said.origins = dict.fromkeys(known, record)
    return said


def _take_address(said: _Said, where: Order) -> None:
    """The address of the point: of one commune, the postcode going with the street."""
    said.take("commune_code", _ADDRESS["commune_code"], where)
    commune = said.fields["commune_code"]
    there = [o for o in where if o.record.address.commune_code in (None, commune)]
    with_street = said.take("street", _ADDRESS["street"], there)
    there.sort(key=lambda one: one.record is not with_street)
    said.take("postcode", _ADDRESS["postcode"], there)
    said.take("city", _ADDRESS["city"], there)


def _categories(order: Order, labelling: Set[str]) -> tuple[Category, ...]:
    records = [one.record for one in order]
    every = [c for r in records for c in (r.category, *r.other_categories)]
    listed = not labelling or any(r.source in labelling for r in records)
    if not listed and Category.FRANCE_SERVICES in every:
        every = [c for c in every if c != Category.FRANCE_SERVICES]
        every = every or [Category.DIGITAL_MEDIATION]
    return tuple(dict.fromkeys(every))


def _union(
    heard: Iterable[Sourced], read: Callable[[Record], frozenset[Any]]
) -> frozenset[Any]:
    return frozenset().union(*[read(one.record) for one in heard])


def _needs(
    heard: Iterable[Sourced], categories: Sequence[Category]
) -> Mapping[Need, bool]:
    said = _union(heard, attrgetter("needs"))
    if said:
        return dict.fromkeys(sorted(said), False)
    return dict.fromkeys(_guessed(tuple(categories)), True)


@lru_cache(maxsize=1024)
def _guessed(categories: tuple[Category, ...]) -> tuple[Need, ...]:
    """Needs that categories answer by themselves, sorted."""
    return tuple(sorted({n for one in categories for n in needs_by_category(one)}))


def _visits(order: Order) -> tuple[Visit, ...]:
    """One visit a commune: the freshest that gives hours, else the freshest."""
    found: dict[str, Visit] = {}
    for one in order:
        for visit in one.record.visits:
            kept = found.get(visit.commune_code)
            if kept is None or (kept.opening is None and visit.opening is not None):
                found[visit.commune_code] = visit
    return tuple(found[code] for code in sorted(found))
