"""What a source says of one place, and how fresh that is."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.territory import Level


class Status(StrEnum):
    """Whether people can go there today."""

    OPEN = "open"
    PLANNED = "planned"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class DigitalFocus(StrEnum):
    """Whether a support structure is made for digital projects."""

    DIGITAL = "digital"
    GENERALIST = "generalist"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """Dates of one record, each of its own kind: none stands in for another."""

    verified_on: date | None = None
    edited_on: date | None = None
    labelled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach a structure; `None` where the source says nothing."""

    phone: str | None = None
    email: str | None = None
    website: str | None = None
    how_to_apply: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where mail goes; `commune_code` is an INSEE code, never a postcode."""

    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    commune_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A territory from which a service may be asked (area of competence)."""

    level: Level
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Hours that a structure keeps in another commune (« permanence »).

    `opening` is in OpenStreetMap's notation; `None` where the source gives no hours.
    """

    commune_code: str
    opening: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of one source, understood.

    `same_as` names records of other sources, as `source:record_key`, that the source
    itself declares to be this very place. `competence` is empty where the source does
    not say who may ask: unknown, never "everybody". `remote` is whether it also helps
    from afar.
    """

    source: str
    record_key: str
    name: str
    category: Category
    other_categories: tuple[Category, ...] = ()
    organisation: str | None = None
    siret: str | None = None
    status: Status = Status.UNKNOWN
    digital_focus: DigitalFocus = DigitalFocus.UNKNOWN
    position: Position | None = None
    precision: Precision = Precision.UNKNOWN
    address: Address = field(default_factory=Address)
    contact: Contact = field(default_factory=Contact)
    opening: str | None = None
    stages: frozenset[Stage] = frozenset()
    sectors: frozenset[Sector] = frozenset()
    needs: frozenset[Need] = frozenset()
    itinerant: bool | None = None
    remote: bool | None = None
    competence: frozenset[Area] = frozenset()
    visits: tuple[Visit, ...] = ()
    freshness: Freshness = field(default_factory=Freshness)
    evidence_level: str | None = None
    same_as: tuple[str, ...] = ()
    notes: str | None = None
