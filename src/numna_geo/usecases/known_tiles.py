"""Vector tiles of the data of the moment, each made once, however many ask at once."""

import asyncio
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import brotli  # type: ignore[import-untyped]  # it ships no types

from numna_geo.errors import DatabaseNotReady
from numna_geo.model.dataset import Dataset
from numna_geo.model.tile_layers import tile_layer
from numna_geo.model.tiling import BUFFER, MAX_ZOOM, Bounds, Tile
from numna_geo.store.published import tiles
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.kept_bytes import KeptBytes

MOST_BYTES = 64 * 2**20

PLAIN, GZIP, BROTLI = "identity", "gzip", "br"
ENCODINGS = (BROTLI, GZIP)
"""Forms of a tile beside the plain one, the smallest first."""

_GZIP_LEVEL, _BROTLI_LEVEL = 6, 5
_SMALL = 200

Only = tuple[tuple[str, tuple[str, ...]], ...]
"""Values by field, in order: a feature has one of them."""

_Key = tuple[str, Tile, Only, str]


@dataclass(frozen=True, slots=True)
class Covered:
    """What the region spans in Web Mercator, and the newest quarter of broadband."""

    extent: Bounds | None
    newest: str | None


class Tiles:
    """Makes tiles, and keeps them in the forms that were asked.

    A new version of the data empties what is kept.

    Args:
        reader: where the data are.
        watch: which version they are.
        most_bytes: that are kept.
    """

    def __init__(
        self, reader: Reader, watch: DataWatch, *, most_bytes: int = MOST_BYTES
    ) -> None:
        self._reader, self._watch = reader, watch
        self.kept = KeptBytes(most_bytes=most_bytes)
        self._making: dict[_Key, asyncio.Task[bytes]] = {}
        self._version, self._covered = "", cast("Covered | None", None)

    async def version(self) -> str:
        """The version of the data, which addresses of tiles carry.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        version = str(await self._watch.now())
        if version != self._version:
            self._version, self._covered, self._making = version, None, {}
            self.kept.clear()
        return version

    async def extent(self) -> Bounds | None:
        """What the region spans in Web Mercator; None before anything is published.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        return (await self._known()).extent

    async def _known(self) -> "Covered":
        version = await self.version()
        if self._covered is not None:
            return self._covered
        row = await self._reader.row(tiles.covered())
        if row is None or row["west"] is None:
            return Covered(None, None)
        west, south, east, north, newest = row.values()
        found = Covered((west, south, east, north), newest)
        if version == self._version:
            self._covered = found
        return found

    async def tile(
        self, dataset: Dataset, wanted: Tile, only: Only, encoding: str
    ) -> tuple[str, bytes]:
        """A tile and how it is encoded; empty where there is nothing to show.

        A tile of a few bytes stays plain, whatever is asked.

        Raises:
            DatabaseUnavailable: as `Reader.rows`.
            DatabaseNotReady: likewise, or nothing is published yet.
        """
        known = await self._known()
        if known.extent is None:
            raise DatabaseNotReady("nothing is published yet")
        if not _may_show(dataset, wanted, known.extent):
            return PLAIN, b""
        if dataset.key == "broadband" and not only and known.newest:
            only = (("period", (known.newest,)),)
        key = (dataset.key, wanted, only, PLAIN)
        if encoding != PLAIN:
            squeezed = self.kept.get((dataset.key, wanted, only, encoding))
            if squeezed is not None:
                return encoding, squeezed
        plain = self.kept.get(key)
        if plain is None:
            plain = await self._once(key, dataset)
        if encoding == PLAIN or len(plain) < _SMALL:
            return PLAIN, plain
        return encoding, await self._once((*key[:3], encoding), dataset)

    async def _once(self, key: _Key, dataset: Dataset) -> bytes:
        making = self._making
        if key not in making:
            making[key] = asyncio.create_task(self._made(key, dataset, self._version))
            # A failure is not kept: the database may be back at the next request.
            making[key].add_done_callback(lambda _: making.pop(key, None))
        # Shielded: a caller who hangs up does not take the tile from the others.
        return await asyncio.shield(making[key])

    async def _made(self, key: _Key, dataset: Dataset, version: str) -> bytes:
        _, wanted, only, encoding = key
        if encoding == PLAIN:
            made = await self._reader.value(tiles.tile(dataset, wanted, dict(only)))
        else:
            plain = self.kept.get((*key[:3], PLAIN))
            if plain is None:
                plain = await self._once((*key[:3], PLAIN), dataset)
            made = await asyncio.to_thread(_squeezed, encoding, plain)
        if version == self._version:
            self.kept.keep(key, made)
        return bytes(made)


def form(accepted: Sequence[str]) -> str:
    """The smallest form that a caller takes.

    >>> form(["gzip", "deflate"]), form([])
    ('gzip', 'identity')
    """
    return next((one for one in ENCODINGS if one in accepted), PLAIN)


def _may_show(dataset: Dataset, wanted: Tile, region: Bounds) -> bool:
    """Whether the tile is between the layer's zooms, and touches the region."""
    if not tile_layer(dataset).min_zoom <= wanted.zoom <= MAX_ZOOM:
        return False
    return _touch(wanted.bounds(BUFFER), region)


def _touch(one: Bounds, other: Bounds) -> bool:
    return (
        one[0] <= other[2]
        and other[0] <= one[2]
        and one[1] <= other[3]
        and other[1] <= one[3]
    )


def _squeezed(encoding: str, content: bytes) -> bytes:
    if encoding == GZIP:
        return gzip.compress(content, _GZIP_LEVEL, mtime=0)
    return bytes(brotli.compress(content, quality=_BROTLI_LEVEL))
