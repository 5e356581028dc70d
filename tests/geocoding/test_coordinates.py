"""Pairs of numbers, and the usual ways they are wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from numna_geo.errors import InvalidQuery
from numna_geo.geocoding.coordinates import position_from

TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)
lons = st.floats(-1.7, 2.6)
lats = st.floats(42.8, 47.1)


@given(lon=lons, lat=lats)
def test_a_pair_of_the_region_is_taken_as_it_is(lon: float, lat: float) -> None:
    here = position_from(lon, lat)

    assert (here.lon, here.lat) == (lon, lat)


@given(lon=lons, lat=lats)
def test_a_swapped_pair_is_refused_and_put_right(lon: float, lat: float) -> None:
    with pytest.raises(InvalidQuery, match="swapped") as refused:
        position_from(lat, lon)

    assert f"lon={lon}&lat={lat}" in refused.value.detail


@given(lon=lons, lat=lats, swapped=st.booleans())
def test_lambert_93_metres_are_put_into_degrees(
    lon: float, lat: float, swapped: bool
) -> None:
    metres = TO_METRES.transform(lon, lat)
    first, second = reversed(metres) if swapped else metres

    with pytest.raises(InvalidQuery, match="Lambert-93") as refused:
        position_from(first, second)

    proposed = refused.value.wrong[0].expected
    meant = float(proposed.rsplit("mean ", 1)[1].rstrip("?"))
    assert meant == pytest.approx(lon, abs=1e-5)


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_any_pair_on_the_globe_is_taken_or_put_right(lon: float, lat: float) -> None:
    looks_swapped = 42 <= lon <= 48 and -3 <= lat <= 4

    if looks_swapped:
        with pytest.raises(InvalidQuery, match="swapped"):
            position_from(lon, lat)
    else:
        assert position_from(lon, lat).lon == lon


@pytest.mark.parametrize(
    ("lon", "lat"), [(181, 45), (0, 91), (float("nan"), 45), (0, float("inf"))]
)
def test_a_pair_off_the_globe_is_refused(lon: float, lat: float) -> None:
    with pytest.raises(InvalidQuery) as refused:
        position_from(lon, lat)

    assert {one.parameter for one in refused.value.wrong} == {"lon", "lat"}
