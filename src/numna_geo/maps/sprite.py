"""Pictures that MapLibre styles draw with: marks of points, textures of absence."""

import struct
import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from numna_geo.maps.layer_style import Mark, Shape, Texture

Grid = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]

SIZE = 32
"""Pixels across a picture, at a ratio of 1."""

ACROSS = 20
"""Pixels across the mark in it."""

_RIM = 1.4
_WHITE = (255, 255, 255)
# Lines and dots go on from one picture to the next: their distance divides `SIZE`.
_APART, _LINE, _DOT_RADIUS = 8, 0.8, 1.3
_GREY, _DOT, _PAPER = (141, 150, 163), (124, 132, 146), (251, 251, 252)


def picture_of(mark: Mark) -> str:
    """The name of the picture of a mark.

    >>> picture_of(Mark(shape=Shape.CIRCLE, colour="#0a66b0"))
    'circle-0a66b0'
    """
    return f"{mark.shape}-{mark.colour[1:]}"


def sprite(marks: Iterable[Mark], ratio: int) -> tuple[dict[str, Any], bytes]:
    """Where each picture lies, and all of them side by side as a PNG.

    Args:
        marks: to draw, beside every texture.
        ratio: pixels of the screen for one of the style, 1 or 2.
    """
    drawn = {picture_of(one): _mark(one, ratio) for one in marks}
    drawn |= {one.value: _texture(one, ratio) for one in Texture}
    side = SIZE * ratio
    index = {
        name: {
            "x": number * side,
            "y": 0,
            "width": side,
            "height": side,
            "pixelRatio": ratio,
        }
        for number, name in enumerate(drawn)
    }
    return index, png(np.concatenate(list(drawn.values()), axis=1))


def _mark(mark: Mark, ratio: int) -> Pixels:
    """Its shape in its colour with a white rim, smooth at the edges."""
    x, y = (np.abs(axis) for axis in _axes(ratio))
    radius = ACROSS / 2
    match mark.shape:
        case Shape.CIRCLE:
            outside = np.hypot(x, y) - radius
        case Shape.SQUARE:
            outside = np.maximum(x, y) - radius * 0.9
        case Shape.DIAMOND:
            outside = (x + y) / np.sqrt(2) - radius * 0.9
    inside = np.clip(0.5 - outside * ratio, 0, 1)[..., None]
    alpha = np.clip(0.5 - (outside - _RIM) * ratio, 0, 1) * 255
    mixed = inside * np.array(_rgb(mark.colour)) + (1 - inside) * np.array(_WHITE)
    return np.concatenate((mixed, alpha[..., None]), axis=2).round().astype(np.uint8)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _texture(texture: Texture, ratio: int) -> Pixels:
    x, y = _axes(ratio)
    lines = np.abs((x + y) % _APART - _APART / 2) < _LINE
    dots = np.hypot(x % _APART - _APART / 2, y % _APART - _APART / 2) < _DOT_RADIUS
    if texture is Texture.BORDER_UNKNOWN:
        return _coloured(_WHITE, np.where(lines, 150.0, 0.0))
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
