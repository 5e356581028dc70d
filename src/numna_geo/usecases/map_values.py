"""Which measures can the map ask for, and what are they, as columns?"""

from dataclasses import dataclass, replace
from typing import Any

from numna_geo.errors import DatabaseNotReady
from numna_geo.gaps import INDICATORS
from numna_geo.maps.classes import BESIDE, CLASSES
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.supply import of_category
from numna_geo.model.territory import Level, Quantity
from numna_geo.store import map_values
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion
from numna_geo.usecases import map_columns
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.read_measures import Measures
from numna_geo.usecases.tell_figures import tell_figures

_COPPER = "fibre_not_connectable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Which measure a values file holds."""

    indicator: str
    category: str
    period: str
    reading: Reading = Reading.DECLARED
    counted: Quantity = Quantity.INHABITANTS

    @property
    def file_name(self) -> str:
        """Its name under `/carte/donnees/{version}/`."""
        reading = "" if self.reading is Reading.DECLARED else self.reading.value
        whom = "" if self.counted is Quantity.INHABITANTS else self.counted.value
        parts = [self.indicator, self.category, self.period, reading, whom]
        return f"values-{'-'.join(part for part in parts if part)}.json"


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
        """One measure of every commune, in the order of the outlines.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        run = await self._runs.run(now.run)
        if run is None:
            raise DatabaseNotReady("nothing is measured yet")
        communes = await self._layers.level(run, Level.COMMUNE)
        indicator = INDICATORS[asked.indicator]
        measure = replace(indicator.default, reading=asked.reading, period=asked.period)
        if measure.counted is not None:
            measure = replace(measure, counted=asked.counted)
        if asked.category:
            measure = replace(measure, supply=of_category(Category(asked.category)))
        rows = tell_figures(run, indicator, measure, communes)
        columns = map_columns.value_columns(rows, list(communes.codes))
        if measure.supply is not None and measure.max_min is not None:
            reach = run.scene.reach(measure.supply, measure.reading)
            columns |= map_columns.reach_columns(reach, measure.max_min)
        if asked.indicator == _COPPER:
            found = await self._reader.rows(map_values.copper(asked.period))
            columns |= map_columns.copper_columns(found, communes.codes)
        return columns
