"""How unequally access is shared."""

from pydantic import BaseModel

from numna_geo.api.v1.answers.gaps import MeasureAnswer
from numna_geo.model.collection import MeasureStatus


class GapBeside(BaseModel):
    """The share of people beyond a threshold, as `/gaps` tells it."""

    indicator: str
    title: str
    max_min: int
    value: float | None
    numerator: float | None
    denominator: float | None
    border_unknown: float | None
    uncertain: float | None
    status: MeasureStatus


class PalmaShown(BaseModel):
    """The tenth of people who have most, and the two fifths who have least."""

    most_mean: float | None
    least_mean: float | None
    ratio: float | None


class TheilShown(BaseModel):
    """`between` and `within` add up to `total`."""

    total: float | None
    between: float | None
    within: float | None
    between_share: float | None


class EquityGroup(BaseModel):
    """One group of communes; `theil_part` is what it adds to `theil.within`."""

    code: str
    name: str
    people: float
    mean: float | None
    gini: float | None
    theil_part: float | None


class LorenzPoint(BaseModel):
    """The share held by the share of people who have least."""

    people: float
    held: float


class EquityAnswer(MeasureAnswer):
    """One indicator in one territory."""

    by: str
    estimated: bool
    people: float
    people_without_figure: float
    mean: float | None
    in_gap: GapBeside
    gini: float | None
    palma: PalmaShown
    theil: TheilShown
    groups: list[EquityGroup]
    lorenz: list[LorenzPoint]
    text: str
    definitions: dict[str, str]
