"""What does the map page need, for the data of the moment?"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any

from numna_geo.errors import DatabaseNotReady
from numna_geo.gaps import INDICATORS
from numna_geo.maps.classes import BESIDE, CLASSES
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.supply import of_category
from numna_geo.model.territory import Level, Quantity
from numna_geo.outlines.packed import packed
from numna_geo.outlines.topojson import decoded
from numna_geo.store import map_values
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion, DataWatch
from numna_geo.usecases import map_columns
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.read_measures import Measures
from numna_geo.usecases.tell_figures import tell_figures

COMMUNES, NEIGHBOURS = "outlines_coarse.topojson", "neighbours.topojson"
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


class MapData:
    """The files of the map, made once for each version of the data.

    Args:
        reader: where the data are.
        watch: which version they are.
        measured: the measures, and the territories they are told of.
        folder: where the outlines are.
    """

    def __init__(
        self,
        reader: Reader,
        watch: DataWatch,
        measured: tuple[Measures, Layers],
        folder: Path,
    ) -> None:
        self._reader, self._watch, self._folder = reader, watch, folder
        self._runs, self._layers = measured
        self._files: dict[tuple[DataVersion, str], asyncio.Task[bytes]] = {}
        self._values = offered()
        self._makers: dict[str, Callable[[DataVersion], Awaitable[Any]]] = {
            "outlines.json": self._outlines,
            "neighbours.json": self._neighbours,
            "communes.json": self._communes,
            "structures.json": self._structures,
            **{name: partial(self._measures, v) for name, v in self._values.items()},
        }

    def has(self, name: str) -> bool:
        """Whether a file of this name exists in every version."""
        return name in self._makers

    async def version(self) -> str:
        """The version that addresses carry: another database has another one."""
        return str(await self._state())

    async def file(self, name: str) -> bytes:
        """A file of the current version, as JSON.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
            SourceUnreadable: the outlines are missing.
        """
        now = await self._state()
        key = (now, name)
        if key not in self._files:
            self._files = {k: v for k, v in self._files.items() if k[0] == now}
            self._files[key] = asyncio.create_task(self._made(name, now))
        try:
            return await asyncio.shield(self._files[key])
        except Exception:
            # A failure is not kept: the database may be back at the next request.
            self._files.pop(key, None)
            raise

    async def document(self, name: str) -> dict[str, Any]:
        """A file of the current version, read again."""
        found: dict[str, Any] = json.loads(await self.file(name))
        return found

    async def _made(self, name: str, now: DataVersion) -> bytes:
        columns = await self._makers[name](now)
        text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
        return text.encode()

    async def _state(self) -> DataVersion:
        now = await self._watch.now()
        if not now.data:
            raise DatabaseNotReady("no data were loaded yet")
        return now

    async def _outlines(self, _: DataVersion) -> dict[str, Any]:
        rows = await self._reader.rows(map_values.communes())
        epcis = sorted({row["epci_code"] or "" for row in rows})
        codes = [row["code"] for row in rows]
        columns = await asyncio.to_thread(
            lambda: packed(decoded(self._folder / COMMUNES), codes)
        )
        columns["epci"] = [epcis.index(row["epci_code"] or "") for row in rows]
        return columns

    async def _neighbours(self, _: DataVersion) -> dict[str, Any]:
        return await asyncio.to_thread(
            lambda: packed(decoded(self._folder / NEIGHBOURS))
        )

    async def _codes(self) -> list[str]:
        rows = await self._reader.rows(map_values.communes())
        return [row["code"] for row in rows]

    async def _communes(self, _: DataVersion) -> dict[str, Any]:
        rows = await self._reader.rows(map_values.communes())
        return map_columns.commune_columns(
            rows,
            departments=await self._reader.rows(map_values.names(Level.DEPARTEMENT)),
            epcis=await self._reader.rows(map_values.names(Level.EPCI)),
        )

    async def _structures(self, now: DataVersion) -> dict[str, Any]:
        rows = await self._reader.rows(map_values.structures())
        run = await self._runs.run(now.run)
        day = run.measured_at.astimezone(UTC).date() if run else None
        return map_columns.structure_columns(rows, await self._codes(), today=day)

    async def _measures(self, asked: Values, now: DataVersion) -> dict[str, Any]:
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
