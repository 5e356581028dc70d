"""A still map in SVG of the features of a page, where no script runs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from markupsafe import Markup

from numna_geo.maps.borders import Borders, Floats, mercator
from numna_geo.maps.frame import Frame, Town

WIDTH, HEIGHT = 600, 560
_MARGIN = 40
# About 8 km in Mercator units: a picture of one point still shows its surroundings.
_LEAST = 8 / 40_000 * 1.45
_THIN_FROM = 1.2e5
_RADIUS, _SHOWN_RADIUS = 6, 11
_MOST_NAMES = 9
# A box that was asked shows whole, unless what it holds would be lost in it.
_MOST_AROUND = 3
_ENOUGH_FOR_AN_AREA = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A feature: one point, or the rings of its outline.

    Args:
        anchor: the id of its mark, which a link of the page may point at.
        name: what it is called.
        point: longitude, latitude.
        rings: WGS 84 degrees, longitude first, shape (n, 2) each.
        look: CSS classes that colour it.
    """

    anchor: str
    name: str
    point: tuple[float, float] | None = None
    rings: tuple[Floats, ...] = ()
    look: str = ""


def features_map(
    region: Borders,
    around: Sequence[Borders],
    features: Sequence[Drawn],
    *,
    box: tuple[float, float, float, float] | None = None,
    towns: Sequence[Town] = (),
    label: str,
) -> Markup:
    """A picture of the features among the region's borders.

    Args:
        region: communes.
        around: what surrounds them, the farthest first.
        features: of one page; without any, the whole region shows.
        box: that was asked: west, south, east, north.
        towns: names to write where there is room, the most useful first.
        label: what the picture is, for those who do not see it.
    """
    frame = _frame(_extent(features, box, region))
    areas = [one for one in features if one.rings]
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}" '
        f'data-west="{frame.west!r}" data-north="{frame.north!r}" '
        f'data-scale="{frame.scale!r}">',
        *(_path(frame, land.edges, "sketch-land") for land in around),
        _path(frame, region.edges, "sketch-region"),
        *_lines(frame, region),
        *(_area(frame, one) for one in sorted(areas, key=_height, reverse=True)),
        *_asked(frame, box),
        *_names(frame, towns),
        *(_dot(frame, one) for one in features),
        "</svg>",
    ]
    # Numbers of ours, and names that are escaped.
    return Markup("".join(parts))  # noqa: S704


def _extent(
    features: Sequence[Drawn],
    box: tuple[float, float, float, float] | None,
    region: Borders,
) -> Floats:
    found = [mercator(ring) for one in features for ring in one.rings]
    points = [one.point for one in features if one.point]
    if points:
        found.append(mercator(np.array(points)))
    corners = mercator(np.array((box[:2], box[2:]))) if box else None
    if corners is None:
        return np.vstack(found or list(region.edges))
    if not found or _size(corners) <= _MOST_AROUND * _size(np.vstack(found)):
        found.append(corners)
    return np.vstack(found)


def _size(points: Floats) -> float:
    return max(float(np.ptp(points, axis=0).max()), _LEAST)


def _frame(points: Floats) -> Frame:
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.maximum(high - low, _LEAST)
    room = np.array((WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN))
    scale = float((room / size).min())
    west, north = (low + high) / 2 - np.array((WIDTH, HEIGHT)) / scale / 2
    return Frame(west=float(west), north=float(north), scale=scale)


def _height(one: Drawn) -> float:
    """How much of the map a feature takes: big ones go under small ones."""
    return max(float(np.ptp(ring[:, 1])) for ring in one.rings)


def _area(frame: Frame, one: Drawn) -> str:
    drawn = "".join(_ring(frame.pixels(mercator(ring))) for ring in one.rings)
    return (
        f'<g class="feature-area {escape(one.look)}" id="{escape(one.anchor)}">'
        f'<title>{escape(one.name)}</title><path fill-rule="evenodd" d="{drawn}"/></g>'
    )


def _dot(frame: Frame, one: Drawn) -> str:
    if one.point is None:
        return ""
    x, y = frame.pixels(mercator(np.array([one.point])))[0]
    return (
        f'<g class="feature-dot {escape(one.look)}" id="{escape(one.anchor)}">'
        f"<title>{escape(one.name)}</title>"
        f'<circle class="feature-halo" cx="{x:.0f}" cy="{y:.0f}" r="{_SHOWN_RADIUS}"/>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{_RADIUS}"/></g>'
    )


def _asked(
    frame: Frame, box: tuple[float, float, float, float] | None
) -> Iterator[str]:
    if box is None:
        return
    (left, bottom), (right, top) = frame.pixels(mercator(np.array((box[:2], box[2:]))))
    yield (
        f'<rect class="feature-box" x="{left:.0f}" y="{top:.0f}" '
        f'width="{max(right - left, 0):.0f}" height="{max(bottom - top, 0):.0f}"/>'
    )


def _lines(frame: Frame, region: Borders) -> Iterator[str]:
    for rank, look in ((0, "sketch-thin"), (2, "sketch-line"), (3, "sketch-line")):
        # Borders of communes only where they can be told apart.
        if rank == 0 and frame.scale < _THIN_FROM:
            continue
        pairs = zip(region.arcs, region.ranks, strict=True)
        yield _path(frame, _near(frame, [arc for arc, r in pairs if r == rank]), look)


def _near(frame: Frame, arcs: Sequence[Floats]) -> list[Floats]:
    """Those that begin on the picture or beside it: most of a region's are far away."""
    if not arcs:
        return []
    begins = frame.pixels(np.array([arc[0] for arc in arcs]))
    size = np.array((WIDTH, HEIGHT))
    near = np.all((begins > -size) & (begins < 2 * size), axis=1)
    return [arc for arc, kept in zip(arcs, near, strict=True) if kept]


def _path(frame: Frame, lines: Sequence[Floats], look: str) -> str:
    drawn = "".join(_moves(frame.pixels(line)) for line in lines)
    return f'<path class="{look}" d="{drawn}"/>' if drawn else ""


def _ring(pixels: Floats) -> str:
    """A ring that closes; one smaller than a pixel is left out."""
    moves = _moves(pixels)
    return f"{moves}Z" if moves.count("L") >= _ENOUGH_FOR_AN_AREA - 1 else ""


def _moves(pixels: Floats) -> str:
    """A line in whole pixels, nothing of one that lies outside."""
    low, high = pixels.min(axis=0), pixels.max(axis=0)
    if (high < 0).any() or low[0] > WIDTH or low[1] > HEIGHT:
        return ""
    at = np.rint(np.clip(pixels, -2 * WIDTH, 3 * WIDTH)).astype(int)
    kept = np.ones(len(at), dtype=bool)
    kept[1:] = (at[1:] != at[:-1]).any(axis=1)
    return "M" + "L".join(f"{x} {y}" for x, y in at[kept])


def _names(frame: Frame, towns: Sequence[Town]) -> Iterator[str]:
    """The first ones that have room, none over another."""
    taken: list[tuple[float, float, float]] = []
    for town in towns:
        x, y = frame.pixels(mercator(np.array([(town.lon, town.lat)])))[0]
        half = 4.2 * len(town.name)
        inside = half < x < WIDTH - half and 24 < y < HEIGHT - 10  # noqa: PLR2004
        if not inside or any(
            abs(x - a) < half + other + 8 and abs(y - b) < 22  # noqa: PLR2004
            for a, b, other in taken
        ):
            continue
        taken.append((float(x), float(y), half))
        name = escape(town.name)
        yield f'<text class="sketch-town" x="{x:.0f}" y="{y - 9:.0f}">{name}</text>'
        if len(taken) == _MOST_NAMES:
            return
