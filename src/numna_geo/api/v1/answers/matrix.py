"""Who answers where: the matrix, and what is behind a cell."""

import datetime

from pydantic import BaseModel

from numna_geo.api.v1.answers.documented import CitedSource, Link
from numna_geo.api.v1.answers.gaps import Run
from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness, Reading
from numna_geo.model.matrix import By, CellStatus
from numna_geo.model.position import Precision
from numna_geo.model.structure import Status
from numna_geo.model.territory import Level


class SpreadShown(BaseModel):
    """Covered at the worst of the estimate, at the best only, or beyond: the total.

    `within` is by the central minutes, as `/gaps` counts.
    """

    total: int
    within: int
    covered: int
    uncertain: int
    beyond: int


class StructuresBehind(BaseModel):
    """Sites in the territory by their state, and permanences kept there.

    `verified` are among those able, `may_answer` do not say, `elsewhere` serve others.
    """

    able: int
    verified: int
    may_answer: int
    planned: int
    elsewhere: int
    permanences: int


class CellShown(BaseModel):
    """A row in a territory; `guaranteed` when every inhabited commune is covered."""

    code: str
    status: CellStatus
    guaranteed: bool
    may_be_nearer: bool
    declared_status: CellStatus
    people: SpreadShown
    communes: SpreadShown
    structures: StructuresBehind
    collection: Completeness


class MatrixRowShown(BaseModel):
    """A need, a stage or a sector; near is within `max_min` minutes, inclusive."""

    key: str
    label: str
    supply: str
    max_min: int
    cells: list[CellShown]


class ColumnShown(BaseModel):
    """A territory."""

    code: str
    name: str
    population: int | None


class StatusShown(BaseModel):
    """What a status means, in French."""

    key: CellStatus
    label: str
    rule: str


class MatrixAnswer(BaseModel):
    """Rows × territories; cells come in the order of `territories`."""

    by: By
    level: Level
    within: str | None
    reading: Reading
    max_min: int | None
    run: Run
    method: str
    statuses: list[StatusShown]
    territories: list[ColumnShown]
    rows: list[MatrixRowShown]
    sources: list[CitedSource]
    links: list[Link]


class CommuneBehind(BaseModel):
    """A commune of the cell, the uncovered ones first; minutes to the nearest."""

    code: str
    name: str
    people: int | None
    central_min: float | None
    low_min: float | None
    high_min: float | None
    able: int
    state: str


class StructureBehind(BaseModel):
    """Who answers, or may; `people` of the territory are within the threshold."""

    id: str
    name: str
    category: Category
    standing: str
    status: Status
    commune: str | None
    commune_code: str | None
    in_territory: bool
    position_precision: Precision
    phone: str | None
    website: str | None
    verified_on: datetime.date | None
    people: int


class CallShown(BaseModel):
    """A call: what to ask, and people newly covered by a yes, after those before."""

    id: str
    name: str
    ask: str
    phone: str | None
    website: str | None
    commune: str | None
    people: int


class CellAnswer(BaseModel):
    """One cell, and everything behind it."""

    by: By
    row: str
    label: str
    territory: str
    name: str
    reading: Reading
    max_min: int
    run: Run
    cell: CellShown
    communes_matched: int
    communes: list[CommuneBehind]
    structures: list[StructureBehind]
    calls: list[CallShown]
    links: list[Link]
