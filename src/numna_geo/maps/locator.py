"""A still map in SVG of where a territory lies, for pages and paper."""

from collections.abc import Iterator, Sequence
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
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">',
        *(_path(frame, land.edges, "locator-land") for land in around),
        _path(frame, region.edges, "locator-region"),
        _path(frame, rings, "locator-area"),
        *_lines(frame, region),
        _path(frame, rings, "locator-edge"),
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
        pairs = zip(region.arcs, region.ranks, strict=True)
        yield _path(frame, [arc for arc, r in pairs if r == rank], look)


def _path(frame: Frame, lines: Sequence[Floats], look: str) -> str:
    drawn = "".join(_moves(frame.pixels(line)) for line in _inside(frame, lines))
    return f'<path class="{look}" d="{drawn}"/>' if drawn else ""


def _inside(frame: Frame, lines: Sequence[Floats]) -> Iterator[Floats]:
    """Lines whose box touches the picture: of the many, all but a few do not."""
    if not lines:
        return
    starts = np.cumsum([0, *map(len, lines[:-1])])
    points = np.concatenate(lines)
    low = frame.pixels(np.minimum.reduceat(points, starts))
    high = frame.pixels(np.maximum.reduceat(points, starts))
    shown = (high >= 0).all(axis=1) & (low <= (WIDTH, HEIGHT)).all(axis=1)
    yield from (lines[int(at)] for at in np.flatnonzero(shown))


def _moves(pixels: Floats) -> str:
    """A line in whole pixels."""
    at = np.rint(np.clip(pixels, -WIDTH, 2 * WIDTH)).astype(int)
    kept = np.ones(len(at), dtype=bool)
    kept[1:] = (at[1:] != at[:-1]).any(axis=1)
    return "M" + "L".join(f"{x} {y}" for x, y in at[kept])


def _names(frame: Frame, towns: Sequence[Town]) -> Iterator[str]:
    """The first ones that have room, none over another."""
    taken: list[tuple[float, float]] = []
    for town in towns:
        x, y = frame.pixels(mercator(np.array([(town.lon, town.lat)])))[0]
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
