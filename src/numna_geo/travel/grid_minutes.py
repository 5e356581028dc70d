"""Minutes on a grid, asked for only where an outline may run."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np

from numna_geo.travel.engine import Flags, Floats, Places

MinutesAt: TypeAlias = Callable[[Floats], Mapping[str, Floats]]
"""Minutes at places of shape (N, 2), by band, shape (N,) each; NaN where unreached."""

STRIDE = 4
"""Steps from one corner of a block to the next."""

_MOST_ROUNDS = 40


def minutes_on(
    places: Floats, origin: Flags, limit: float, minutes_at: MinutesAt
) -> Mapping[str, Floats]:
    """Minutes at all points of a grid, exact around the outlines of `limit`.

    Corners of blocks are asked for first, then the whole of the blocks that an outline
    runs through, and of those that it turns out to run into. Elsewhere minutes are
    those of the nearest corner: within the limit, or beyond it, like all around.

    Args:
        places: WGS 84 degrees, row after row, shape (rows x columns, 2).
        origin: which point one starts from, shape (rows, columns): reached at once.
        limit: minutes.
        minutes_at: what is asked.

    Returns:
        By band, of that shape; infinite where unreached.
    """
    shape = origin.shape
    asked = origin.copy()
    asked[_corners(shape[0])[:, np.newaxis], _corners(shape[1])] = True
    known: dict[str, Floats] = {}
    fresh = asked.copy()
    for _ in range(_MOST_ROUNDS):
        found = minutes_at(places[fresh.ravel()])
        for band, minutes in found.items():
            here = known.setdefault(band, np.full(shape, np.inf))
            here[fresh] = np.where(np.isnan(minutes), np.inf, minutes)
            here[origin] = 0.0
        fresh = _crossed(known, asked, limit) & ~asked
        if not fresh.any():
            break
        asked |= fresh
    rows, columns = (_nearest_corner(size) for size in shape)
    return {
        band: np.where(asked, minutes, minutes[rows[:, np.newaxis], columns])
        for band, minutes in known.items()
    }


def _crossed(known: Mapping[str, Floats], asked: Flags, limit: float) -> Flags:
    """Points of the blocks in which some known point is within, and some is not."""
    crossed = np.zeros(asked.shape, dtype=bool)
    for minutes in known.values():
        within = minutes <= limit
        crossed |= _in_blocks(asked & within) & _in_blocks(asked & ~within)
    wanted = np.zeros(asked.shape, dtype=bool)
    for row, column in np.argwhere(crossed[::STRIDE, ::STRIDE]) * STRIDE:
        wanted[row : row + STRIDE + 1, column : column + STRIDE + 1] = True
    return wanted


def _in_blocks(points: Flags) -> Flags:
    """Whether the block that begins at a point holds any of some points."""
    found = points.copy()
    for axis in (0, 1):
        each = found.copy()
        for step in range(1, STRIDE + 1):
            ahead = np.zeros_like(found)
            if axis == 0:
                ahead[:-step] = each[step:]
            else:
                ahead[:, :-step] = each[:, step:]
            found |= ahead
    return found


def _corners(size: int) -> Places:
    """Every so many, and the last one."""
    return np.unique(np.append(np.arange(0, size, STRIDE), size - 1))


def _nearest_corner(size: int) -> Places:
    corners = _corners(size)
    every = np.arange(size)
    nearest = np.abs(every[:, np.newaxis] - corners).argmin(axis=1)
    found: Places = corners[nearest]
    return found
