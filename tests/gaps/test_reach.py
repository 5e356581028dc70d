import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from numna_geo.gaps.reach import nearest_km

EARTH = Geod(ellps="WGS84")

positions = st.tuples(st.floats(-1.8, 2.6), st.floats(42.7, 47.2))
some_positions = st.lists(positions, min_size=1, max_size=12)


@given(some_positions, some_positions)
def test_nearest_is_the_smallest_of_all_distances(
    people: list[tuple[float, float]], places: list[tuple[float, float]]
) -> None:
    every = [
        min(EARTH.inv(*here, *there)[2] for there in places) / 1000 for here in people
    ]

    assert np.allclose(nearest_km(np.array(people), np.array(places)), every)


def test_a_place_at_the_very_point_is_at_no_distance() -> None:
    here = np.array([[0.34, 46.58]])

    assert nearest_km(here, here).tolist() == [0.0]


def test_without_any_place_nothing_is_near() -> None:
    assert np.isinf(nearest_km(np.array([[0.34, 46.58]]), np.empty((0, 2)))).all()
