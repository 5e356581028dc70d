"""Vector tiles of the data of the moment, each made once, however many ask at once."""

import asyncio
import gzip
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

import brotli  # type: ignore[import-untyped]  # it ships no types

from numna_geo.bundle import code_mark
from numna_geo.errors import DatabaseNotReady
from numna_geo.model.dataset import Dataset
from numna_geo.model.tile_layers import tile_layer
from numna_geo.model.tiling import BUFFER, MAX_ZOOM, Bounds, Tile
from numna_geo.store.published import tiles
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.kept_bytes import KeptBytes

MOST_BYTES = 64 * 2**20
FILTERED_SHARE = 4
"""One part in so many is for filtered tiles, which push out no others."""

PLAIN, GZIP, BROTLI = "identity", "gzip", "br"
ENCODINGS = (BROTLI, GZIP)
"""Forms of a tile beside the plain one, the smallest first."""

_GZIP_LEVEL, _BROTLI_LEVEL = 6, 5
_SMALL = 200

Only = tuple[tuple[str, tuple[str, ...]], ...]
"""Values by field, in order: a feature has one of them."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What the region spans in Web Mercator, and the quarters of broadband in order."""

    extent: Bounds | None
    periods: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Form:
    """A tile in one of its forms."""

    dataset: Dataset
    tile: Tile
    only: Only
    encoding: str
    is_filtered: bool

    @property
    def key(self) -> str:
        place = f"{self.tile.zoom}/{self.tile.row}/{self.tile.col}"
        return f"{self.dataset.key}/{place}/{self.encoding}/{self.only}"

    def encoded(self, encoding: str) -> "_Form":
        return replace(self, encoding=encoding)


class Tiles:
    """Makes tiles, and keeps them in the forms that were asked.

    A new version of the data empties what is kept. Tiles of some features only, whose
    combinations are endless, are kept in a small part of the room.

    Args:
        reader: where the data are.
        watch: which version they are.
        most_bytes: that are kept.
    """

    def __init__(
        self, reader: Reader, watch: DataWatch, *, most_bytes: int = MOST_BYTES
    ) -> None:
        self._reader, self._watch = reader, watch
        filtered = most_bytes // FILTERED_SHARE
        self.kept = KeptBytes(most_bytes=most_bytes - filtered)
        self.kept_filtered = KeptBytes(most_bytes=filtered)
        self._making: dict[str, asyncio.Task[bytes]] = {}
        self._version, self._covered = "", cast("Covered | None", None)

    async def version(self) -> str:
        """The version of the data and of what draws them; addresses of tiles carry it.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        version = f"{await self._watch.now()}-{_code()}"
        if version != self._version:
            self._version, self._covered, self._making = version, None, {}
            self.kept.clear()
            self.kept_filtered.clear()
        return version

    async def extent(self) -> Bounds | None:
        """What the region spans in Web Mercator; None before anything is published.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        return (await self._known()).extent

    async def _known(self) -> Covered:
        version = await self.version()
        if self._covered is not None:
            return self._covered
        row = await self._reader.row(tiles.covered())
        if row is None or row["west"] is None:
            return Covered(None, ())
        west, south, east, north, periods = row.values()
        found = Covered((west, south, east, north), periods)
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
        if not _may_show(dataset, wanted, only, known):
            return PLAIN, b""
        is_filtered = bool(only)
        if dataset.key == "broadband" and not only and known.periods:
            only = (("period", (known.periods[-1],)),)
        asked = _Form(dataset, wanted, only, encoding, is_filtered)
        if encoding != PLAIN:
            squeezed = self._room(asked).get(asked.key)
            if squeezed is not None:
                return encoding, squeezed
        plain = await self._plain(asked)
        if encoding == PLAIN or len(plain) < _SMALL:
            return PLAIN, plain
        return encoding, await self._once(asked)

    def _room(self, form: _Form) -> KeptBytes:
        return self.kept_filtered if form.is_filtered else self.kept

    async def _plain(self, asked: _Form) -> bytes:
        plain = asked.encoded(PLAIN)
        kept = self._room(plain).get(plain.key)
        return await self._once(plain) if kept is None else kept

    async def _once(self, form: _Form) -> bytes:
        making, key = self._making, form.key
        if key not in making:
            making[key] = asyncio.create_task(self._made(form, self._version))
            # A failure is not kept: the database may be back at the next request.
            making[key].add_done_callback(lambda _: making.pop(key, None))
        # Shielded: a caller who hangs up does not take the tile from the others.
        return await asyncio.shield(making[key])

    async def _made(self, form: _Form, version: str) -> bytes:
        if form.encoding == PLAIN:
            asked = tiles.tile(form.dataset, form.tile, dict(form.only))
            made = await self._reader.value(asked)
        else:
            plain = await self._plain(form)
            made = await asyncio.to_thread(_squeezed, form.encoding, plain)
        if version == self._version:
            self._room(form).keep(form.key, made)
        return bytes(made)


def form(accepted: Sequence[str]) -> str:
    """The smallest form that a caller takes.

    >>> form(["gzip", "deflate"]), form([])
    ('gzip', 'identity')
    """
    return next((one for one in ENCODINGS if one in accepted), PLAIN)


def _may_show(dataset: Dataset, wanted: Tile, only: Only, known: Covered) -> bool:
    """Whether the tile is of zooms, place and quarters that the layer draws."""
    if not tile_layer(dataset).min_zoom <= wanted.zoom <= MAX_ZOOM:
        return False
    if not set(dict(only).get("period", ())) <= set(known.periods):
        return False
    return known.extent is not None and _touch(wanted.bounds(BUFFER), known.extent)


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


@cache
def _code() -> str:
    """A mark of what tiles are made by: addresses of other code hold other tiles."""
    mark = code_mark(
        *("model/dataset.py", "model/datasets/*.py", "model/category.py"),
        *("model/tile_layers.py", "model/tiling.py", "gaps/*.py"),
        *("store/published/*.py", "store/sql/published_*.sql"),
        *("usecases/published_datasets.py", "usecases/publish_gaps.py"),
        *("usecases/tell_figures.py", "usecases/measured_columns.py"),
    )
    return mark[:8]
