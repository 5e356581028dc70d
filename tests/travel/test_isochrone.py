"""Areas drawn from minutes: nested, valid, around where they start, and dry."""

import itertools
from collections.abc import Mapping
from math import pi

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from numna_geo.travel.distances import km_between
from numna_geo.travel.engine import Floats
from numna_geo.travel.grid_minutes import MinutesAt, minutes_on
from numna_geo.travel.isochrone import Area, areas, finished, geojson

HERE = (1.8713, 46.1702)


def plain(here: tuple[float, float], per_km: float = 1.0) -> MinutesAt:
    """A minute for so many kilometres, everywhere."""

    def minutes_at(lonlat: Floats) -> Mapping[str, Floats]:
        return {"central": km_between(np.array(here), lonlat) * per_km}

    return minutes_at


def square_km(shape: shapely.Geometry, lat: float) -> float:
    return float(shape.area * 111.19**2 * np.cos(np.radians(lat)))


def test_on_open_ground_it_is_a_disc() -> None:
    # 20 minutes at one kilometre a minute: 400 π square kilometres.
    (area,) = areas(HERE, [20], plain(HERE), farthest_km=25, cells=61)

    assert square_km(area.shape, 46.1702) == pytest.approx(400 * pi, rel=0.02)
    edge = shapely.get_coordinates(shapely.boundary(area.shape))
    assert km_between(np.array(HERE), edge) == pytest.approx(20, abs=0.3)


@given(
    lon=st.floats(-5, 9),
    lat=st.floats(42, 51),
    minutes=st.lists(st.integers(1, 120), min_size=1, max_size=4),
    seed=st.integers(0, 99),
)
@settings(max_examples=15)
def test_more_minutes_hold_fewer_and_all_hold_the_origin(
    lon: float, lat: float, minutes: list[int], seed: int
) -> None:
    rough = np.random.default_rng(seed)

    def minutes_at(lonlat: Floats) -> Mapping[str, Floats]:
        far = km_between(np.array([lon, lat]), lonlat) + rough.uniform(
            0, 9, len(lonlat)
        )
        return {"central": np.where(rough.random(len(lonlat)) < 0.1, np.nan, far)}

    drawn = areas((lon, lat), minutes, minutes_at, farthest_km=140, cells=21)
    done = finished(drawn)

    assert [area.minutes for area in done] == sorted(set(minutes), reverse=True)
    for area in done:
        assert area.shape.is_valid
        assert shapely.buffer(area.shape, 1e-5).covers(shapely.Point(lon, lat))
    for wide, narrow in itertools.pairwise(done):
        assert shapely.buffer(wide.shape, 2e-5).covers(narrow.shape)


def test_what_is_not_reached_is_left_out_as_a_hole() -> None:
    lake = shapely.Point(1.95, 46.17).buffer(0.03)

    def minutes_at(lonlat: Floats) -> Mapping[str, Floats]:
        far = km_between(np.array(HERE), lonlat)
        wet = shapely.contains_xy(lake, lonlat)
        return {"central": np.where(wet, np.nan, far)}

    drawn = areas(HERE, [20], minutes_at, farthest_km=25, cells=81)
    ((area,), inside) = finished(drawn), shapely.Point(1.95, 46.17)

    assert isinstance(area.shape, shapely.Polygon)
    assert len(area.shape.interiors) == 1
    assert not area.shape.covers(inside)
    assert not area.shape.interiors[0].is_ccw
    assert area.shape.exterior.is_ccw


def test_where_no_trip_is_so_short_only_the_origin_is_left() -> None:
    def minutes_at(lonlat: Floats) -> Mapping[str, Floats]:
        return {"central": 5 + km_between(np.array(HERE), lonlat)}

    (area,) = finished(areas(HERE, [1], minutes_at, farthest_km=1, cells=21))

    assert area.shape.covers(shapely.Point(HERE))
    assert square_km(area.shape, 46.17) < 0.1


def test_a_grid_is_bounded_however_far_one_gets() -> None:
    asked: list[int] = []

    def minutes_at(lonlat: Floats) -> Mapping[str, Floats]:
        asked.append(len(lonlat))
        return {"central": np.zeros(len(lonlat))}

    areas(HERE, [1, 30, 60, 120], minutes_at, farthest_km=260, cells=101)

    assert sum(asked) <= 4 * 104**2


@given(seed=st.integers(0, 999), rows=st.integers(2, 40), columns=st.integers(2, 40))
@settings(max_examples=30)
def test_minutes_are_exact_wherever_an_outline_runs(
    seed: int, rows: int, columns: int
) -> None:
    # Hills and a river that is crossed nowhere, of which only corners are asked first.
    rough = np.random.default_rng(seed)
    y, x = np.mgrid[0:rows, 0:columns].astype(float)
    centre = rough.integers(rows), rough.integers(columns)
    true = np.hypot(y - centre[0], x - centre[1]) + 3 * np.sin(x / 5 + seed)
    true[:, columns // 2 :] += np.where(rough.random() < 0.5, np.inf, 2)
    origin = np.zeros((rows, columns), dtype=bool)
    origin[centre] = True
    places = np.column_stack([x.ravel(), y.ravel()])
    asked = []

    def minutes_at(lonlat: Floats) -> Mapping[str, Floats]:
        asked.append(len(lonlat))
        i, j = lonlat.T.astype(int)
        return {"central": true[j, i]}

    known = minutes_on(places, origin, 12.0, minutes_at)["central"]

    expected = np.where(origin, 0.0, true)
    edge = np.zeros((rows, columns), dtype=bool)
    for a, b in (np.s_[:-1, :], np.s_[1:, :]), (np.s_[:, :-1], np.s_[:, 1:]):
        turn = (known[a] <= 12) != (known[b] <= 12)
        edge[a] |= turn
        edge[b] |= turn
    assert (known[edge] == expected[edge]).all()
    assert sum(asked) <= rows * columns


def test_geojson_has_five_decimals_and_closed_rings() -> None:
    shape = shapely.MultiPolygon([shapely.box(0, 0, 1 / 3, 1), shapely.box(2, 0, 3, 1)])
    (done,) = finished([Area(minutes=5, band="central", shape=shape)])

    told = geojson(done.shape)

    assert told["type"] == "MultiPolygon"
    (ring,), _ = told["coordinates"]
    assert ring[0] == ring[-1]
    assert [0.33333, 0.0] in ring
