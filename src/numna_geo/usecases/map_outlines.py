"""The borders that the map draws, as columns of numbers."""

import asyncio
from pathlib import Path
from typing import Any

from numna_geo.outlines.packed import packed
from numna_geo.outlines.topojson import decoded
from numna_geo.store import map_values
from numna_geo.store.reading import Reader

COMMUNES, NEIGHBOURS = "outlines_coarse.topojson", "neighbours.topojson"


class MapOutlines:
    """Borders of the communes, and of what surrounds the region.

    Args:
        reader: which communes there are.
        folder: where the outlines are.
    """

    def __init__(self, reader: Reader, folder: Path) -> None:
        self._reader, self._folder = reader, folder

    async def communes(self) -> dict[str, Any]:
        """Borders in the order of the communes, and the EPCI of each.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
            SourceUnreadable: the outlines are missing.
        """
        rows = await self._reader.rows(map_values.communes())
        epcis = sorted({row["epci_code"] or "" for row in rows})
        codes = [row["code"] for row in rows]
        columns = await asyncio.to_thread(
            lambda: packed(decoded(self._folder / COMMUNES), codes)
        )
        columns["epci"] = [epcis.index(row["epci_code"] or "") for row in rows]
        return columns

    async def neighbours(self) -> dict[str, Any]:
        """Borders of the departments around.

        Raises:
            SourceUnreadable: the outlines are missing.
        """
        return await asyncio.to_thread(
            lambda: packed(decoded(self._folder / NEIGHBOURS))
        )
