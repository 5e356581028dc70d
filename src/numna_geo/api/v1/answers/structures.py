"""Structures: features with their properties."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from numna_geo.api.v1.answers.documented import Link
from numna_geo.model.category import Category, Family
from numna_geo.model.position import Precision
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.structure import DigitalFocus, Status
from numna_geo.model.territory import Level
from numna_geo.usecases.tell_opening import OpeningState


class Point(BaseModel):
    """Longitude, latitude, in WGS 84 degrees."""

    type: Literal["Point"]
    coordinates: tuple[float, float]


class Source(BaseModel):
    """Who published it."""

    key: str
    title: str
    publisher: str
    licence: str
    published_on: date | None


class Address(BaseModel):
    """Where mail goes."""

    street: str | None
    postcode: str | None
    city: str | None


class StructureProperties(BaseModel):
    """What is known of a structure; null is unknown.

    `competence`: whether a source says from where it may be asked (`known`, `unknown`).
    `verified`: checked within the delay of its category. `licences`: of every source
    that speaks of it. `redistributable` is false while all of them are to be confirmed.
    """

    id: str
    name: str
    family: Family
    category: Category
    category_label: str
    categories: list[Category]
    commune_code: str | None
    commune: str | None
    position_precision: Precision
    status: Status
    digital_focus: DigitalFocus
    verified_on: date | None
    edited_on: date | None
    labelled_on: date | None
    source: Source
    address: Address
    phone: str | None
    website: str | None
    email: str | None
    how_to_apply: str | None
    opening: str | None
    competence: str
    in_region: bool
    itinerant: bool | None
    remote: bool | None
    organisation: str | None
    verified: bool
    completeness: float = Field(ge=0, le=1)
    redistributable: bool
    licences: list[str]
    stages: list[Stage]
    needs: list[Need]
    sectors: list[Sector]


class Record(BaseModel):
    """A row of a source that speaks of the structure; since `gone_on` it does not."""

    source_key: str
    record_key: str
    title: str
    publisher: str
    licence: str
    published_on: date | None
    redistributable: bool
    gone_on: date | None


class AreaOfCompetence(BaseModel):
    """A territory from which it may be asked."""

    level: Level
    code: str
    name: str | None


class Visit(BaseModel):
    """Hours that it keeps in another commune, in OpenStreetMap's notation."""

    commune_code: str
    commune: str | None
    opening: str | None


class OpeningNow(BaseModel):
    """Open at the moment of the answer? In French, and when that changes."""

    state: OpeningState
    text: str
    changes_at: datetime | None


class WholeProperties(StructureProperties):
    """And where each field came from, and whether it is open now.

    Of a structure that is closed, or only announced, `opening_state` is null.
    """

    opening_state: OpeningNow | None
    criteria: dict[str, bool | None]
    competence_areas: list[AreaOfCompetence]
    visits: list[Visit]
    provenance: dict[str, dict[str, str]]
    records: list[Record]


class StructureFeature(BaseModel):
    """GeoJSON."""

    type: Literal["Feature"]
    id: str
    geometry: Point | None
    properties: StructureProperties


class StructureAnswer(StructureFeature):
    """GeoJSON."""

    properties: WholeProperties
    links: list[Link]


class StructuresAnswer(BaseModel):
    """GeoJSON, by id."""

    type: Literal["FeatureCollection"]
    number_matched: int = Field(alias="numberMatched")
    number_returned: int = Field(alias="numberReturned")
    features: list[StructureFeature]
    links: list[Link]
