"""What the questions of the map amount to for the region, with their sources."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator
from numna_geo.maps.classes import APART, BESIDE, CLASSES, Classes
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Level
from numna_geo.store import map_values, measures
from numna_geo.store.reading import Reader
from numna_geo.store.sources import sources as cited
from numna_geo.store.state import DataWatch
from numna_geo.store.statements import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """One question: its indicator, how it is drawn, and the region's totals.

    `reading` is the one asked for, where the indicator has it. `totals` are rows of
    `store.measures.totals`, the oldest period first; `beside` is the indicator counted
    beside it, with its own totals. A question `apart` answers no objective.
    `of_category` tells which sources speak of each category.
    """

    indicator: Indicator
    reading: Reading
    classes: Classes
    apart: bool
    totals: Sequence[Row]
    sources: Sequence[Row]
    of_category: Mapping[str, frozenset[str]]
    beside: Indicator | None
    beside_totals: Sequence[Row]
    beside_sources: Sequence[Row]

    @property
    def period(self) -> str:
        """The newest period, the one that is drawn."""
        return self.indicator.periods[-1]

    def drawn_sources(self, category: str = "") -> list[Row]:
        """What the map is drawn from: neither other periods nor other categories.

        Empty when nobody lists the category.
        """
        told = self.of_category.get(category, frozenset())
        places = frozenset[str]().union(*self.of_category.values())
        if category and not told:
            return []
        periods = set(self.indicator.periods) - {self.period}
        by_key = {row["key"]: row for row in self.sources}
        found = [by_key[key] for key in self.indicator.sources if key in by_key]
        return [
            row
            for row in found
            if row["vintage"] not in periods
            and not (category and row["key"] in places - told)
        ]

    def added_sources(self) -> list[Row]:
        """Sources of what is counted beside, other than those of the question."""
        own = set(self.indicator.sources)
        return [row for row in self.beside_sources if row["key"] not in own]


async def map_figures(
    reader: Reader, watch: DataWatch, *, asked: Reading = Reading.DECLARED
) -> list[QuestionFigures]:
    """The questions in the order of the roadmap's objectives, in the reading `asked`.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    run = (await watch.now()).run

    async def totals(key: str) -> Sequence[Row]:
        measured = measures.Measured(
            run=run, indicator=key, category="", reading=_reading(key, asked)
        )
        return await reader.rows(measures.totals(measured))

    async def sources(key: str | None) -> Sequence[Row]:
        keys = INDICATORS[key].sources if key else ()
        return await reader.rows(cited(keys)) if keys else ()

    told = await _told(reader)
    found = []
    for key, classes in CLASSES.items():
        beside = BESIDE.get(key)
        found.append(
            QuestionFigures(
                indicator=INDICATORS[key],
                reading=_reading(key, asked),
                classes=classes,
                apart=key in APART,
                totals=await totals(key),
                sources=await sources(key),
                of_category=told,
                beside=INDICATORS[beside] if beside else None,
                beside_totals=await totals(beside) if beside else (),
                beside_sources=await sources(beside),
            )
        )
    return found


async def by_department(
    reader: Reader, watch: DataWatch, figures: Sequence[QuestionFigures]
) -> dict[str, list[Row]]:
    """Rows of `store.measures.values` of each question, the biggest gap first.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    run = (await watch.now()).run
    found: dict[str, list[Row]] = {}
    for one in figures:
        measured = measures.Measured(
            run=run, indicator=one.indicator.key, category="", reading=one.reading
        )
        rows = await reader.rows(
            measures.values(
                measured, period=one.period, level=Level.DEPARTEMENT, within=None
            )
        )
        found[one.indicator.key] = sorted(
            rows, key=lambda row: (row["rank"] is None, row["rank"], row["code"])
        )
    return found


def _reading(key: str, asked: Reading) -> Reading:
    return asked if asked in INDICATORS[key].readings else Reading.DECLARED


async def _told(reader: Reader) -> dict[str, frozenset[str]]:
    """Keys of the sources that speak of each category."""
    found = defaultdict[str, set[str]](set)
    for row in await reader.rows(map_values.category_sources()):
        found[row["category"]].add(row["source_key"])
    return {category: frozenset(keys) for category, keys in found.items()}
