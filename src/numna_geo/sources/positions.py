"""Two numbers of a row as a point, and the usual ways they are wrong."""

import re
from functools import cache

from pyproj import Transformer

from numna_geo.model.mend import Mend
from numna_geo.model.position import Position
from numna_geo.sources.fields import EMPTY, LEFT_OUT, Cell

FRANCE_LON, FRANCE_LAT = (-5.5, 9.8), (41.2, 51.3)
"""Metropolitan France, in WGS 84 degrees. No longitude of it is a latitude of it, so
swapped axes show."""

LAMBERT_EAST, LAMBERT_NORTH = (0.0, 1_300_000.0), (6_000_000.0, 7_200_000.0)
"""The same in Lambert-93 metres (EPSG:2154), with a margin."""

_DECIMALS = 6
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?")
_POSITION = "position"
_MINUS_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-"})
_TWO = 2


def position(lon: str | None, lat: str | None) -> Cell[Position | None]:
    """A point in metropolitan France; what can be proved is put right.

    Swapped axes, Lambert-93 metres and both numbers in one cell are told by where they
    fall: each has one reading only that lies in France. The rest is left out.

    >>> position("44.84", "-0.58").value
    Position(lon=-0.58, lat=44.84)
    >>> position("417000", "6422000").mended[0].reason
    'Lambert-93 metres, not degrees'
    >>> position("44,84;-0,58", None).value
    Position(lon=-0.58, lat=44.84)
    """
    if lon is None and lat is None:
        return EMPTY
    try:
        x, y = float(lon or ""), float(lat or "")
    except ValueError:
        return _from_text(lon, lat)
    if _in_france(x, y):
        return Cell(Position(lon=x, lat=y))
    return _put_right(x, y, f"{lon} {lat}")


def _from_text(lon: str | None, lat: str | None) -> Cell[Position | None]:
    cells = [text.translate(_MINUS_SIGNS) for text in (lon, lat) if text]
    value = " ".join(cells)
    found = [_NUMBER.findall(text) for text in dict.fromkeys(cells)]
    numbers = [number for numbers in found for number in numbers]
    in_one = len(found) == 1
    if len(numbers) != _TWO or not (in_one or all(map(_only_a_number, cells))):
        return Cell(None, (Mend(_POSITION, value, "not two numbers", LEFT_OUT),))
    mended: tuple[Mend, ...] = ()
    if in_one:
        mended += (Mend(_POSITION, value, "both numbers in one cell", "read as two"),)
    if any("," in number for number in numbers):
        mended += (Mend(_POSITION, value, "decimal comma", "read as a point"),)
    x, y = (float(number.replace(",", ".")) for number in numbers)
    if in_one and _in_france(y, x):
        # In one cell, either order is usual: neither is a fault.
        x, y = y, x
    if _in_france(x, y):
        return Cell(Position(lon=x, lat=y), mended)
    right = _put_right(x, y, value)
    return Cell(right.value, mended + right.mended)


def _only_a_number(text: str) -> bool:
    return _NUMBER.fullmatch(text.strip()) is not None


def _put_right(x: float, y: float, value: str) -> Cell[Position | None]:
    if _in_france(y, x):
        mend = Mend(_POSITION, value, "latitude and longitude swapped", "put right")
        return Cell(Position(lon=y, lat=x), (mend,))
    if _in_lambert(x, y):
        mend = Mend(_POSITION, value, "Lambert-93 metres, not degrees", "put right")
        return _from_lambert(x, y, mend)
    if _in_lambert(y, x):
        reason = "Lambert-93 metres, not degrees, and swapped"
        return _from_lambert(y, x, Mend(_POSITION, value, reason, "put right"))
    nowhere = x == 0 and y == 0
    reason = "zeros stand for nothing" if nowhere else "not in metropolitan France"
    return Cell(None, (Mend(_POSITION, value, reason, LEFT_OUT),))


def _from_lambert(east: float, north: float, mend: Mend) -> Cell[Position | None]:
    lon, lat = _to_degrees().transform(east, north)
    if not _in_france(lon, lat):
        reason = "not in metropolitan France"
        return Cell(None, (Mend(_POSITION, mend.value, reason, LEFT_OUT),))
    at = Position(lon=round(lon, _DECIMALS), lat=round(lat, _DECIMALS))
    return Cell(at, (mend,))


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)


def _in_france(lon: float, lat: float) -> bool:
    return (
        FRANCE_LON[0] <= lon <= FRANCE_LON[1] and FRANCE_LAT[0] <= lat <= FRANCE_LAT[1]
    )


def _in_lambert(x: float, y: float) -> bool:
    (west, east), (south, north) = LAMBERT_EAST, LAMBERT_NORTH
    return west <= x <= east and south <= y <= north
