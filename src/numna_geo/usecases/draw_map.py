"""What does the map page need, for the data of the moment?"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC
from functools import partial
from typing import Any

from numna_geo.errors import DatabaseNotReady
from numna_geo.model.territory import Level
from numna_geo.store import map_values
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion, DataWatch
from numna_geo.usecases import map_columns
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.map_values import MapValues, offered
from numna_geo.usecases.read_measures import Measures


class MapData:
    """The files of the map, made once for each version of the data.

    Args:
        reader: where the data are.
        watch: which version they are.
        measured: the measures, and the territories they are told of.
    """

    def __init__(
        self,
        reader: Reader,
        watch: DataWatch,
        measured: tuple[Measures, Layers],
    ) -> None:
        self._reader, self._watch, self._runs = reader, watch, measured[0]
        values = MapValues(reader, measured)
        self._files: dict[tuple[DataVersion, str], asyncio.Task[bytes]] = {}
        self._makers: dict[str, Callable[[DataVersion], Awaitable[Any]]] = {
            "communes.json": self._communes,
            "structures.json": self._structures,
            **{name: partial(values.columns, v) for name, v in offered().items()},
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

    async def codes(self) -> list[str]:
        """The communes, in the order of every column.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        rows = await self._reader.rows(map_values.communes())
        return [row["code"] for row in rows]

    async def _communes(self, _: DataVersion) -> dict[str, Any]:
        rows = await self._reader.rows(map_values.communes())
        return map_columns.commune_columns(
            rows,
            departments=await self._reader.rows(map_values.names(Level.DEPARTEMENT)),
            epcis=await self._reader.rows(map_values.names(Level.EPCI)),
            straddling=await self._reader.rows(map_values.straddling()),
        )

    async def _structures(self, now: DataVersion) -> dict[str, Any]:
        rows = await self._reader.rows(map_values.structures())
        run = await self._runs.run(now.run)
        day = run.measured_at.astimezone(UTC).date() if run else None
        return map_columns.structure_columns(rows, await self.codes(), today=day)
