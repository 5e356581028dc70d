"""Tiles of the web map: which there are, and what part of the world each shows.

Source: OGC Two Dimensional Tile Matrix Set, 2.0 (17-083r4), WebMercatorQuad.
"""

import math
from dataclasses import dataclass

HALF_M = 20_037_508.342789244
"""From the middle of the world to its edge in Web Mercator metres (EPSG:3857)."""

EXTENT = 4096
"""Units across a tile."""

BUFFER = 128
"""Units drawn beyond each side of a tile: a symbol on its edge is cut by none."""

DEEPEST = 24
"""The last level of the tile matrix set."""

MAX_ZOOM = 14
"""The deepest level that is drawn: nearer views magnify it, at 60 cm a unit."""

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One tile, rows from the north and columns from the west."""

    zoom: int
    row: int
    col: int

    @property
    def exists(self) -> bool:
        """Whether the tile matrix set has it."""
        if not 0 <= self.zoom <= DEEPEST:
            return False
        return 0 <= self.row < 1 << self.zoom and 0 <= self.col < 1 << self.zoom

    def bounds(self, buffer: int = 0) -> Bounds:
        """West, south, east, north in Web Mercator, and `buffer` units more.

        >>> Tile(zoom=0, row=0, col=0).bounds() == (-HALF_M, -HALF_M, HALF_M, HALF_M)
        True
        """
        side = side_m(self.zoom)
        more = side * buffer / EXTENT
        west, north = self.col * side - HALF_M, HALF_M - self.row * side
        return west - more, north - side - more, west + side + more, north + more


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The first and last rows and columns of a level that have something to show."""

    zoom: int
    min_row: int
    max_row: int
    min_col: int
    max_col: int

    def has(self, tile: Tile) -> bool:
        """Whether the tile is one of them."""
        return (
            self.min_row <= tile.row <= self.max_row
            and self.min_col <= tile.col <= self.max_col
        )


def side_m(zoom: int) -> float:
    """How wide a tile is, in metres at the equator."""
    return 2 * HALF_M / (1 << zoom)


def limits(zoom: int, bounds: Bounds) -> Limits:
    """The tiles that `bounds`, in Web Mercator metres, touch.

    >>> limits(6, (-199523.0, 5278169.0, 290718.0, 5970809.0)).min_row
    22
    """
    side, last = side_m(zoom), (1 << zoom) - 1
    west, south, east, north = bounds

    def number(metres: float) -> int:
        return min(last, max(0, math.floor(metres / side)))

    return Limits(
        zoom=zoom,
        min_row=number(HALF_M - north),
        max_row=number(HALF_M - south),
        min_col=number(west + HALF_M),
        max_col=number(east + HALF_M),
    )


def degrees(bounds: Bounds) -> Bounds:
    """Web Mercator metres as longitudes and latitudes.

    >>> degrees((-HALF_M, 0.0, HALF_M, 0.0))
    (-180.0, 0.0, 180.0, 0.0)
    """
    west, south, east, north = bounds
    return _longitude(west), _latitude(south), _longitude(east), _latitude(north)


def _longitude(x: float) -> float:
    return x / HALF_M * 180


def _latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(y / HALF_M * math.pi)) - math.pi / 2)
