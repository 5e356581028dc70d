"""Two numbers somebody gave as a position, and the usual ways they are wrong."""

from pyproj import Transformer

from numna_geo.errors import InvalidPosition, InvalidQuery, WrongParameter
from numna_geo.model.position import Position

# Around the region, in degrees: west, south, east, north.
_AROUND = (-3.0, 42.0, 4.0, 48.0)
# Lambert-93 metres of metropolitan France, with a margin.
_EASTINGS, _NORTHINGS = (0.0, 1_300_000.0), (6_000_000.0, 7_200_000.0)

_TO_DEGREES = Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)


def position_from(lon: float, lat: float) -> Position:
    """WGS 84 degrees as a position, wherever on Earth.

    Raises:
        InvalidQuery: off the globe, Lambert-93 metres, or longitude and latitude
            swapped; it proposes the pair that was probably meant.

    >>> position_from(-0.58, 44.84)
    Position(lon=-0.58, lat=44.84)
    """
    meant = _from_lambert93(lon, lat) or _from_lambert93(lat, lon)
    if meant:
        raise _refused(lon, lat, "these look like Lambert-93 metres", meant)
    if not _is_around(lon, lat) and _is_around(lat, lon):
        swapped = Position(lon=lat, lat=lon)
        raise _refused(lon, lat, "longitude and latitude look swapped", swapped)
    try:
        return Position(lon=lon, lat=lat)
    except InvalidPosition as error:
        raise InvalidQuery(
            str(error),
            [
                WrongParameter("lon", f"{lon}", "WGS 84 degrees from -180 to 180"),
                WrongParameter("lat", f"{lat}", "WGS 84 degrees from -90 to 90"),
            ],
        ) from error


def _from_lambert93(easting: float, northing: float) -> Position | None:
    (west, east), (south, north) = _EASTINGS, _NORTHINGS
    if not (west <= easting <= east and south <= northing <= north):
        return None
    lon, lat = _TO_DEGREES.transform(easting, northing)
    return Position(lon=round(lon, 6), lat=round(lat, 6))


def _is_around(lon: float, lat: float) -> bool:
    west, south, east, north = _AROUND
    return west <= lon <= east and south <= lat <= north


def _refused(lon: float, lat: float, why: str, meant: Position) -> InvalidQuery:
    way_out = f"lon={meant.lon}&lat={meant.lat}"
    wrong = [
        WrongParameter("lon", f"{lon}", f"WGS 84 degrees; did you mean {meant.lon}?"),
        WrongParameter("lat", f"{lat}", f"WGS 84 degrees; did you mean {meant.lat}?"),
    ]
    return InvalidQuery(f"{why}; did you mean {way_out}?", wrong)
