"""A still map in SVG of where a territory lies, for pages and paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import numpy as np
from markupsafe import Markup

from numna_geo.maps.borders import Borders, Floats, mercator
from numna_geo.maps.frame import Frame, Town

WIDTH, HEIGHT = 480, 400
_PAD, _LEAST = 1.3, 0.0021
"""How much more than the territory shows, and the least width: about 60 km."""

_THIN = 1.5e5
_MOST_NAMES = 7


def locator(
    region: Borders,
    around: Sequence[Borders],
    area: Sequence[Floats],
    *,
    towns: Sequence[Town],
    label: str,
) -> Markup:
    """A territory among the borders of the region.

    Args:
        region: communes.
        around: what surrounds them, the farthest first.
        area: rings of the territory, WGS 84 degrees, longitude first.
        towns: names to write where there is room, the most useful first.
        label: what the picture is, for those who do not see it.
    """
    rings = [mercator(ring) for ring in area]
    frame = _framed(np.vstack(rings) if rings else np.vstack(region.edges))
    area_lines = _boxed(rings)
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">',
        *(_path(frame, _edges(land), "locator-land") for land in around),
        _path(frame, _edges(region), "locator-region"),
        _path(frame, area_lines, "locator-area"),
        *_lines(frame, region),
        _path(frame, area_lines, "locator-edge"),
        *_names(frame, towns),
        "</svg>",
    ]
    # Numbers of ours, and names that are escaped.
    return Markup("".join(parts))  # noqa: S704


def _framed(points: Floats) -> Frame:
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.maximum((high - low) * _PAD, _LEAST)
    scale = float((np.array((WIDTH, HEIGHT)) / size).min())
    west, north = (low + high) / 2 - np.array((WIDTH, HEIGHT)) / scale / 2
    return Frame(west=float(west), north=float(north), scale=scale)


def _lines(frame: Frame, region: Borders) -> Iterator[str]:
    for rank, look in ((0, "locator-thin"), (2, "locator-line"), (3, "locator-line")):
        # Borders of communes only where they can be told apart.
        if rank == 0 and frame.scale < _THIN:
            continue
        yield _path(frame, _ranked(region, rank), look)


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Lines, and the north-west and south-east corners of each, shape (N, 2)."""

    lines: Sequence[Floats]
    low: Floats
    high: Floats


def _boxed(lines: Sequence[Floats]) -> _Lines:
    if not lines:
        return _Lines((), np.empty((0, 2)), np.empty((0, 2)))
    starts = np.cumsum([0, *map(len, lines[:-1])])
    points = np.concatenate(lines)
    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    return _Lines(lines, low, high)


@lru_cache(maxsize=16)
def _edges(land: Borders) -> _Lines:
    """Of borders that are drawn again and again, the boxes are kept."""
    return _boxed(land.edges)


@lru_cache(maxsize=16)
def _ranked(land: Borders, rank: int) -> _Lines:
    pairs = zip(land.arcs, land.ranks, strict=True)
    return _boxed([arc for arc, own in pairs if own == rank])


def _path(frame: Frame, boxed: _Lines, look: str) -> str:
    drawn = _moves(frame, list(_inside(frame, boxed)))
    return f'<path class="{look}" d="{drawn}"/>' if drawn else ""


def _inside(frame: Frame, boxed: _Lines) -> Iterator[Floats]:
    """Lines whose box touches the picture: of the many, all but a few do not."""
    low, high = frame.pixels(boxed.low), frame.pixels(boxed.high)
    shown = (high >= 0).all(axis=1) & (low <= (WIDTH, HEIGHT)).all(axis=1)
    yield from (boxed.lines[int(at)] for at in np.flatnonzero(shown))


def _moves(frame: Frame, lines: Sequence[Floats]) -> str:
    """Lines in whole pixels: a point, then steps, which take half as many digits."""
    if not lines:
        return ""
    pixels = np.clip(frame.pixels(np.concatenate(lines)), -WIDTH, 2 * WIDTH)
    at = np.rint(pixels).astype(int)
    starts = np.cumsum([0, *map(len, lines[:-1])])
    steps = np.diff(at, axis=0, prepend=0)
    steps[starts] = at[starts]
    first = np.zeros(len(at), dtype=bool)
    first[starts] = True
    kept = first | steps.any(axis=1)
    ends = np.cumsum(np.add.reduceat(kept.astype(int), starts)) * 2
    told, parts, before = [str(one) for one in steps[kept].ravel().tolist()], [], 0
    for end in ends.tolist():
        parts.append(f"M{told[before]} {told[before + 1]}")
        parts.append("l" + " ".join(told[before + 2 : end]) if end > before + 2 else "")
        before = end
    return "".join(parts)


def _names(frame: Frame, towns: Sequence[Town]) -> Iterator[str]:
    """The first ones that have room, none over another."""
    taken: list[tuple[float, float]] = []
    where = np.array([(town.lon, town.lat) for town in towns]).reshape(-1, 2)
    for town, (x, y) in zip(towns, frame.pixels(mercator(where)).tolist(), strict=True):
        half = 3.9 * len(town.name)
        inside = half < x < WIDTH - half and 24 < y < HEIGHT - 10  # noqa: PLR2004
        if not inside or any(
            abs(x - a) < half + 45 and abs(y - b) < 26  # noqa: PLR2004
            for a, b in taken
        ):
            continue
        taken.append((x, y))
        yield (
            f'<circle class="locator-dot" cx="{x:.0f}" cy="{y:.0f}" r="2.5"/>'
            f'<text class="locator-town" x="{x:.0f}" y="{y - 7:.0f}">'
            f"{escape(town.name)}</text>"
        )
        if len(taken) == _MOST_NAMES:
            return
