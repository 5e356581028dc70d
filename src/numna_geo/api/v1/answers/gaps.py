"""Indicators and their measures."""

from datetime import datetime

from pydantic import BaseModel

from numna_geo.api.v1.answers.documented import CitedSource, Link
from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness, MeasureStatus, Reading
from numna_geo.model.supply import SupplyKind
from numna_geo.model.territory import Level, Quantity


class ReferenceValue(BaseModel):
    """A value to compare with."""

    value: float
    period: str | None
    source: str


class SupplyShown(BaseModel):
    """What can be looked for: the parameter that asks for it, its value, its name.

    A `family` is asked by naming nothing.
    """

    key: str
    kind: SupplyKind
    value: str
    label: str


class QuantityShown(BaseModel):
    """Who can be counted."""

    key: Quantity
    label: str


class IndicatorShown(BaseModel):
    """A question that is measured; `date` is the newest quarter of its data."""

    key: str
    objective: int
    answers_objective: bool
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
    supplies: list[SupplyShown]
    thresholds_min: list[int]
    threshold_min: int | None
    quantities: list[QuantityShown]
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


class Band(BaseModel):
    """People by the side of the threshold that their band of minutes is on."""

    covered: float | None
    uncertain: float | None
    gap: float | None


class Counted(BaseModel):
    """A value and the counts it comes from.

    `band` is null where the indicator has no threshold of minutes; `details` are
    further figures of the indicator, by name, the same for each of its answers.

    `absent` and `not_verified` make up `numerator` in the verified reading, and are
    not there in the declared one.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    border_unknown: float | None
    uncertain: float | None
    band: Band | None
    details: dict[str, float | None]
    absent: float | None = None
    not_verified: float | None = None
    status: MeasureStatus
    estimated: bool


class Total(Counted):
    """The region in one period."""

    period: str


class Value(Counted):
    """One territory; `collection` is how complete the directories behind it are."""

    code: str
    name: str
    rank: int | None
    tied: int | None
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


class MeasureAnswer(BaseModel):
    """What every answer tells of the measure it is about, and whose data it is."""

    indicator: str
    objective: int
    answers_objective: bool
    title: str
    unit: str
    counted: str
    direction: str
    supply: str | None
    supply_label: str | None
    max_min: int | None
    period: str
    within: str | None
    reading: Reading
    method: str
    limits: str
    run: Run
    source: str
    sources: list[CitedSource]
    links: list[Link]


class GapsAnswer(MeasureAnswer):
    """One indicator, one period, one level or the classes of one zoning."""

    category: Category | None
    level: Level | None
    by: str | None
    warning: str | None
    categories_not_collected: list[Category]
    totals: list[Total]
    values: list[Value]
