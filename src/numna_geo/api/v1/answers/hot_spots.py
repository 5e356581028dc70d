"""Where lack is next to lack."""

from typing import Literal

from pydantic import BaseModel, Field

from numna_geo.api.v1.answers.gaps import MeasureAnswer

Class = Literal["HH", "LL", "HL", "LH", "not_significant", "isolated", "no_data"]


class HotSpot(BaseModel):
    """One commune beside its neighbours."""

    code: str
    name: str
    population: int | None
    value: float | None
    class_: Class = Field(alias="class")
    class_before: Class
    moran: float | None
    p: float | None
    q: float | None
    gi_star: float | None
    gi_p: float | None
    gi_q: float | None


class HotSpotsAnswer(MeasureAnswer):
    """One indicator, commune by commune."""

    labels: dict[Class, str]
    neighbours: int
    permutations: int
    finer_permutations: int
    seed: int
    false_discovery_rate: float
    lack: Class
    communes: int
    counts: dict[Class, int]
    counts_before: dict[Class, int]
    people_in_lack: int
    text: str
    values: list[HotSpot]
