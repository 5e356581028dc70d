"""Pairs in time are those that the whole table has, whatever the engine."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.travel.test_graph import made
from tests.travel.test_osrm import Parallel, line

from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Ends, Engine, Floats, plain_ends
from numna_geo.travel.osrm import Osrm
from numna_geo.travel.pairs import pairs_within, parts_within
from numna_geo.travel.searches import farthest_km
from numna_geo.usecases.known_estimate import read_estimates

CAR = read_estimates(Path(__file__).parents[2] / "data", None)[Profile.CAR]


def around(draw: np.random.Generator, size: int) -> Ends:
    """Ends on both banks of the Gironde and in the plain beside it."""
    return Ends(
        lonlat=draw.uniform((-1.2, 44.9), (0.2, 45.7), (size, 2)),
        density=draw.integers(0, 8, size).astype(np.int8),
        mountain=draw.random(size) < 0.2,
    )


def expect_those_of_the_table(
    engine: Engine, origins: Ends, destinations: Ends, minutes: float | Floats
) -> None:
    table = engine.table(origins, destinations)
    rows, columns = np.nonzero(table.low <= minutes)

    found_rows, found_columns, found = pairs_within(
        engine, origins, destinations, minutes
    )

    assert found_rows.tolist() == rows.tolist()
    assert found_columns.tolist() == columns.tolist()
    assert found.central == pytest.approx(table.central[rows, columns], abs=1e-9)
    assert found.low == pytest.approx(table.low[rows, columns], abs=1e-9)
    assert found.high == pytest.approx(table.high[rows, columns], abs=1e-9)


@given(seed=st.integers(0, 10_000), minutes=st.sampled_from([0.5, 15.0, 30.0, 45.0]))
@settings(max_examples=15)
def test_the_estimate_gives_the_pairs_of_its_table(seed: int, minutes: float) -> None:
    draw = np.random.default_rng(seed)

    expect_those_of_the_table(CAR, around(draw, 40), around(draw, 25), minutes)


@given(seed=st.integers(0, 10_000), minutes=st.sampled_from([5.0, 60.0, 600.0]))
@settings(max_examples=10)
def test_roads_give_the_pairs_of_their_table(seed: int, minutes: float) -> None:
    graph, draw = made(seed, 30), np.random.default_rng(seed)
    off = np.array([[3.0, 45.0]])
    lonlat = graph.network.lonlat[draw.integers(0, 30, 12)]
    origins = plain_ends(np.concatenate([lonlat[:6], off]))

    expect_those_of_the_table(graph, origins, plain_ends(lonlat[4:]), minutes)


def test_a_server_gives_the_pairs_of_its_table() -> None:
    osrm = Osrm(ask=Parallel())
    origins, destinations = line(0.5, 1.0, 4.0, -1.0), line(1.0, 1.5, 2.0, 9.5, -2.0)

    expect_those_of_the_table(osrm, origins, destinations, 30.0)


def test_each_destination_may_have_minutes_of_its_own() -> None:
    graph, draw = made(3, 30), np.random.default_rng(3)
    there = plain_ends(graph.network.lonlat[:9])
    bounds = np.linspace(1.0, 400.0, 9)
    osrm = Osrm(ask=Parallel())

    expect_those_of_the_table(CAR, around(draw, 40), around(draw, 9), bounds / 8)
    expect_those_of_the_table(graph, plain_ends(graph.network.lonlat), there, bounds)
    expect_those_of_the_table(osrm, line(0.5, 1), line(1, 2), np.array([9.0, 61.0]))


def test_no_ends_make_no_pairs() -> None:
    some, nobody = line(0.5), line()

    assert pairs_within(CAR, some, nobody, 30.0)[0].tolist() == []
    assert pairs_within(CAR, nobody, some, 30.0)[1].tolist() == []


def test_parts_share_no_origin_and_are_sorted() -> None:
    draw = np.random.default_rng(5)
    origins, destinations = around(draw, 700), around(draw, 9)

    parts = [p[0] for p in parts_within(CAR, origins, destinations, 45.0)]

    met = [set(part.tolist()) for part in parts]
    assert len(parts) > 1
    assert sum(map(len, met)) == len(set.union(*met))
    assert all((np.diff(part) >= 0).all() for part in parts)


def test_an_hour_by_car_leads_no_farther_than_the_limit_of_motorways() -> None:
    assert farthest_km(Profile.CAR, 60.0) == 130.0
