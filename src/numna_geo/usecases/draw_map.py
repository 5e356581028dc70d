"""What does the map page need, for the data of the moment?"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any

from numna_geo.errors import DatabaseNotReady
from numna_geo.gaps import INDICATORS
from numna_geo.maps.classes import BESIDE, CLASSES
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Level
from numna_geo.outlines.packed import packed
from numna_geo.outlines.topojson import decoded
from numna_geo.store import map_values, measures
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion, DataWatch
from numna_geo.usecases import map_columns

COMMUNES, NEIGHBOURS = "outlines_coarse.topojson", "neighbours.topojson"
_COPPER = "fibre_not_connectable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Which measure a values file holds."""

    indicator: str
    category: str
    period: str
    reading: Reading = Reading.DECLARED

    @property
    def file_name(self) -> str:
        """Its name under `/carte/donnees/{version}/`."""
        reading = "" if self.reading is Reading.DECLARED else self.reading.value
        parts = [self.indicator, self.category, self.period, reading]
        return f"values-{'-'.join(part for part in parts if part)}.json"


def offered() -> dict[str, Values]:
    """Every values file that can be asked for, by name."""
    drawn = [*CLASSES, *BESIDE.values()]
    every = [
        Values(indicator=key, category=str(category), period=period, reading=reading)
        for key in drawn
        for reading in INDICATORS[key].readings
        for category in ("", *INDICATORS[key].categories)
        for period in INDICATORS[key].periods
    ]
    return {values.file_name: values for values in every}


class MapData:
    """The files of the map, made once for each version of the data.

    Args:
        reader: where the data are.
        watch: which version they are.
        folder: where the outlines are.
    """

    def __init__(self, reader: Reader, watch: DataWatch, folder: Path) -> None:
        self._reader, self._watch, self._folder = reader, watch, folder
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
        run = await self._reader.row(measures.run(now.run))
        day = run["measured_at"].astimezone(UTC).date() if run else None
        return map_columns.structure_columns(rows, await self._codes(), today=day)

    async def _measures(self, asked: Values, now: DataVersion) -> dict[str, Any]:
        measured = measures.Measured(
            run=now.run,
            indicator=asked.indicator,
            category=asked.category,
            reading=asked.reading,
        )
        rows = await self._reader.rows(
            measures.values(
                measured, period=asked.period, level=Level.COMMUNE, within=None
            )
        )
        copper = None
        if asked.indicator == _COPPER:
            found = await self._reader.rows(map_values.copper(asked.period))
            copper = map_columns.copper_dates(found)
        return map_columns.value_columns(rows, [r["code"] for r in rows], copper)
