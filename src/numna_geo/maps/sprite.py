"""Pictures that MapLibre styles draw with: shapes of families, textures of absence.

Shapes are fields of signed distances (SDF): a style gives them any colour and a border.
"""

import struct
import zlib
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from numna_geo.maps.layer_style import Shape, Texture

Grid = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]

SIZE = 32
"""Pixels across a picture, at a ratio of 1."""

_RADIUS = 10.0
# What MapLibre expects: the edge at 191, 32 steps a pixel of the picture's own.
_EDGE, _REACH = 191.25, 8.0
# Lines and dots go on from one picture to the next: their distance divides `SIZE`.
_APART, _LINE, _DOT_RADIUS = 8, 0.8, 1.3
_GREY, _DOT, _PAPER = (141, 150, 163), (124, 132, 146), (251, 251, 252)


@cache
def sprite(ratio: int) -> tuple[dict[str, Any], bytes]:
    """Where each picture lies, and all of them side by side as a PNG.

    Args:
        ratio: pixels of the screen for one of the style, 1 or 2.
    """
    drawn = {**{one.value: _shape(one, ratio) for one in Shape}}
    drawn |= {one.value: _texture(one, ratio) for one in Texture}
    side = SIZE * ratio
    index = {
        name: {
            "x": number * side,
            "y": 0,
            "width": side,
            "height": side,
            "pixelRatio": ratio,
            "sdf": name in set(Shape),
        }
        for number, name in enumerate(drawn)
    }
    return index, png(np.concatenate(list(drawn.values()), axis=1))


def _shape(shape: Shape, ratio: int) -> Pixels:
    x, y = (np.abs(axis) for axis in _axes(ratio))
    match shape:
        case Shape.CIRCLE:
            outside = np.hypot(x, y) - _RADIUS
        case Shape.SQUARE:
            outside = np.maximum(x, y) - _RADIUS * 0.9
        case Shape.DIAMOND:
            outside = (x + y) / np.sqrt(2) - _RADIUS * 0.9
    alpha = np.clip(_EDGE - outside * ratio / _REACH * 255, 0, 255)
    return _coloured((0, 0, 0), alpha)


def _texture(texture: Texture, ratio: int) -> Pixels:
    x, y = _axes(ratio)
    lines = np.abs((x + y) % _APART - _APART / 2) < _LINE
    dots = np.hypot(x % _APART - _APART / 2, y % _APART - _APART / 2) < _DOT_RADIUS
    if texture is Texture.BORDER_UNKNOWN:
        return _coloured((255, 255, 255), np.where(lines, 150.0, 0.0))
    seen, ink = (lines, _GREY) if texture is Texture.NO_DATA else (dots, _DOT)
    whole = np.full(seen.shape, 255.0)
    return np.where(seen[..., None], _coloured(ink, whole), _coloured(_PAPER, whole))


def _axes(ratio: int) -> tuple[Grid, Grid]:
    """Pixels of the style from the middle, eastwards and southwards."""
    steps = (np.arange(SIZE * ratio) + 0.5) / ratio - SIZE / 2
    x, y = np.meshgrid(steps, steps)
    return x, y


def _coloured(rgb: tuple[int, int, int], alpha: Grid) -> Pixels:
    pixels = np.empty((*alpha.shape, 4), dtype=np.uint8)
    pixels[..., :3] = rgb
    pixels[..., 3] = alpha.round().astype(np.uint8)
    return pixels


def png(pixels: Pixels) -> bytes:
    """RGBA pixels, shape (rows, columns, 4), as a PNG.

    Source: PNG specification, third edition: colour type 6, no filter.
    """
    height, width, _ = pixels.shape
    rows = np.concatenate(
        (np.zeros((height, 1), dtype=np.uint8), pixels.reshape(height, -1)), axis=1
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check
