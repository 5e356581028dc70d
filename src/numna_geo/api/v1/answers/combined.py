"""Who lacks two or three of broadband, support and a place."""

from typing import Literal

from pydantic import BaseModel

from numna_geo.api.v1.answers.documented import CitedSource, Link
from numna_geo.api.v1.answers.gaps import Run
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Level

Lack = Literal["broadband", "support", "place"]


class LinesShown(BaseModel):
    """From where on something lacks; a value on its line does not."""

    not_connectable: float
    below_30: float
    support_min: int
    place_min: int
    reading: Reading
    period: str


class CommunesAndPeople(BaseModel):
    """Communes, and the inhabitants of these."""

    communes: int
    people: int


class Cell(CommunesAndPeople):
    """Those who lack exactly this."""

    lacks: list[Lack]


class OtherWeights(BaseModel):
    """What other weights would make of the ranks."""

    weights: dict[Lack, float]
    kendall_tau: float | None
    mean_move: float | None
    farthest_move: int


class CombinedValue(BaseModel):
    """One territory; `lacks` is told of communes only, null where anything is unknown.

    `rank_highest` is the nearest to 1 that any weights tried would give it.
    """

    code: str
    name: str
    population: int | None
    lacks: list[Lack] | None
    communes: int
    communes_two_or_more: int
    communes_three: int
    people: int
    people_two_or_more: int
    people_three: int
    people_no_data: int
    uncertain_people: int
    border_unknown_people: int
    not_connectable_share: float | None
    support_mean_min: float | None
    place_mean_min: float | None
    percentile_ranks: dict[Lack, float | None]
    index: float | None
    rank: int | None
    rank_highest: int | None
    rank_lowest: int | None


class CombinedAnswer(BaseModel):
    """One territory, and the territories of a level in it."""

    level: Level
    within: str | None
    reading: Reading
    run: Run
    source: str
    sources: list[CitedSource]
    method: str
    lines: LinesShown
    weights: dict[Lack, float]
    communes: int
    people: int
    cells: list[Cell]
    no_data: CommunesAndPeople
    two_or_more: CommunesAndPeople
    three: CommunesAndPeople
    uncertain_people: int
    border_unknown_people: int
    text: str
    values: list[CombinedValue]
    sensitivity: list[OtherWeights]
    links: list[Link]
