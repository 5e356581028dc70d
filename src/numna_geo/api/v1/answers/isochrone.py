"""Areas that are reached in time."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from numna_geo.api.v1.answers.documented import Link
from numna_geo.api.v1.answers.travel import TravelUsed
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.usecases.draw_isochrone import Band


class AreaProperties(BaseModel):
    """Reached within `minutes` in a `band`; `version` is that of the engine."""

    minutes: int
    band: Band
    profile: Profile
    method: TravelMethod
    engine: str
    version: str
    is_estimate: bool


class AreaShape(BaseModel):
    """A Polygon or a MultiPolygon at five decimals, without what lies in the sea."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any]


class AreaFeature(BaseModel):
    """One area."""

    type: Literal["Feature"]
    geometry: AreaShape
    properties: AreaProperties


class IsochronePlace(BaseModel):
    """What the starting point is."""

    label: str | None
    precision: str
    commune_code: str | None
    commune: str | None


class IsochroneQuery(BaseModel):
    """What was understood."""

    lon: float
    lat: float
    place: IsochronePlace
    asked_code: str | None
    outside_region: bool
    minutes: list[int]
    profile: Profile
    band: list[Band]
    travel: TravelUsed


class IsochroneAnswer(BaseModel):
    """A feature for each number of minutes and band, the widest first."""

    type: Literal["FeatureCollection"]
    query: IsochroneQuery
    number_returned: int = Field(alias="numberReturned")
    features: list[AreaFeature]
    links: list[Link]
