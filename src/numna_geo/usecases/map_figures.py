"""What the questions of the map amount to for the region, with their sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator
from numna_geo.maps.classes import APART, BESIDE, CLASSES, Classes
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Level
from numna_geo.store import measures, sources
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.store.statements import Row
from numna_geo.usecases.cite_sources import PlaceSources, place_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """One question: its indicator, how it is drawn, and the region's totals.

    `reading` is the one asked for, where the indicator has it. `totals` are rows of
    `store.measures.totals`, the oldest period first; `beside` is the indicator counted
    beside it, with its own totals. A question `apart` answers no objective.
    `sources` are rows of the catalogue by key, `places` who lists which places.
    """

    indicator: Indicator
    reading: Reading
    classes: Classes
    apart: bool
    totals: Sequence[Row]
    sources: Mapping[str, Row]
    places: PlaceSources
    beside: Indicator | None
    beside_totals: Sequence[Row]

    @property
    def period(self) -> str:
        """The newest period, the one that is drawn."""
        return self.indicator.periods[-1]

    def drawn_sources(self, category: str = "") -> list[Row]:
        """What the map is drawn from: neither other periods nor other categories.

        Empty when nobody lists the category.
        """
        only = Category(category) if category else None
        keys = self.places.behind(self.indicator, only)
        periods = set(self.indicator.periods) - {self.period}
        found = [self.sources[key] for key in keys if key in self.sources]
        return [row for row in found if row["vintage"] not in periods]

    def added_sources(self) -> list[Row]:
        """Sources of what is counted beside, other than those of the question."""
        own = set(self.indicator.sources)
        beside = self.beside.sources if self.beside else ()
        return [self.sources[key] for key in beside if key not in own]


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

    places = await place_sources(reader)
    by_key = {row["key"]: row for row in await reader.rows(sources.every())}
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
                sources=by_key,
                places=places,
                beside=INDICATORS[beside] if beside else None,
                beside_totals=await totals(beside) if beside else (),
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
