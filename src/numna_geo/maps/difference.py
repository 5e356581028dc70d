"""A still map of what a scenario changes: who comes within reach, who falls out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

import numpy as np
from markupsafe import Markup

from numna_geo.maps.borders import Borders, Floats, mercator
from numna_geo.maps.difference_look import INK
from numna_geo.maps.frame import Frame, Town

WIDTH, HEIGHT = 600, 640
_MARGIN = 14
_BETWEEN, _OUTSIDE = 2, 3
_MOST_NAMES = 9

Look = Literal["covered", "newly", "lost", "gap", "unknown"]

_PATTERNS: dict[str, str] = {
    **{str(look): f'<path class="diff-ink" d="{ink}"/>' for look, ink in INK.items()},
    "gap": '<circle class="diff-dot" cx="2" cy="2" r="1"/>'
    '<circle class="diff-dot" cx="6" cy="6" r="1"/>',
}
"""What tells areas apart without colour; those that are covered have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place that comes, goes, or is proposed, and what it is called."""

    lon: float
    lat: float
    kind: Literal["added", "removed", "proposed"]
    name: str
    letter: str


def framed(points: Floats, least: float = 0.0) -> Frame:
    """The frame that shows some points, in Web Mercator, shape (N, 2).

    Args:
        points: what must be seen.
        least: of the width and the height that are seen, in Web Mercator.
    """
    low, high = points.min(axis=0), points.max(axis=0)
    more = np.maximum(least - (high - low), 0.0) / 2
    low, high = low - more, high + more
    room = np.array((WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN))
    scale = float((room / np.maximum(high - low, 1e-6)).min())
    west, north = (low + high) / 2 - np.array((WIDTH, HEIGHT)) / scale / 2
    return Frame(west=float(west), north=float(north), scale=scale)


def difference(
    areas: Mapping[Look, Sequence[Floats]],
    borders: Sequence[Borders],
    *,
    frame: Frame,
    spots: Sequence[Spot] = (),
    names: Sequence[Town] = (),
    label: str,
) -> Markup:
    """A picture of areas by what they become.

    Args:
        areas: closed rings of each look, WGS 84 degrees, longitude first, (n, 2) each.
        borders: of the communes, then of what surrounds them, the farthest first.
        frame: where the picture lies.
        spots: places that come and go.
        names: towns, the most useful first.
        label: what the picture is, for those who do not see it.
    """
    region, *around = borders
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}" '
        f'data-west="{frame.west!r}" data-north="{frame.north!r}" '
        f'data-scale="{frame.scale!r}">',
        "<defs>",
        *(pattern(look) for look in _PATTERNS),
        "</defs>",
        *(_land(frame, land) for land in around),
        *(_area(frame, look, rings) for look, rings in areas.items()),
        *_borders(frame, region),
        *_names(frame, names),
        *_spots(frame, spots),
        "</svg>",
    ]
    # Numbers of ours, and names that are escaped.
    return Markup("".join(parts))  # noqa: S704


def pattern(look: str) -> str:
    """The pattern of a look, to be used by its name, `diff-…`."""
    drawn = _PATTERNS[look]
    return (
        f'<pattern id="diff-{look}" width="8" height="8" '
        f'patternUnits="userSpaceOnUse">{drawn}</pattern>'
    )


def _area(frame: Frame, look: str, rings: Sequence[Floats]) -> str:
    drawn = "".join(_moves(frame.pixels(mercator(ring))) for ring in rings)
    if not drawn:
        return ""
    plain = f'<path class="diff-area is-{look}" d="{drawn}"/>'
    if look not in _PATTERNS:
        return plain
    return f'{plain}<path fill="url(#diff-{look})" d="{drawn}"/>'


def _land(frame: Frame, land: Borders) -> str:
    drawn = "".join(_moves(frame.pixels(edge)) for edge in land.edges)
    return f'<path class="diff-land" d="{drawn}"/>'


def _moves(pixels: Floats) -> str:
    """A ring in whole pixels, nothing where it is smaller than one."""
    at = np.rint(np.clip(pixels, -2 * WIDTH, 3 * WIDTH)).astype(int)
    kept = np.ones(len(at), dtype=bool)
    kept[1:] = (at[1:] != at[:-1]).any(axis=1)
    left = at[kept]
    if len(left) < len("123"):
        return ""
    return "M" + "L".join(f"{x} {y}" for x, y in left) + "Z"


def _borders(frame: Frame, region: Borders) -> Iterator[str]:
    for rank, look in ((_BETWEEN, "diff-line"), (_OUTSIDE, "diff-edge")):
        lines = (a for a, r in zip(region.arcs, region.ranks, strict=True) if r == rank)
        drawn = "".join(_line(frame.pixels(arc)) for arc in lines)
        yield f'<path class="{look}" d="{drawn}"/>'


def _line(pixels: Floats) -> str:
    return _moves(pixels).removesuffix("Z")


def _names(frame: Frame, names: Sequence[Town]) -> Iterator[str]:
    taken: list[tuple[float, float, float]] = []
    for one in names:
        x, y = frame.pixels(mercator(np.array([(one.lon, one.lat)])))[0]
        half = 4.0 * len(one.name)
        inside = half < x < WIDTH - half and _MARGIN < y < HEIGHT - _MARGIN
        near = any(abs(x - a) < half + b and abs(y - c) < _MARGIN for a, c, b in taken)
        if not inside or near:
            continue
        taken.append((float(x), float(y), half))
        name = escape(one.name)
        yield f'<text class="diff-town" x="{x:.0f}" y="{y + 4:.0f}">{name}</text>'
        if len(taken) == _MOST_NAMES:
            return


def _spots(frame: Frame, spots: Sequence[Spot]) -> Iterator[str]:
    for spot in spots:
        x, y = frame.pixels(mercator(np.array([(spot.lon, spot.lat)])))[0]
        at = f'transform="translate({x:.0f} {y:.0f})"'
        title, letter = escape(spot.name), escape(spot.letter)
        yield (
            f'<g class="diff-spot is-{spot.kind}" {at}><title>{title}</title>'
            f'<circle r="11"/><text y="4.5">{letter}</text></g>'
        )
