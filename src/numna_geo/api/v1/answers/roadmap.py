"""Where the roadmap stands, and a profile of each territory."""

import datetime
from typing import Any

from pydantic import BaseModel

from numna_geo.api.v1.answers.documented import CitedSource, Link
from numna_geo.api.v1.answers.gaps import Run
from numna_geo.model.category import Category
from numna_geo.model.collection import MeasureStatus, Reading
from numna_geo.model.territory import Level
from numna_geo.usecases.tell_ecosystem import Part, Presence


class TallyShown(BaseModel):
    """Kinds of structure: what the roadmap announced, and our count four ways."""

    groups: list[str]
    label: str
    announced: int | None
    announced_words: str | None
    announced_exact: bool | None
    proved_organisations: int
    counted_organisations: int
    organisations: int
    sites: int
    planned: int
    closed: int


class RegionalValue(BaseModel):
    """The region in one period and one reading."""

    period: str
    reading: Reading
    value: float | None
    numerator: float | None
    denominator: float | None
    uncertain: float | None
    status: MeasureStatus
    estimated: bool


class RegionalFigure(BaseModel):
    """One indicator for the region; `sources` are keys.

    What stands `apart` is shown beside its objective, which it does not answer.
    """

    key: str
    title: str
    apart: bool
    unit: str
    max_min: int | None
    counted: str
    values: list[RegionalValue]
    one_reading: str | None
    warning: str | None
    method: str
    sources: list[str]


class ObjectiveShown(BaseModel):
    """One objective; `broadband` is that of the region, for objective 10."""

    number: int
    title: str
    summary: str
    quote: str | None
    unknowns: list[str]
    categories_not_collected: list[Category]
    broadband: dict[str, Any] | None
    counts: list[TallyShown]
    figures: list[RegionalFigure]


class PartShown(BaseModel):
    """A part of an ecosystem; `share` is of premises, for broadband."""

    part: Part
    presence: Presence
    sites: int | None
    declared: int | None
    share: float | None


class ProfileShown(BaseModel):
    """What a territory has."""

    code: str
    name: str
    population: int | None
    parts: list[PartShown]


class RoadmapAnswer(BaseModel):
    """Objectives 10, 11 and 12, and the ecosystem of each territory."""

    source: str
    address: str
    voted_on: datetime.date
    rule_of_count: str
    run: Run
    objectives: list[ObjectiveShown]
    level: Level
    within: str | None
    reading: Reading
    ecosystems: list[ProfileShown]
    sources: list[CitedSource]
    links: list[Link]
