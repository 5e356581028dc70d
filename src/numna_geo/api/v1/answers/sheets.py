"""The sheet of a territory."""

from datetime import date
from typing import Any

from pydantic import BaseModel

from numna_geo.api.v1.answers.documented import CitedSource, Link
from numna_geo.api.v1.answers.gaps import Run
from numna_geo.api.v1.answers.territories import Named
from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness, MeasureStatus
from numna_geo.model.fringe import Beyond
from numna_geo.model.territory import Level


class BandShown(BaseModel):
    """People within reach, on either side of the threshold, beyond it for sure."""

    covered: float | None
    uncertain: float | None
    gap: float | None


class RankShown(BaseModel):
    """1 is the worst; `tied` others share it."""

    rank: int
    of: int
    tied: int


class MinutesShown(BaseModel):
    """By car from the town hall; beside, the medians of people, and of communes."""

    central: float | None
    low: float | None
    high: float | None
    department: float | None
    region: float | None
    comparables: float | None
    placed: RankShown | None


class VerifiedShown(BaseModel):
    """The same measure when only places that were checked in time count.

    Where not `is_checked`, no place of the region was: it tells nothing of the ground.
    """

    value: float | None
    numerator: float | None
    absent: float | None
    not_verified: float | None
    status: MeasureStatus
    is_checked: bool


class LineShown(BaseModel):
    """One measure; `period` is the quarter of its data, `sources` are keys.

    What does not answer its objective is told beside it, such as France Services.
    """

    indicator: str
    objective: int
    answers_objective: bool
    title: str
    unit: str
    direction: str
    supply: str | None
    category: Category | None
    counted: str
    max_min: int | None
    period: str
    value: float | None
    numerator: float | None
    denominator: float | None
    border_unknown: float | None
    uncertain: float | None
    status: MeasureStatus
    estimated: bool
    department: float | None
    region: float | None
    comparables: float | None
    rank: int | None
    rank_of: int | None
    rank_tied: int | None
    rank_in_department: int | None
    rank_in_department_of: int | None
    rank_in_department_tied: int | None
    band: BandShown | None
    minutes: MinutesShown | None
    verified: VerifiedShown | None
    not_collected: float | None
    collection: Completeness | None
    sources: list[str]
    details: dict[str, float | None]


class WorstCommuneShown(BaseModel):
    """A commune of the territory, and what it lacks."""

    code: str
    name: str
    population: int | None
    value: float | None
    numerator: float | None
    minutes: float | None


class WorstShown(BaseModel):
    """One of the worst gaps, and the communes where most people are in it."""

    indicator: str
    objective: int
    answers_objective: bool
    category: Category | None
    value: float | None
    numerator: float | None
    minutes: float | None
    communes_in_gap: int
    communes: list[WorstCommuneShown]
    href: str


class PartShown(BaseModel):
    """A department of the region: its values by indicator, default measures."""

    code: str
    name: str
    population: int | None
    values: dict[str, float | None]


class KindShown(BaseModel):
    """Usable places of a category; `collection` is how complete their list is."""

    category: Category
    sites: int
    organisations: int
    verified: int
    stale: int
    approximate: int
    unconfirmed: int
    collection: Completeness


class PlaceShown(BaseModel):
    """A place inside; /structures/{id} tells the rest."""

    id: str
    name: str
    category: Category
    commune: str | None
    commune_code: str | None
    verified: bool
    approximate: bool


class InsideShown(BaseModel):
    """What stands inside; `places` are 200 at most, `href` lists all of them."""

    by_category: list[KindShown]
    numberMatched: int  # noqa: N815 (of the API)
    places: list[PlaceShown]
    href: str


class ComparableShown(BaseModel):
    """How many are comparable, and whether by the same class of density.

    `names` where they are a dozen at most.
    """

    count: int
    same_density: bool
    names: list[str]


class SentenceShown(BaseModel):
    """A sentence, and the keys of what it stands on."""

    text: str
    sources: list[str]


class SheetAnswer(BaseModel):
    """`broadband`, `equity`, `combined`: null where there is nothing to tell.

    `departments` are those of the region, none for any other territory. Figures are of
    the region's communes: `beyond_region` tells whether the territory goes on elsewhere
    (`counted`, `certain`, `possible`); `members_outside` is null where nobody counted.
    """

    level: Level
    code: str
    asked_code: str | None
    name: str
    population: int | None
    area_km2: float | None
    density: str | None
    communes: int
    members_outside: int | None
    beyond_region: Beyond
    seat: dict[str, float] | None
    departement: Named | None
    epci: Named | None
    run: Run
    measured_on: date
    estimated: bool
    method: str
    comparable: ComparableShown
    verdict: dict[str, str]
    text: dict[str, list[SentenceShown]]
    indicators: list[LineShown]
    categories: list[LineShown]
    establishments: list[LineShown]
    worst_gaps: list[WorstShown]
    departments: list[PartShown]
    structures: InsideShown
    broadband: dict[str, Any] | None
    equity: dict[str, Any] | None
    combined: dict[str, Any] | None
    history: list[dict[str, Any]]
    sources: list[CitedSource]
    links: list[Link]
