"""The `bbox` parameter, in the axis order of its system."""

from math import isfinite

from numna_geo.api.ogc.asked import wrong
from numna_geo.api.ogc.crs import Crs
from numna_geo.store.published.question import Box

_EXPECTED = (
    "4 numbers, least then greatest of each axis (or 6, with heights), such as"
    " 1.5,45.9,2.3,46.5"
)
_FLAT, _TALL = 4, 6


def box_of(text: str, system: Crs) -> Box:
    """The box; heights are not looked at, since nothing that is published has any.

    Raises:
        InvalidQuery: it is none.
    """
    numbers = _numbers(text)
    half = len(numbers) // 2
    least, greatest = numbers[:2], numbers[half : half + 2]
    if system.lat_first:
        least, greatest = least[::-1], greatest[::-1]
    (west, south), (east, north) = least, greatest
    return Box(west=west, south=south, east=east, north=north, srid=system.srid)


def _numbers(text: str) -> list[float]:
    parts = text.split(",")
    try:
        numbers = [float(part) for part in parts if "_" not in part]
    except ValueError:
        raise wrong("bbox", text, _EXPECTED) from None
    told = len(numbers) == len(parts) and all(map(isfinite, numbers))
    if not told or len(numbers) not in (_FLAT, _TALL):
        raise wrong("bbox", text, _EXPECTED)
    return numbers
