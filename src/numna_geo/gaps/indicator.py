"""What a gap indicator is: a question, its unit, and how it is measured."""

from collections.abc import Callable
from dataclasses import dataclass

from numna_geo.gaps.counts import Counts
from numna_geo.gaps.scene import Scene
from numna_geo.model.category import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which reading of an indicator: one category or its whole family, one period."""

    category: Category | None
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A value to compare with, and who said it; `period` is `None` if undated."""

    value: float
    period: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One question of the roadmap, and the function that answers it.

    Texts shown to people are French. `periods` are quarters of the data; a measure of
    places has one, that of the newest directory. `sources` are keys of the catalogue.
    """

    key: str
    objective: int
    order: int = 0
    title: str
    question: str
    unit: str
    counted: str
    direction: str = "higher_is_worse"
    sources: tuple[str, ...]
    method: str
    limits: str
    threshold_km: float | None = None
    categories: tuple[Category, ...] = ()
    periods: tuple[str, ...]
    warning: str | None = None
    baseline: Reference | None = None
    target: Reference | None = None
    measure: Callable[[Scene, Asked], Counts]
