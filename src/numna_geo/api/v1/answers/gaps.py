"""Indicators and their measures."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from numna_geo.api.v1.answers.documented import Link
from numna_geo.api.v1.answers.structures import Source
from numna_geo.model.category import Category
from numna_geo.model.collection import MeasureStatus
from numna_geo.model.territory import Level


class SourceOfMeasure(Source):
    """With where it is published."""

    landing_page: str | None
    vintage: str | None


class ReferenceValue(BaseModel):
    """A value to compare with."""

    value: float
    period: str | None
    source: str


class IndicatorShown(BaseModel):
    """A question that is measured."""

    key: str
    objective: int
    title: str
    question: str
    unit: str
    counted: str
    direction: str
    source: str
    sources: list[SourceOfMeasure]
    method: str
    limits: str
    warning: str | None
    threshold_km: float | None
    categories: list[dict[str, str]]
    periods: list[str]
    baseline: ReferenceValue | None
    target: ReferenceValue | None
    date: datetime | None
    href: str


class IndicatorsAnswer(BaseModel):
    """In the order of the roadmap."""

    indicators: list[IndicatorShown]
    links: list[Link]


class Counted(BaseModel):
    """A share and the counts it comes from."""

    value: float | None
    numerator: float | None
    denominator: float | None
    border_unknown: float | None
    status: MeasureStatus


class Total(Counted):
    """The region in one period."""

    period: str


class Value(Counted):
    """One territory."""

    code: str
    name: str
    nearest_km: float | None
    rank: int | None
    population: int | None


class Run(BaseModel):
    """One measuring."""

    id: int
    measured_at: datetime
    data_version: int


class GapsAnswer(BaseModel):
    """One indicator, one period, one level."""

    indicator: str
    objective: int
    title: str
    unit: str
    counted: str
    direction: str
    category: Category | None
    level: Level
    period: str
    within: str | None
    reading: Literal["declared"]
    run: Run
    source: str
    sources: list[SourceOfMeasure]
    method: str
    limits: str
    warning: str | None
    totals: list[Total]
    values: list[Value]
    links: list[Link]
