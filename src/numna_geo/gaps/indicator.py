"""What a gap indicator is: a question, its unit, and how it is measured."""

from collections.abc import Callable
from dataclasses import dataclass

from numna_geo.gaps.counts import Counts
from numna_geo.gaps.scene import Scene
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading


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
    places has one, that of the newest directory. `sources` are keys of the catalogue;
    whoever lists the places that are counted is told by the data themselves.
    `categories` can each be measured alone; `only` is the one of an indicator of one.
    `one_reading` says why there is no verified reading, where there is none.
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
    only: Category | None = None
    periods: tuple[str, ...]
    warning: str | None = None
    one_reading: str | None = None
    baseline: Reference | None = None
    target: Reference | None = None
    measure: Callable[[Scene, Asked], Counts]

    @property
    def answering(self) -> tuple[Category, ...]:
        """Categories whose places answer; premises need none."""
        return (self.only,) if self.only else self.categories

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Those that it is measured in."""
        return (Reading.DECLARED,) if self.one_reading else tuple(Reading)
