"""What a scenario changes."""

from typing import Literal

from pydantic import BaseModel

from numna_geo.api.v1.answers.documented import CitedSource, Link
from numna_geo.api.v1.answers.gaps import Run
from numna_geo.model.category import Category
from numna_geo.model.collection import MeasureStatus, Reading
from numna_geo.model.territory import Level, Quantity


class Reached(BaseModel):
    """Of one quantity: who is within reach, and who is not.

    `uncertain` are those of whom the band of the minutes does not tell.
    """

    covered: float | None
    beyond: float | None
    total: float | None
    covered_share: float | None
    uncertain: float | None
    border_unknown: float | None
    status: MeasureStatus


class Step(BaseModel):
    """Of one quantity: who comes within reach, who falls out of it."""

    newly_covered: float
    lost: float
    net: float


class Effect(BaseModel):
    """Before, after and their difference, by quantity."""

    before: dict[Quantity, Reached]
    after: dict[Quantity, Reached]
    difference: dict[Quantity, Step]


class TerritoryEffect(Effect):
    """The same for one territory, or one density class."""

    code: str
    name: str


class CommuneEffect(BaseModel):
    """A commune whose minutes change."""

    code: str
    name: str
    department_code: str | None
    change: Literal["newly", "lost", "nearer", "farther"]
    inhabitants: float | None
    before_min: float | None
    after_min: float | None
    before_low_min: float | None
    before_high_min: float | None
    after_low_min: float | None
    after_high_min: float | None


class ChangeShown(BaseModel):
    """One change as it was understood."""

    item: str
    kind: Literal["add", "visit", "move", "remove"]
    category: Category | None
    structure: str | None
    name: str | None
    commune_code: str | None
    commune: str | None
    lon: float | None
    lat: float | None


class ScenarioAnswer(Effect):
    """Nothing of it was written to the data."""

    indicator: str
    title: str
    supply: str
    max_min: int
    counted: Quantity
    reading: Reading
    level: Level
    within: str | None
    run: Run
    travel_method: str
    is_estimate: bool
    measured_again: bool
    changes: list[ChangeShown]
    territories: list[TerritoryEffect]
    density: list[TerritoryEffect]
    communes_changed: int
    communes: list[CommuneEffect]
    sources: list[CitedSource]
    method: str
    limits: str
    links: list[Link]
