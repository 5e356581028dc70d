"""Territories, and what a text may mean."""

from typing import Literal

from pydantic import BaseModel, Field

from numna_geo.api.v1.answers.documented import CitedSource, Link
from numna_geo.model.fringe import Beyond
from numna_geo.model.territory import Level


class TerritoryListed(BaseModel):
    """A territory of the region."""

    level: Level
    code: str
    name: str
    population: int | None
    area_km2: float | None
    department_code: str | None
    epci_code: str | None


class TerritoriesAnswer(BaseModel):
    """One page."""

    number_matched: int = Field(alias="numberMatched")
    number_returned: int = Field(alias="numberReturned")
    territories: list[TerritoryListed]
    sources: list[CitedSource]
    links: list[Link]


class Named(BaseModel):
    """Another territory."""

    code: str
    name: str
    href: str


class Members(BaseModel):
    """How many communes of the region, and where they are listed."""

    communes: int
    href: str


class TerritoryAnswer(TerritoryListed):
    """`asked_code` is the former code that was asked for.

    `members_outside` counts communes beyond the region's border, which an EPCI may
    have: its population, area and measures leave them out. Of a zone that goes on there
    (`beyond_region` is `certain` or `possible`) nobody counted them: null.
    """

    asked_code: str | None
    seat: dict[str, float] | None
    departement: Named | None
    epci: Named | None
    members: Members | None
    members_outside: int | None
    beyond_region: Beyond
    neighbours: list[Named]
    sources: list[CitedSource]
    links: list[Link]


class Suggested(BaseModel):
    """A commune has a `code`, a structure or an address an `id`; 1 is the very name.

    `source` is a key of the answer's `sources`. The `score` of an address is its
    geocoder's, not to be compared with the others'.
    """

    kind: Literal["commune", "structure", "address"]
    code: str | None = None
    id: str | None = None
    label: str
    detail: str
    lon: float | None
    lat: float | None
    score: float
    matched: str
    source: str


class AddressesAnswered(BaseModel):
    """Whether addresses can be found here and now; `note` says in French why not."""

    available: bool
    note: str | None


class GeocodeAnswer(BaseModel):
    """Best fit first: communes and structures, then addresses."""

    q: str
    suggestions: list[Suggested]
    addresses: AddressesAnswered
    sources: list[CitedSource]
    links: list[Link]
