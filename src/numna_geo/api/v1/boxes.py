"""`bbox` in a query: four numbers, in the order of RFC 7946."""

from math import isfinite

from numna_geo.errors import InvalidQuery, WrongParameter

_EXPECTED = "west,south,east,north in WGS 84 degrees, west < east, south < north"
_MAX_LON, _MAX_LAT, _SIDES = 180, 90, 4


def box_from(text: str) -> tuple[float, float, float, float]:
    """West, south, east, north.

    Raises:
        InvalidQuery: not four finite degrees in that order.

    >>> box_from("-1,44,0,45")
    (-1.0, 44.0, 0.0, 45.0)
    """
    wrong = InvalidQuery("cannot read bbox", [WrongParameter("bbox", text, _EXPECTED)])
    try:
        # Python reads 1_0 as ten.
        sides = [float(side) for side in text.replace("_", "x").split(",")]
    except ValueError as error:
        raise wrong from error
    if len(sides) != _SIDES or not all(map(isfinite, sides)):
        raise wrong
    west, south, east, north = sides
    on_globe = (
        max(abs(west), abs(east)) <= _MAX_LON
        and max(abs(south), abs(north)) <= _MAX_LAT
    )
    if not (on_globe and west < east and south < north):
        raise wrong
    return west, south, east, north
