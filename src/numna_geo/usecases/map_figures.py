"""What the questions of the map amount to for the region, with their sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.maps.classes import APART, BESIDE, CLASSES, Classes
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.supply import of_category
from numna_geo.model.territory import Level, Quantity
from numna_geo.store import sources
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.cite_sources import PlaceSources, place_sources
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.read_measures import Measures
from numna_geo.usecases.tell_figures import Told, tell_figures


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """One question: its indicator, how it is drawn, and the region's totals.

    `reading` is the one asked for, where the indicator has it. `totals` are rows of
    `tell_figures`, the oldest period first. A question `apart` answers no objective.
    `sources` are rows of the catalogue by key, `places` who lists which places;
    `beside` is who else is counted, with their own totals; `estimated` says whether
    minutes are.
    """

    indicator: Indicator
    reading: Reading
    classes: Classes
    apart: bool
    totals: Sequence[Told]
    sources: Mapping[str, Row]
    places: PlaceSources
    beside: Quantity | None
    beside_totals: Sequence[Told]
    estimated: bool

    @property
    def period(self) -> str:
        """The newest period, the one that is drawn."""
        return self.indicator.periods[-1]

    def drawn_sources(self, category: str = "", period: str = "") -> list[Row]:
        """What the map is drawn from: neither other periods nor other categories.

        The newest period unless another is asked. Empty when nobody lists the category.
        """
        only = of_category(Category(category)) if category else None
        counted = self.indicator.default.counted
        keys = self.places.behind(self.indicator, only, counted)
        periods = set(self.indicator.periods) - {period or self.period}
        found = [self.sources[key] for key in keys if key in self.sources]
        return [row for row in found if row["vintage"] not in periods]

    def beside_sources(self) -> list[Row]:
        """Who counts what is counted beside."""
        counted = self.places.behind(self.indicator, counted=self.beside)
        drawn = {row["key"] for row in self.drawn_sources()}
        added = [key for key in counted if key not in drawn and key in self.sources]
        return [self.sources[key] for key in added]


async def map_figures(
    reader: Reader,
    measures: Measures,
    layers: Layers,
    *,
    asked: Reading = Reading.DECLARED,
) -> list[QuestionFigures]:
    """The questions in the order of the roadmap's objectives, in the reading `asked`.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    run = await measures.needed_run()
    region = await layers.level(run, Level.REGION)

    def totals(key: str, counted: Quantity | None = None) -> Sequence[Told]:
        indicator = INDICATORS[key]
        drawn = replace(indicator.default, reading=_reading(key, asked))
        if counted is not None:
            drawn = replace(drawn, counted=counted)
        return [
            {"period": period, **tell_figures(run, indicator, one, region)[0]}
            for period in indicator.periods
            for one in [replace(drawn, period=period)]
        ]

    places = await place_sources(reader)
    by_key = {row["key"]: row for row in await reader.rows(sources.every())}
    found = []
    for key, classes in CLASSES.items():
        found.append(
            QuestionFigures(
                indicator=INDICATORS[key],
                reading=_reading(key, asked),
                classes=classes,
                apart=key in APART,
                totals=totals(key),
                sources=by_key,
                places=places,
                beside=BESIDE.get(key),
                beside_totals=totals(key, BESIDE[key]) if key in BESIDE else (),
                estimated=run.scene.travel.is_estimate,
            )
        )
    return found


async def by_department(
    measures: Measures,
    layers: Layers,
    figures: Sequence[QuestionFigures],
    *,
    category: str = "",
) -> dict[str, list[Told]]:
    """Figures of each question, the biggest gap first; of one category if asked.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    run = await measures.needed_run()
    departments = await layers.level(run, Level.DEPARTEMENT)
    found: dict[str, list[Told]] = {}
    for one in figures:
        rows = tell_figures(run, one.indicator, _measure(one, category), departments)
        found[one.indicator.key] = sorted(
            rows, key=lambda row: (row["rank"] is None, row["rank"], row["code"])
        )
    return found


async def region_total(
    measures: Measures, layers: Layers, one: QuestionFigures, *, category: str = ""
) -> Told:
    """What a question amounts to for the region; of one category if asked.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    run = await measures.needed_run()
    region = await layers.level(run, Level.REGION)
    return tell_figures(run, one.indicator, _measure(one, category), region)[0]


def _measure(one: QuestionFigures, category: str) -> Asked:
    measure = replace(one.indicator.default, reading=one.reading)
    if category:
        return replace(measure, supply=of_category(Category(category)))
    return measure


def _reading(key: str, asked: Reading) -> Reading:
    return asked if asked in INDICATORS[key].readings else Reading.DECLARED
