"""A still map in SVG: what a page shows where no script runs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import combinations

import numpy as np
from markupsafe import Markup

from numna_geo.maps.borders import Borders, Floats, mercator
from numna_geo.maps.frame import Frame, Town

WIDTH, HEIGHT = 600, 620
_MARGIN = 62
# About 3 km in Mercator units: a picture of one point still shows its surroundings.
_LEAST = 3 / 40_000 * 1.45
_THIN_FROM = 1.2e5
_RADIUS, _CLOSE = 13, 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A numbered place, and the CSS class that colours it."""

    lon: float
    lat: float
    number: int
    look: str


def sketch(
    region: Borders,
    around: Sequence[Borders],
    *,
    marks: Sequence[Mark],
    place: tuple[float, float] | None,
    towns: Sequence[Town] = (),
    label: str,
) -> Markup:
    """A picture of the marks among the region's borders.

    Args:
        region: communes.
        around: what surrounds them, the farthest first.
        marks: numbered places; without any, the whole region shows.
        place: where the question starts from, longitude first.
        towns: names to write where there is room, the most useful first.
        label: what the picture is, for those who do not see it.
    """
    wanted = [(m.lon, m.lat) for m in marks] + ([place] if place else [])
    frame = _frame(mercator(np.array(wanted)) if wanted else np.vstack(region.edges))
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}" '
        'preserveAspectRatio="xMidYMid slice">',
        *(_path(frame, land.edges, "sketch-land") for land in around),
        _path(frame, region.edges, "sketch-region"),
        *_lines(frame, region),
        *_names(frame, towns, wanted),
        *_marks(frame, marks, place),
        "</svg>",
    ]
    # Numbers of ours, and names that are escaped.
    return Markup("".join(parts))  # noqa: S704


def _frame(points: Floats) -> Frame:
    low, high = points.min(axis=0), points.max(axis=0)
    centre, size = (low + high) / 2, np.maximum(high - low, _LEAST)
    room = np.array((WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN))
    scale = float((room / size).min())
    west, north = centre - np.array((WIDTH, HEIGHT)) / scale / 2
    return Frame(west=float(west), north=float(north), scale=scale)


def _meets(frame: Frame, points: Floats) -> bool:
    """Whether some of what joins the points may show."""
    low, high = frame.pixels(points).min(axis=0), frame.pixels(points).max(axis=0)
    return bool((high >= 0).all() and low[0] <= WIDTH and low[1] <= HEIGHT)


def _lines(frame: Frame, region: Borders) -> Iterator[str]:
    for rank, look in ((0, "sketch-thin"), (2, "sketch-line"), (3, "sketch-line")):
        # Borders of communes only where they can be told apart.
        if rank == 0 and frame.scale < _THIN_FROM:
            continue
        of_rank = (
            arc for arc, r in zip(region.arcs, region.ranks, strict=True) if r == rank
        )
        yield _path(frame, [arc for arc in of_rank if _meets(frame, arc)], look)


def _path(frame: Frame, lines: Sequence[Floats], look: str) -> str:
    drawn = "".join(_moves(frame.pixels(line)) for line in lines if _meets(frame, line))
    return f'<path class="{look}" d="{drawn}"/>' if drawn else ""


def _moves(pixels: Floats) -> str:
    """A line in whole pixels, without points that fall on the one before."""
    at = np.rint(np.clip(pixels, -2 * WIDTH, 3 * WIDTH)).astype(int)
    kept = np.ones(len(at), dtype=bool)
    kept[1:] = (at[1:] != at[:-1]).any(axis=1)
    return "M" + "L".join(f"{x} {y}" for x, y in at[kept])


def _names(
    frame: Frame, towns: Sequence[Town], marked: Sequence[tuple[float, float]]
) -> Iterator[str]:
    """Names under their town, none over another one or over a mark."""
    pixels = frame.pixels(mercator(np.array(marked))) if marked else np.empty((0, 2))
    taken = [_box(float(x), float(y), 30, 30) for x, y in pixels]
    written = 0
    for town in towns:
        x, y = frame.pixels(mercator(np.array([(town.lon, town.lat)])))[0]
        box = _box(x, y + 26, 8.0 * len(town.name), 20)
        outside = box[0] < 0 or box[1] < 0 or box[2] > WIDTH or box[3] > HEIGHT
        if outside or any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        name = escape(town.name)
        yield f'<text class="sketch-town" x="{x:.0f}" y="{y + 30:.0f}">{name}</text>'
        written += 1
        if written == _MOST_NAMES:
            return


def _spread(points: Floats) -> Floats:
    """Marks that would hide one another, around their middle; as in spread.ts."""
    groups = [[i] for i in range(len(points))]
    while True:
        circles = [_circle(points[group]) for group in groups]
        met = next(
            (
                (a, b)
                for a, b in combinations(range(len(groups)), 2)
                if _meet(circles[a], circles[b])
            ),
            None,
        )
        if met is None:
            break
        joined = sorted(groups[met[0]] + groups[met[1]])
        groups = [group for i, group in enumerate(groups) if i not in met] + [joined]
    placed = points.copy()
    for group, circle in zip(groups, circles, strict=True):
        placed[group] = circle
    return placed


def _circle(points: Floats) -> Floats:
    if len(points) == 1:
        return points
    turns = 2 * np.pi * (np.arange(len(points)) / len(points) - 0.25)
    radius = _RADIUS / np.sin(np.pi / len(points))
    around = np.column_stack((np.cos(turns), np.sin(turns))) * radius
    placed: Floats = around + points.mean(axis=0)
    return placed


def _meet(one: Floats, other: Floats) -> bool:
    away = np.hypot(*(one[:, None] - other[None, :]).T)
    return bool(away.min() < _CLOSE * 2 * _RADIUS)


_Box = tuple[float, float, float, float]
_MOST_NAMES = 9


def _box(x: float, y: float, width: float, height: float) -> _Box:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _overlap(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _marks(
    frame: Frame, marks: Sequence[Mark], place: tuple[float, float] | None
) -> Iterator[str]:
    at = frame.pixels(mercator(np.array([(m.lon, m.lat) for m in marks] or [(0, 0)])))
    placed = zip(marks, _spread(at), strict=False)
    for mark, (x, y) in reversed(list(placed)):
        yield (
            f'<g class="{escape(mark.look)}">'
            f'<circle class="sketch-mark" cx="{x:.0f}" cy="{y:.0f}" r="{_RADIUS}"/>'
            f'<text class="sketch-number" x="{x:.0f}" y="{y + 4:.0f}">{mark.number}'
            "</text></g>"
        )
    if place:
        x, y = frame.pixels(mercator(np.array([place])))[0]
        yield f'<circle class="sketch-place" cx="{x:.0f}" cy="{y:.0f}" r="19"/>'
