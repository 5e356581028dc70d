"""What the pages keep between requests: map files, still borders, compressed bytes."""

import json
from typing import Annotated

from fastapi import Depends, Request

from numna_geo.api.pages.compressed import Compressed
from numna_geo.api.pages.templates import built_file
from numna_geo.maps.borders import Borders, borders
from numna_geo.maps.frame import Town
from numna_geo.usecases.draw_map import MapData

_NAMED = 800


class PageMemory:
    """Lives as long as the application.

    Args:
        data: the files of the map.
    """

    def __init__(self, data: MapData) -> None:
        self.data = data
        self.compressed = Compressed()
        self._towns: tuple[str, list[Town]] | None = None
        self._borders: tuple[str, tuple[Borders, ...]] | None = None

    async def borders(self) -> tuple[Borders, ...]:
        """The region's borders, then what surrounds it, the farthest first."""
        version = await self.data.version()
        if self._borders is None or self._borders[0] != version:
            region = borders(await self.data.document("outlines.json"))
            land = borders(await self.data.document("neighbours.json"))
            far = borders(json.loads(built_file("land.json").read_bytes()))
            self._borders = (version, (region, far, land))
        return self._borders[1]

    async def towns(self) -> list[Town]:
        """Communes as names for still pictures, the biggest first."""
        version = await self.data.version()
        if self._towns is None or self._towns[0] != version:
            columns = await self.data.document("communes.json")
            found = zip(
                columns["population"],
                columns["name"],
                columns["lon"],
                columns["lat"],
                strict=True,
            )
            biggest = sorted(found, key=lambda one: one[0] or 0, reverse=True)
            towns = [Town(name=name, lon=lon, lat=lat) for _, name, lon, lat in biggest]
            self._towns = (version, towns[:_NAMED])
        return self._towns[1]


# `async` though it awaits nothing: FastAPI sends the others to a thread.
async def _memory(request: Request) -> PageMemory:
    state = request.app.state
    pages: PageMemory = state.pages
    return pages


MemoryDep = Annotated[PageMemory, Depends(_memory)]
