"""One place, one structure: records that declare to be the same, read together.

Only what a source itself declares (`same_as`) is believed here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.stage import Need, Sector, Stage, needs_by_category
from numna_geo.model.structure import DigitalFocus, Record, Status

_FINEST_FIRST = tuple(Precision)

# Where each field of a structure is read in a record; the first record that says
# something wins, records being in order of trust.
_FIELDS: dict[str, Callable[[Record], Any]] = {
    "name": lambda r: r.name,
    "organisation": lambda r: r.organisation,
    "siret": lambda r: r.siret,
    "status": lambda r: None if r.status is Status.UNKNOWN else r.status,
    "digital_focus": lambda r: (
        None if r.digital_focus is DigitalFocus.UNKNOWN else r.digital_focus
    ),
    "commune_code": lambda r: r.address.commune_code,
    "street": lambda r: r.address.street,
    "postcode": lambda r: r.address.postcode,
    "city": lambda r: r.address.city,
    "phone": lambda r: r.contact.phone,
    "email": lambda r: r.contact.email,
    "website": lambda r: r.contact.website,
    "how_to_apply": lambda r: r.contact.how_to_apply,
    "opening": lambda r: r.opening,
    "itinerant": lambda r: r.itinerant,
    "evidence_level": lambda r: r.evidence_level,
    "verified_on": lambda r: r.freshness.verified_on,
    "edited_on": lambda r: r.freshness.edited_on,
    "labelled_on": lambda r: r.freshness.labelled_on,
    "notes": lambda r: r.notes,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A structure: its stable id, its fields, and the record that gave each.

    `needs` maps each need to whether its category says so rather than a source.
    """

    id: str
    records: tuple[Record, ...]
    fields: Mapping[str, Any]
    origins: Mapping[str, Record]
    position: Position | None
    precision: Precision
    category: Category
    categories: tuple[Category, ...]
    stages: frozenset[Stage]
    sectors: frozenset[Sector]
    needs: Mapping[Need, bool]


def structure_id(record: Record) -> str:
    """The public id of a structure whose first record is `record`."""
    return f"{record.source}-{record.record_key}"


def grouped(
    records: Iterable[Record], *, ranks: Mapping[str, int]
) -> list[list[Record]]:
    """Records of one place together, the most trusted first; groups in that order.

    Args:
        records: of any sources.
        ranks: of each source, 1 being trusted first.
    """
    by_key = {f"{r.source}:{r.record_key}": r for r in records}
    parent = {key: key for key in by_key}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for key, record in by_key.items():
        for other in record.same_as:
            if other in by_key:
                parent[root(other)] = root(key)
    groups: dict[str, list[Record]] = {}
    for key, record in by_key.items():
        groups.setdefault(root(key), []).append(record)

    def trust(record: Record) -> tuple[int, str]:
        return ranks[record.source], record.record_key

    ordered = [sorted(group, key=trust) for group in groups.values()]
    return sorted(ordered, key=lambda group: trust(group[0]))


def merged(group: Sequence[Record], *, published: Set[str] = frozenset()) -> Merged:
    """What the records of one place say together; `group` is in order of trust.

    A field comes from the first record that knows it; the position from the most
    precise one, the order deciding between equals. The id is that of the first record
    whose own id was published already, that of the first record otherwise.
    """
    fields: dict[str, Any] = {}
    origins: dict[str, Record] = {}
    for field, read in _FIELDS.items():
        said = ((record, read(record)) for record in group)
        origin, value = next(((r, v) for r, v in said if v is not None), (None, None))
        fields[field] = value
        if origin is not None:
            origins[field] = origin
    placed = [r for r in group if r.position is not None]
    finest = min(placed, key=lambda r: _FINEST_FIRST.index(r.precision), default=None)
    if finest is not None:
        origins["position"] = finest
    categories = _all_categories(group)
    ids = [structure_id(record) for record in group]
    return Merged(
        id=next((i for i in ids if i in published), ids[0]),
        records=tuple(group),
        fields=fields,
        origins=origins,
        position=finest.position if finest else None,
        precision=finest.precision if finest else Precision.UNKNOWN,
        category=categories[0],
        categories=categories,
        stages=frozenset[Stage]().union(*(r.stages for r in group)),
        sectors=frozenset[Sector]().union(*(r.sectors for r in group)),
        needs=_needs(group, categories),
    )


def _all_categories(group: Sequence[Record]) -> tuple[Category, ...]:
    every = [c for r in group for c in (r.category, *r.other_categories)]
    return tuple(dict.fromkeys(every))


def _needs(
    group: Sequence[Record], categories: Sequence[Category]
) -> Mapping[Need, bool]:
    said = {need for record in group for need in record.needs}
    if said:
        return dict.fromkeys(sorted(said), False)
    guessed = {need for category in categories for need in needs_by_category(category)}
    return dict.fromkeys(sorted(guessed), True)
