"""Where the roadmap stands: objectives 10, 11 and 12, as one plain document."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.objectives import (
    ADDRESS,
    BROADBAND,
    OBJECTIVES,
    SUPPORT,
    VOTED_ON,
    Objective,
)
from numna_geo.model.roadmap import SOURCE, RoadmapGroup, Tally
from numna_geo.model.territory import REGION_CODE, Level
from numna_geo.sources.curation import curations
from numna_geo.store import collection, roadmap_reading
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.cite_sources import PlaceSources, place_sources
from numna_geo.usecases.known_broadband import broadband_around
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.reconcile_roadmap import reconciled, site_of
from numna_geo.usecases.tell_broadband import tell_broadband
from numna_geo.usecases.tell_figures import tell_figures

Told = dict[str, Any]

RULE_OF_COUNT = (
    "« Prouvées » : nos sources montrent l'organisation en activité en juin 2018. "
    "« Comptées » : celles-là, et celles dont rien ne montre qu'elles sont plus "
    "récentes. « Aujourd'hui » : organisations déclarées ouvertes ou sans état connu."
)


class Roadmap:
    """The document, made anew when the data change.

    Args:
        reader: where the data are.
        watch: which version they are.
        layers: the territories.
        data_dir: where what was noted of structures by hand is.
    """

    def __init__(
        self, reader: Reader, watch: DataWatch, layers: Layers, data_dir: Path
    ) -> None:
        self._reader, self._watch = reader, watch
        self._layers, self._data_dir = layers, data_dir
        self._kept: tuple[str, Told] | None = None
        self._reading = asyncio.Lock()

    async def told(self, run: Run) -> Told:
        """Every objective with its figures, in both readings.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
            SourceUnreadable: the curation file is absent or damaged.
        """
        version = f"{await self._watch.now()} {run.id}"
        async with self._reading:
            if self._kept is None or self._kept[0] != version:
                self._kept = (version, await self._made(run))
            return self._kept[1]

    async def _made(self, run: Run) -> Told:
        layer = await self._layers.level(run, Level.REGION)
        number = layer.number(REGION_CODE)
        around = await broadband_around(self._reader, self._layers, run)
        broadband = tell_broadband(run, layer, number, around)
        tallies = await self._tallies()
        places = await place_sources(self._reader)
        region = layer.among([number])
        missing = await self._reader.rows(collection.not_collected(None))
        uncollected = [Category(row["category"]) for row in missing]
        return {
            "source": SOURCE,
            "address": ADDRESS,
            "voted_on": VOTED_ON,
            "objectives": [
                {
                    **_objective(one, uncollected),
                    "broadband": broadband if one.number == BROADBAND else None,
                    "counts": tallies if one.number == SUPPORT else [],
                    "figures": _figures(run, region, one.number, places),
                }
                for one in OBJECTIVES
            ],
            "rule_of_count": RULE_OF_COUNT,
        }

    async def _tallies(self) -> list[Told]:
        """The count of 2018 beside ours; of the categories of the roadmap."""
        curated = await asyncio.to_thread(curations, self._data_dir)
        sources = {record.partition(":")[0] for record in curated}
        rows = await self._reader.rows(roadmap_reading.support_sites())
        named = await self._reader.rows(roadmap_reading.record_names(sources))
        names = {row["name"] for row in named}
        sites = [site_of(SimpleNamespace(**dict(row.items()))) for row in rows]
        found = reconciled(sites, list(curated.values()), names)
        return [_tally(one) for one in found.tallies]


def _objective(one: Objective, uncollected: Sequence[Category]) -> Told:
    missing = [c for c in uncollected if c.family.objective == one.number]
    labels = ", ".join(category.label for category in missing)
    no_list = [
        f"Ce que personne ne recense : {labels}. Les sites qui en sont connus par "
        "d'autres listes sont comptés, sans que leur absence ailleurs veuille rien "
        "dire."
    ]
    return {
        "number": one.number,
        "title": one.title,
        "summary": one.summary,
        "quote": one.quote,
        "unknowns": [*one.unknowns, *(no_list if missing else [])],
        "categories_not_collected": missing,
    }


def _tally(one: Tally) -> Told:
    announced = one.announced
    return {
        "groups": [group.value for group in one.groups],
        "label": " et ".join(group.label for group in one.groups)
        if len(one.groups) < len(RoadmapGroup) - 1
        else "Toutes les structures d'accompagnement",
        "announced": announced and announced.value,
        "announced_words": announced and announced.words,
        "announced_exact": announced and announced.exact,
        "proved_organisations": one.proved_organisations,
        "counted_organisations": one.counted_organisations,
        "organisations": one.organisations,
        "sites": one.sites,
        "planned": one.planned,
        "closed": one.closed,
    }


def _figures(
    run: Run, region: Layer, objective: int, places: PlaceSources
) -> list[Told]:
    """Every indicator of an objective, for the region."""
    return [
        _figure(run, region, one, places)
        for one in INDICATORS.values()
        if one.objective == objective
    ]


def _figure(run: Run, region: Layer, one: Indicator, places: PlaceSources) -> Told:
    return {
        "key": one.key,
        "title": one.title,
        "apart": one.apart,
        "unit": one.unit,
        "max_min": one.threshold,
        "counted": one.default.counted or one.counted,
        "values": [
            {"period": period, "reading": reading, **_value(run, region, one, asked)}
            for period in one.periods
            for reading in one.readings
            for asked in [(period, reading)]
        ],
        "one_reading": one.one_reading,
        "warning": one.warning,
        "method": one.method,
        "sources": places.behind(one, counted=one.default.counted),
    }


_KEPT = ("value", "numerator", "denominator", "uncertain", "status", "estimated")


def _value(run: Run, region: Layer, one: Indicator, asked: tuple[str, Reading]) -> Told:
    measure = replace(one.default, period=asked[0], reading=asked[1])
    told: Sequence[Told] = tell_figures(run, one, measure, region)
    return {name: told[0][name] for name in _KEPT}
