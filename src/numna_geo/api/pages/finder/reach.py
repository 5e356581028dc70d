"""Places that the finder cannot answer for: far from the region, or at sea."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from numna_geo.api.pages.finder.where import Found
from numna_geo.api.pages.shell.page_memory import PageMemory
from numna_geo.maps.borders import Borders, Floats, mercator
from numna_geo.model.position import Position

FAR_KM, AT_SEA_KM = 100.0, 5.0
"""Beyond the region's border, on land and at sea: nothing near is known there."""

_EQUATOR_KM = 40_075.0
# Where Web Mercator ends.
_LAST_LATITUDE = 85.0


async def within_reach(found: Found, memory: PageMemory) -> Found:
    """What was found, unless no answer makes sense from there."""
    place = found.place
    if place is None or not place.outside_region:
        return found
    region, *around = await memory.borders()
    if is_within_reach(place.position, region, around):
        return found
    return replace(found, place=None, too_far=True)


def is_within_reach(here: Position, region: Borders, around: Sequence[Borders]) -> bool:
    """Whether a place outside the region is near it, and on land or near its coast.

    Args:
        here: of the place.
        region: its outside.
        around: other land, for what is the sea is nowhere else.
    """
    if abs(here.lat) > _LAST_LATITUDE:
        return False
    point = mercator(np.array([(here.lon, here.lat)]))[0]
    away = min(float(np.hypot(*(ring - point).T).min()) for ring in region.edges)
    away_km = away * _EQUATOR_KM * float(np.cos(np.radians(here.lat)))
    if away_km > FAR_KM:
        return False
    return away_km <= AT_SEA_KM or any(_holds(land.edges, point) for land in around)


def _holds(rings: Sequence[Floats], point: Floats) -> bool:
    """Even and odd: a ray from the point leaves the land as often as it enters it."""
    return bool(sum(_crossings(rings, point)) % 2)


def _crossings(rings: Sequence[Floats], point: Floats) -> Iterator[int]:
    x, y = point
    for ring in rings:
        (x0, y0), (x1, y1) = ring.T, np.roll(ring, -1, axis=0).T
        met = (y0 > y) != (y1 > y)
        at = x0[met] + (y - y0[met]) / (y1[met] - y0[met]) * (x1[met] - x0[met])
        yield int((at > x).sum())
