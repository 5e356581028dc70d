"""Where some more places would do most good."""

from typing import Literal

from pydantic import BaseModel

from numna_geo.api.v1.answers.documented import Link
from numna_geo.api.v1.answers.gaps import Run
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Quantity


class CoveredShown(BaseModel):
    """Who is within reach."""

    covered: float
    total: float
    covered_share: float | None


class SitedPlace(BaseModel):
    """One place, in the order of what each adds to those before it.

    `served` are all those whom it brings within reach, or nearer, of each quantity.
    """

    rank: int
    commune_code: str
    commune: str
    department_code: str | None
    lon: float
    lat: float
    gain: float
    cumulative: float
    communes_served: int
    served: dict[Quantity, float]


class CurvePoint(BaseModel):
    """What one more place adds, chosen greedily."""

    count: int
    gain: float
    cumulative: float


class SitingAnswer(BaseModel):
    """`gain` is in people, or in person-minutes where time is the objective."""

    supply: str
    count: int
    max_min: int
    counted: Quantity
    reading: Reading
    objective: Literal["coverage", "time"]
    unit: str
    within: str | None
    candidates: str
    candidates_compared: int
    floor: float | None
    method: Literal["exact", "greedy"]
    proof: Literal["optimal", "bound"]
    gain: float
    bound: float
    gap_share: float
    seconds: float
    before: CoveredShown
    after: CoveredShown | None
    places: list[SitedPlace]
    curve: list[CurvePoint]
    curve_bound: float
    run: Run
    travel_method: str
    is_estimate: bool
    links: list[Link]
