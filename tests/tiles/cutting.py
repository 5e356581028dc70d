"""Tiles of the loaded data, cut and decoded, for tests to look at."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import mapbox_vector_tile

from numna_geo.model.tiling import BUFFER, EXTENT, Bounds, Tile, limits
from numna_geo.store.published import tiles
from numna_geo.store.reading import Reader
from numna_geo.usecases.published_datasets import DATASETS

Feature = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """One tile, and the features of its layer."""

    tile: Tile
    content: bytes
    features: list[Feature]


class Cutter:
    """Cuts tiles from a database, on connections of its own."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._reader = Reader(url, size=1, statement_timeout_s=60, wait_s=60)

    def cut(
        self, key: str, tile: Tile, only: Mapping[str, Sequence[str]] | None = None
    ) -> bytes:
        asked = tiles.tile(DATASETS[key], tile, only or {})
        return bytes(self._runner.run(self._reader.value(asked)))

    def region(self) -> Bounds:
        row = self._runner.run(self._reader.row(tiles.covered()))
        assert row is not None
        west, south, east, north, _ = row.values()
        return west, south, east, north

    def level(self, key: str, zoom: int) -> list[Shown]:
        """Every tile of a zoom that touches the region."""
        return [self.shown(key, tile) for tile in touching(zoom, self.region())]

    def shown(self, key: str, tile: Tile) -> Shown:
        content = self.cut(key, tile)
        return Shown(tile, content, features(key, content))

    def close(self) -> None:
        self._runner.run(self._reader.close())
        self._runner.close()


def touching(zoom: int, region: Bounds) -> Iterator[Tile]:
    found = limits(zoom, region)
    for row in range(found.min_row, found.max_row + 1):
        for col in range(found.min_col, found.max_col + 1):
            yield Tile(zoom=zoom, row=row, col=col)


def features(key: str, content: bytes) -> list[Feature]:
    """What a tile holds, rows counted southwards as they are encoded."""
    if not content:
        return []
    options = {"y_coord_down": True}
    decoded = mapbox_vector_tile.decode(content, default_options=options)
    assert list(decoded) == [key]
    assert decoded[key]["extent"] == EXTENT
    found: list[Feature] = decoded[key]["features"]
    return found


def points_of(feature: Feature) -> Iterator[tuple[int, int]]:
    """Every corner of a feature."""

    def walk(part: Any) -> Iterator[tuple[int, int]]:
        if isinstance(part[0], int | float):
            yield part[0], part[1]
            return
        for one in part:
            yield from walk(one)

    yield from walk(feature["geometry"]["coordinates"])


def is_inside(feature: Feature) -> bool:
    """Whether a point belongs to the tile itself, not to what is drawn beside it."""
    x, y = feature["geometry"]["coordinates"]
    return 0 <= x < EXTENT and 0 <= y < EXTENT


def is_within_buffer(feature: Feature) -> bool:
    return all(
        -BUFFER <= x <= EXTENT + BUFFER and -BUFFER <= y <= EXTENT + BUFFER
        for x, y in points_of(feature)
    )
