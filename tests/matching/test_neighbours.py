import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from tests.matching.made import (
    BLAYE,
    EAST_900_M,
    EAST_1100_M,
    a_record,
    columns_of,
)

from numna_geo.matching.candidates import candidate_pairs
from numna_geo.matching.neighbours import metres_between
from numna_geo.model.position import Position

EARTH = Geod(ellps="WGS84")


def metres(one: Position | None, other: Position | None) -> float:
    columns = columns_of(a_record("1", at=one), a_record("2", at=other))
    left, right = np.array([0], np.int32), np.array([1], np.int32)
    there, back = (
        metres_between(columns, left, right)[0],
        metres_between(columns, right, left)[0],
    )
    assert there == back or (np.isnan(there) and np.isnan(back))
    return float(there)


def test_ten_kilometres_due_east_are_ten_kilometres() -> None:
    # 10 km at 45° N are 0.12683° of longitude (78.85 km a degree).
    east = Position(lon=0.12683, lat=45.0)

    assert metres(Position(lon=0.0, lat=45.0), east) == pytest.approx(10_000, rel=5e-3)


def test_the_distance_to_an_unknown_place_is_unknown() -> None:
    assert np.isnan(metres(BLAYE, None))
    assert np.isnan(metres(None, None))


@given(st.floats(-5, 9), st.floats(42, 51), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_metres_are_those_of_the_ellipsoid(
    lon: float, lat: float, east: float, north: float
) -> None:
    here, there = Position(lon=lon, lat=lat), Position(lon=lon + east, lat=lat + north)
    _, _, expected = EARTH.inv(here.lon, here.lat, there.lon, there.lat)

    assert metres(here, there) == pytest.approx(expected, rel=5e-3, abs=0.01)


@pytest.mark.parametrize(("there", "paired"), [(EAST_900_M, 1), (EAST_1100_M, 0)])
def test_places_are_compared_within_one_kilometre(there: Position, paired: int) -> None:
    columns = columns_of(
        a_record("1", "Alpha", at=BLAYE), a_record("2", "Omega", at=there)
    )

    assert len(candidate_pairs(columns)) == paired
