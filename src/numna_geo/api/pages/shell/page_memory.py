"""What the pages keep between requests: map files, borders, compressed bytes."""

from typing import Annotated

from numna_geo.api.pages.shell.compressed import Compressed
from numna_geo.api.state import shared
from numna_geo.errors import SourceUnreadable
from numna_geo.maps.borders import Borders, borders
from numna_geo.maps.frame import Town
from numna_geo.usecases.draw_map import MapData
from numna_geo.usecases.map_outlines import (
    COMMUNES,
    LAND,
    NEIGHBOURS,
    Contours,
    MapOutlines,
)

_NAMED = 800


def contours_address(pack: Contours) -> str:
    """For ever the same borders, whatever the data."""
    return f"/carte/contours/{pack.digest}.bin"


class PageMemory:
    """Lives as long as the application.

    Args:
        data: the files of the map.
        outlines: the borders that it draws.
    """

    def __init__(self, data: MapData, outlines: MapOutlines) -> None:
        self.data, self._outlines = data, outlines
        self.compressed = Compressed()
        self._towns: tuple[str, list[Town]] | None = None
        self._borders: tuple[Borders, ...] | None = None
        self._agreed = ""

    async def borders(self) -> tuple[Borders, ...]:
        """The region's borders, then what surrounds it, the farthest first."""
        if self._borders is None:
            drawn = await self._outlines.lines()
            self._borders = tuple(
                borders(drawn[name].lines, drawn[name].beside)
                for name in (COMMUNES, LAND, NEIGHBOURS)
            )
        return self._borders

    async def contours(self) -> dict[str, str]:
        """Where the script of a map finds its borders, by the name it knows.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
            SourceUnreadable: outlines are missing, or are of other communes.
        """
        packs = await self._outlines.contours()
        version = await self.data.version()
        if self._agreed != version:
            if list(packs[COMMUNES].codes) != await self.data.codes():
                raise SourceUnreadable("outlines of other communes than the data")
            self._agreed = version
        return {name: contours_address(pack) for name, pack in packs.items()}

    async def ready(self) -> None:
        """Have the borders packed and squeezed, as browsers will ask them."""
        for pack in (await self._outlines.contours()).values():
            await self.compressed.prepare(pack.digest, pack.content)

    async def pack(self, digest: str) -> Contours | None:
        """The borders of a digest, if they are those of today."""
        packs = (await self._outlines.contours()).values()
        return next((pack for pack in packs if pack.digest == digest), None)

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


MemoryDep = Annotated[PageMemory, shared("pages")]
