"""Which measures can the map ask for, and what are they, as columns?"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Asked
from numna_geo.maps.breaks import METHODS, breaks
from numna_geo.maps.classes import BESIDE, CLASSES
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.supply import of_category
from numna_geo.model.territory import Level, Quantity
from numna_geo.store import map_values
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion
from numna_geo.usecases import map_columns
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.read_measures import Measures, Run
from numna_geo.usecases.tell_figures import tell_figures

LEVELS = (Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT)
"""Those that the map colours."""

_COPPER = "fibre_not_connectable"
_SHARE_STEP, _MINUTE_STEP = 0.001, 1
"""What bounds of classes are rounded to: a tenth of a percent, a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Which measure a values file holds."""

    indicator: str
    category: str
    period: str
    reading: Reading = Reading.DECLARED
    counted: Quantity = Quantity.INHABITANTS
    level: Level = Level.COMMUNE

    @property
    def file_name(self) -> str:
        """Its name under `/carte/donnees/{version}/`."""
        reading = "" if self.reading is Reading.DECLARED else self.reading.value
        whom = "" if self.counted is Quantity.INHABITANTS else self.counted.value
        parts = [self.indicator, self.category, self.period, reading, whom]
        at = "" if self.level is Level.COMMUNE else f"@{self.level.value}"
        return f"values-{'-'.join(part for part in parts if part)}{at}.json"

    @property
    def measure(self) -> Asked:
        """What the indicator is asked."""
        default = INDICATORS[self.indicator].default
        asked = replace(default, reading=self.reading, period=self.period)
        if asked.counted is not None:
            asked = replace(asked, counted=self.counted)
        if self.category:
            asked = replace(asked, supply=of_category(Category(self.category)))
        return asked


def offered() -> dict[str, Values]:
    """Every values file that can be asked for, by name."""
    every = [
        Values(indicator=key, category=str(category), period=period, reading=reading)
        for key in CLASSES
        for reading in INDICATORS[key].readings
        for category in ("", *INDICATORS[key].categories)
        for period in INDICATORS[key].periods
    ]
    every += [
        replace(values, counted=BESIDE[values.indicator])
        for values in every
        if values.indicator in BESIDE and not values.category
    ]
    every = [replace(values, level=level) for level in LEVELS for values in every]
    return {values.file_name: values for values in every}


class MapValues:
    """Measures as columns of the map.

    Args:
        reader: where the data are.
        measured: the measures, and the territories they are told of.
    """

    def __init__(self, reader: Reader, measured: tuple[Measures, Layers]) -> None:
        self._reader = reader
        self._runs, self._layers = measured

    async def columns(self, asked: Values, now: DataVersion) -> dict[str, Any]:
        """One measure of every territory of a level, by code.

        Communes are in the order of the outlines. Bounds of classes are those of the
        newest period: a colour means the same in each.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        run = await self._runs.needed_run(now.run)
        layer = await self._layers.level(run, asked.level)
        columns = await asyncio.to_thread(_drawn, run, asked, layer)
        newest = INDICATORS[asked.indicator].default.period
        if asked.period != newest:
            latest = replace(asked, period=newest)
            columns["breaks"] = await asyncio.to_thread(
                lambda: found_breaks(_drawn(run, latest, layer))
            )
        else:
            columns["breaks"] = await asyncio.to_thread(found_breaks, columns)
        if asked.indicator == _COPPER and asked.level is Level.COMMUNE:
            found = await self._reader.rows(map_values.copper(asked.period))
            columns |= map_columns.copper_columns(found, layer.codes)
        return columns


def _drawn(run: Run, asked: Values, layer: Layer) -> dict[str, Any]:
    measure = asked.measure
    rows = tell_figures(run, INDICATORS[asked.indicator], measure, layer)
    columns = map_columns.value_columns(rows, list(layer.codes))
    if measure.supply is None or measure.max_min is None:
        return columns
    if asked.level is not Level.COMMUNE:
        return columns | map_columns.group_columns(rows)
    reach = run.scene.reach(measure.supply, measure.reading)
    columns |= map_columns.reach_columns(reach, measure.max_min)
    if measure.reading is Reading.VERIFIED:
        declared = run.scene.reach(measure.supply, Reading.DECLARED)
        columns["unverified"] = map_columns.unverified(declared, reach, measure.max_min)
    return columns


def found_breaks(columns: Mapping[str, Any]) -> dict[str, list[float]]:
    """Bounds of the classes of what is drawn, by method: minutes, or shares.

    Where no place can be reached, minutes are infinite, as the map classes them.
    """
    share = "nearest_min" not in columns
    drawn = map_columns.shares(columns) if share else map_columns.minutes(columns)
    values = [value for value in drawn if value is not None]
    step = _SHARE_STEP if share else _MINUTE_STEP
    return {method: list(breaks(values, method, step=step)) for method in METHODS}
