"""Indicators and their measures."""

from datetime import datetime

from pydantic import BaseModel

from numna_geo.api.v1.answers.documented import CitedSource, Link
from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness, MeasureStatus, Reading
from numna_geo.model.territory import Level, Quantity


class ReferenceValue(BaseModel):
    """A value to compare with."""

    value: float
    period: str | None
    source: str


class IndicatorShown(BaseModel):
    """A question that is measured; `date` is the newest quarter of its data."""

    key: str
    objective: int
    title: str
    question: str
    unit: str
    counted: str
    direction: str
    source: str
    sources: list[CitedSource]
    method: str
    limits: str
    warning: str | None
    formula: str
    example: str
    supplies: list[str]
    thresholds_min: list[int]
    threshold_min: int | None
    quantities: list[Quantity]
    categories: list[dict[str, str]]
    categories_not_collected: list[Category]
    periods: list[str]
    readings: list[Reading]
    one_reading: str | None
    baseline: ReferenceValue | None
    target: ReferenceValue | None
    date: str
    measured_at: datetime | None
    href: str


class IndicatorsAnswer(BaseModel):
    """In the order of the roadmap."""

    indicators: list[IndicatorShown]
    sources: list[CitedSource]
    links: list[Link]


class Counted(BaseModel):
    """A share and the counts it comes from.

    `absent` and `not_verified` make up `numerator` in the verified reading, and are
    not there in the declared one.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    border_unknown: float | None
    uncertain: float | None
    excess_person_min: float | None = None
    depth_people: float | None = None
    absent: float | None = None
    not_verified: float | None = None
    status: MeasureStatus


class Total(Counted):
    """The region in one period."""

    period: str


class Value(Counted):
    """One territory; `collection` is how complete the directories behind it are."""

    code: str
    name: str
    rank: int | None
    population: int | None
    collection: Completeness | None


class Run(BaseModel):
    """One measuring."""

    id: int
    measured_at: datetime
    data_version: int
    engine: str
    engine_version: str
    is_estimate: bool


class GapsAnswer(BaseModel):
    """One indicator, one period, one level."""

    indicator: str
    objective: int
    title: str
    unit: str
    counted: str
    direction: str
    supply: str | None
    category: Category | None
    max_min: int | None
    level: Level
    period: str
    within: str | None
    reading: Reading
    run: Run
    source: str
    sources: list[CitedSource]
    method: str
    limits: str
    warning: str | None
    categories_not_collected: list[Category]
    totals: list[Total]
    values: list[Value]
    links: list[Link]
