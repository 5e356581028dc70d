"""Points of files: what can be proved is put right, the rest is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from numna_geo.model.position import Position
from numna_geo.sources.fields import Cell
from numna_geo.sources.positions import position

# The region, in degrees.
LON, LAT = st.floats(-1.8, 2.7), st.floats(42.7, 47.3)
TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)


@given(lon=LON, lat=LAT)
def test_a_swapped_position_comes_back_to_where_it_was(lon: float, lat: float) -> None:
    straight = position(repr(lon), repr(lat))
    swapped = position(repr(lat), repr(lon))

    assert straight.value == swapped.value == Position(lon=lon, lat=lat)
    assert not straight.mended
    assert swapped.mended[0].reason == "latitude and longitude swapped"


@given(lon=LON, lat=LAT, swapped=st.booleans())
def test_lambert_93_metres_come_back_to_degrees(
    lon: float, lat: float, swapped: bool
) -> None:
    east, north = TO_METRES.transform(lon, lat)

    pair = (north, east) if swapped else (east, north)
    cell = position(*map(repr, pair))

    assert cell.value is not None
    assert cell.value.lon == pytest.approx(lon, abs=1e-6)
    assert cell.value.lat == pytest.approx(lat, abs=1e-6)
    assert cell.mended[0].reason.startswith("Lambert-93 metres, not degrees")
    assert cell.mended[0].reason.endswith("swapped") is swapped


def test_the_origin_of_lambert_93_is_3_degrees_east_and_46_5_north() -> None:
    assert position("700000", "6600000").value == Position(lon=3.0, lat=46.5)


@given(lon=LON, lat=LAT)
def test_decimal_commas_are_read_as_points(lon: float, lat: float) -> None:
    with_commas = [f"{number:.6f}".replace(".", ",") for number in (lon, lat)]

    cell = position(*with_commas)

    assert cell.value == Position(lon=round(lon, 6), lat=round(lat, 6))
    assert cell.mended[0].reason == "decimal comma"


@pytest.mark.parametrize(
    "text",
    [
        "44.84,-0.58",
        "-0.58, 44.84",
        "[-0.58, 44.84]",
        "POINT (-0.58 44.84)",
        "44,84;-0,58",
        "44,84,-0,58",
        "44.84 / \N{MINUS SIGN}0.58",
    ],
)
@pytest.mark.parametrize("cells", [1, 2])
def test_both_numbers_in_one_cell_are_read_in_either_order(
    text: str, cells: int
) -> None:
    cell = position(text, text if cells == 2 else None)

    assert cell.value == Position(lon=-0.58, lat=44.84)
    assert cell.mended[0].reason == "both numbers in one cell"


@pytest.mark.parametrize(
    ("lon", "lat", "reason"),
    [
        ("0", "0", "zeros stand for nothing"),
        ("0,0", "0.0", "zeros stand for nothing"),
        ("-0.57", None, "not two numbers"),
        ("-0.57", "quarante", "not two numbers"),
        ("1.2.3", "44", "not two numbers"),
        ("44,84 N", "0,58 O", "not two numbers"),
        ("nan", "44.8", "not in metropolitan France"),
        ("inf", "44.8", "not in metropolitan France"),
        ("1e999", "44.8", "not in metropolitan France"),
        ("55.45", "-20.88", "not in metropolitan France"),
        ("1250000", "7150000", "not in metropolitan France"),
    ],
)
def test_a_position_that_cannot_be_is_left_out_and_reported(
    lon: str, lat: str | None, reason: str
) -> None:
    cell = position(lon, lat)

    assert cell.value is None
    assert reason in [mend.reason for mend in cell.mended]
    assert cell.mended[-1].action == "left out"


def test_the_meridian_of_greenwich_crosses_the_region() -> None:
    assert position("0", "44.6").value == Position(lon=0.0, lat=44.6)


def test_no_position_is_nothing_to_report() -> None:
    assert position(None, None) == Cell(None)
