"""The sheet of a territory as answers and pages tell it: facts, no words but names.

A number that is unknown is None. Shares are between 0 and 1, times in minutes by car.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness
from numna_geo.model.fringe import Beyond
from numna_geo.model.territory import Level
from numna_geo.store.statements import Row

Number = float | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Another territory that is named on the sheet."""

    level: Level
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who it is, and whether it goes on `beyond` the region's border.

    `members_outside` counts communes beyond it, unknown of a zone that may go on there.
    `density` is the class of INSEE in which most of its people live. The department of
    what lies in several is that of most of its people.
    """

    level: Level
    code: str
    name: str
    population: int | None
    area_km2: float | None
    density: str | None
    communes: int
    members_outside: int | None
    beyond: Beyond
    department: Around | None
    epci: Around | None
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A rank, among how many, and how many others share it; 1 is the worst."""

    rank: int
    of: int
    tied: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """People within reach, on either side of the threshold, and beyond it for sure."""

    covered: Number
    uncertain: Number
    gap: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """From the town hall of a commune to the quickest place; unknown without a road.

    Half of the people of its `department`, and of its `region`, have one within those
    minutes; `comparables` is the median of comparable communes.
    """

    central: Number
    low: Number
    high: Number
    department: Number
    region: Number
    comparables: Number
    placed: Placed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The same measure when only places checked in time count.

    Nobody `is_checked` where no such place was checked in the whole region.
    """

    value: Number
    numerator: Number
    absent: Number
    not_verified: Number
    status: str
    is_checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measure of the territory beside those it is compared with.

    `comparables` is the median of the territories of the level whose people live in the
    same class of density, itself left out. `not_collected` are people of departments
    where nobody collected what is looked for: they are in no other count. What stands
    `apart` does not answer the objective that it is told beside.
    """

    indicator: str
    objective: int
    apart: bool
    title: str
    unit: str
    direction: str
    supply: str | None
    category: Category | None
    counted: str
    max_min: int | None
    period: str
    value: Number
    numerator: Number
    denominator: Number
    border_unknown: Number
    uncertain: Number
    status: str
    estimated: bool
    department: Number
    region: Number
    comparables: Number
    placed: Placed | None
    placed_in_department: Placed | None
    band: Band | None
    minutes: Minutes | None
    verified: Verified | None
    not_collected: Number
    collection: Completeness | None
    sources: Sequence[str]
    details: Mapping[str, Number]

    @property
    def is_share(self) -> bool:
        """Whether it is the part of somebody who lacks something."""
        return self.unit.startswith("part") and self.direction == "higher_is_worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstCommune:
    """A commune of the territory, and what it lacks."""

    code: str
    name: str
    population: int | None
    value: Number
    numerator: Number
    minutes: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """A gap of the territory, and the communes where most are in it."""

    line: Line
    communes: Sequence[WorstCommune]
    communes_in_gap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A department of the region, and its shares by indicator."""

    code: str
    name: str
    population: int | None
    values: Mapping[str, Number]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindInside:
    """Usable places of a category: how many, and how well they are known.

    `stale` were checked once, too long ago; `approximate` are placed by their commune
    alone; `unconfirmed` are told by sources of an unconfirmed licence alone: they are
    counted, and not listed.
    """

    category: Category
    sites: int
    organisations: int
    verified: int
    stale: int
    approximate: int
    unconfirmed: int
    collection: Completeness


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceInside:
    """A usable place of the territory."""

    id: str
    name: str
    category: Category
    commune: str | None
    commune_code: str | None
    verified: bool
    approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that is told of a territory.

    `parts` are the departments of the region, empty for any other territory.
    `broadband`, `equity`, `combined` and `history` are documents of their own use
    cases, None where there is nothing to tell; `measured_on` is the day of the measure,
    `run` what made it. `peers_named` are the comparable territories, where few.
    """

    identity: Identity
    run: Mapping[str, Any]
    measured_on: date
    estimated: bool
    method: str
    peers: int
    peers_of_same_class: bool
    peers_named: Sequence[str]
    lines: Sequence[Line]
    kinds: Sequence[Line]
    businesses: Sequence[Line]
    worst: Sequence[Worst]
    parts: Sequence[Part]
    inside: Sequence[KindInside]
    places: Sequence[PlaceInside]
    sources: Sequence[Row]
    broadband: Mapping[str, Any] | None = None
    equity: Mapping[str, Any] | None = None
    combined: Mapping[str, Any] | None = None
    history: Sequence[Mapping[str, Any]] = field(default_factory=tuple)

    def line(self, indicator: str) -> Line | None:
        """The default measure of an indicator, if it was measured."""
        return next((one for one in self.lines if one.indicator == indicator), None)
