"""Who can help from here: what `/nearest` answers."""

from typing import Literal

from pydantic import BaseModel, Field

from numna_geo.api.v1.answers.documented import Link
from numna_geo.api.v1.answers.structures import (
    OpeningNow,
    StructureFeature,
    StructureProperties,
)
from numna_geo.api.v1.answers.travel import TravelUsed
from numna_geo.model.category import Category, Family
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.usecases.nearby import Competence


class Reason(BaseModel):
    """A fact: `code` for programs, `text` in French."""

    code: str
    text: str


class StopNear(BaseModel):
    """The commune where it keeps hours (« permanence ») and is met."""

    commune_code: str
    commune: str | None
    opening: str | None
    lon: float
    lat: float


class Way(BaseModel):
    """How far: by straight line, and in whole minutes.

    `distance_m` is null in the very commune that asks, where only the commune is known
    (its reason is `in_commune`); `travel_min`, wherever only the commune is known:
    `travel_low_min` and `travel_high_min` are then a band, or null too in the very
    commune that asks.
    """

    distance_m: float | None
    travel_min: int | None
    travel_low_min: int | None
    travel_high_min: int | None
    travel_method: TravelMethod


MayAsk = Literal[
    Competence.COVERS, Competence.VISITS, Competence.REMOTE, Competence.UNKNOWN
]
"""Those of other territories are passed over: they are no answer."""


class NearbyProperties(StructureProperties, Way):
    """And how near it is; to the `visit`, where that is what is near.

    `competence`: may it be asked from here? It covers the commune, visits it, helps
    from afar, or its sources say nothing.
    """

    competence: MayAsk
    opening_state: OpeningNow
    visit: StopNear | None
    rank: int
    reasons: list[Reason]


class NearbyFeature(StructureFeature):
    """GeoJSON."""

    properties: NearbyProperties


class PassedOver(Way):
    """One that is nearer than the first answer, and why it is not the answer."""

    id: str
    name: str
    category: Category
    category_label: str
    commune_code: str | None
    reasons: list[Reason]


class NextStage(BaseModel):
    """Who takes over at the next stage; no source may say it of anybody (`note`)."""

    stage: Stage
    label: str
    feature: NearbyFeature | None
    note: str | None


class NothingNear(BaseModel):
    """Nobody within `max_min`, asked for or our own; who comes nearest, and advice."""

    max_min: float | None
    asked: bool
    advice: str
    nearest: NearbyFeature | None


class NothingOpen(BaseModel):
    """Nobody near is known to be open now; `nearest` may be closed, or not say it.

    `near` counts those near; by straight line it is null.
    """

    near: int | None
    advice: str
    nearest: NearbyFeature | None


class OtherCommune(BaseModel):
    """A commune that the address may mean as well."""

    code: str
    label: str
    detail: str


class Understood(BaseModel):
    """The question as it was understood; `place.note` says what was doubtful."""

    lon: float
    lat: float
    place: dict[str, str | None]
    others: list[OtherCommune]
    asked_code: str | None
    outside_region: bool
    family: list[Family]
    category: list[Category]
    need: list[Need]
    stage: list[Stage]
    sector: list[Sector]
    limit: int
    profile: Profile
    max_min: float | None
    open_now: bool
    method: str
    travel: TravelUsed


class NearestAnswer(BaseModel):
    """GeoJSON, best first."""

    type: Literal["FeatureCollection"]
    query: Understood
    nothing_near: NothingNear | None
    nothing_open: NothingOpen | None
    number_returned: int = Field(alias="numberReturned")
    features: list[NearbyFeature]
    passed_over: list[PassedOver]
    remote: list[NearbyFeature]
    itinerant: list[NearbyFeature]
    next_stage: NextStage | None
    notes: list[str]
    links: list[Link]
