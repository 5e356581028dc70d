"""Where a territory lies, as a still picture."""

import asyncio
import json
from typing import Annotated

import numpy as np
from markupsafe import Markup

from numna_geo.api.pages.shell.page_memory import PageMemory
from numna_geo.api.state import shared
from numna_geo.maps.borders import Floats
from numna_geo.maps.locator import locator
from numna_geo.model.territory import Level
from numna_geo.store.outline_reading import outline
from numna_geo.store.reading import Reader

_KEPT = 64


class Pictures:
    """The last pictures that were drawn, kept until the data change.

    Args:
        reader: of outlines.
        memory: of borders and towns.
    """

    def __init__(self, reader: Reader, memory: PageMemory) -> None:
        self._reader, self._memory = reader, memory
        self._kept: dict[tuple[str, Level, str, str], Markup] = {}

    async def of(self, level: Level, code: str, label: str) -> Markup:
        """A territory in its surroundings; the region without an outline of it.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        key = (await self._memory.data.version(), level, code, label)
        if key not in self._kept:
            region, *around = await self._memory.borders()
            rings = _rings(await self._reader.value(outline(level, code)))
            towns = await self._memory.towns()
            drawn = await asyncio.to_thread(
                locator, region, around, rings, towns=towns, label=label
            )
            for old in list(self._kept)[: 1 - _KEPT]:
                del self._kept[old]
            self._kept[key] = drawn
        return self._kept[key]


def _rings(text: str | None) -> list[Floats]:
    if text is None:
        return []
    shape = json.loads(text)
    parts = shape["coordinates"]
    polygons = parts if shape["type"] == "MultiPolygon" else [parts]
    return [np.array(ring) for polygon in polygons for ring in polygon]


PicturesDep = Annotated[Pictures, shared("pictures")]
