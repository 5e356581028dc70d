"""What a gap indicator is: a question, its unit, and how it is measured."""

from collections.abc import Callable
from dataclasses import dataclass

from numna_geo.gaps.figures import Figures
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.scene import Scene
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.supply import Supply
from numna_geo.model.territory import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which measure of an indicator.

    `supply` is what is looked for, `None` where the indicator counts no places;
    `max_min` is the threshold, inclusive, `None` where there is none.
    """

    supply: Supply | None
    reading: Reading
    period: str
    max_min: int | None
    counted: Quantity | None


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
    `one_reading` says why there is no verified reading, where there is none.

    Args:
        apart: whether it is shown beside its objective, which it does not answer.
        supplies: what can be looked for, the default first; none where no place counts.
        thresholds: minutes that can be asked, inclusive; none where there is none.
        threshold: the default among them.
        quantities: who can be counted, the default first; none of premises.
        unit: of the value, such as « part des habitants ».
        counted: what numerator and denominator count, such as « locaux »; where there
            are `quantities`, each has its own word.
        formula: how the value is made, in one line.
        example: one worked example, as the tests compute it.
        direction: `higher_is_worse` or `lower_is_worse`.
    """

    key: str
    objective: int
    apart: bool = False
    order: int = 0
    title: str
    question: str
    unit: str
    counted: str
    direction: str = "higher_is_worse"
    sources: tuple[str, ...]
    method: str
    formula: str
    example: str
    limits: str
    supplies: tuple[Supply, ...] = ()
    thresholds: tuple[int, ...] = ()
    threshold: int | None = None
    quantities: tuple[Quantity, ...] = ()
    periods: tuple[str, ...]
    warning: str | None = None
    one_reading: str | None = None
    baseline: Reference | None = None
    target: Reference | None = None
    measure: Callable[[Scene, Asked, Groups], Figures]

    @property
    def answering(self) -> tuple[Category, ...]:
        """Categories whose places answer by default; premises need none."""
        return self.supplies[0].categories if self.supplies else ()

    @property
    def categories(self) -> tuple[Category, ...]:
        """Categories that can be asked one by one."""
        alone = (s.categories for s in self.supplies if s.kind == "category")
        return tuple(category for one in alone for category in one)

    @property
    def counts_lack(self) -> bool:
        """Whether the numerator counts those who lack what is looked for.

        Then a verified reading tells apart those for whom nobody declares any.
        """
        return bool(self.thresholds) and self.direction == "higher_is_worse"

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Those that it is measured in."""
        return (Reading.DECLARED,) if self.one_reading else tuple(Reading)

    @property
    def default(self) -> Asked:
        """The measure that is meant when nothing else is said."""
        return Asked(
            supply=self.supplies[0] if self.supplies else None,
            reading=Reading.DECLARED,
            period=self.periods[-1],
            max_min=self.threshold,
            counted=self.quantities[0] if self.quantities else None,
        )
