"""What the questions of the map amount to for the region, with their sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator
from numna_geo.maps.classes import APART, BESIDE, CLASSES, Classes
from numna_geo.store import measures
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.store.statements import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """One question: its indicator, how it is drawn, and the region's totals.

    `totals` are rows of `store.measures.totals`, the oldest period first; `beside` is
    the indicator counted beside it, with its own totals. A question `apart` answers no
    objective.
    """

    indicator: Indicator
    classes: Classes
    apart: bool
    totals: Sequence[Row]
    sources: Sequence[Row]
    beside: Indicator | None
    beside_totals: Sequence[Row]

    @property
    def period(self) -> str:
        """The newest period, the one that is drawn."""
        return self.indicator.periods[-1]


async def map_figures(reader: Reader, watch: DataWatch) -> list[QuestionFigures]:
    """The questions in the order of the roadmap's objectives.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    run = (await watch.now()).run

    async def totals(key: str) -> Sequence[Row]:
        asked = measures.Measured(run=run, indicator=key, category="")
        return await reader.rows(measures.totals(asked))

    found = []
    for key, classes in CLASSES.items():
        indicator, beside = INDICATORS[key], BESIDE.get(key)
        found.append(
            QuestionFigures(
                indicator=indicator,
                classes=classes,
                apart=key in APART,
                totals=await totals(key),
                sources=await reader.rows(measures.sources(indicator.sources)),
                beside=INDICATORS[beside] if beside else None,
                beside_totals=await totals(beside) if beside else (),
            )
        )
    return found
