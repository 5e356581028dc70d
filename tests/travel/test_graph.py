"""Searches over roads: equal to an independent one, and fair to places off the road."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from bench.plain_search import plain_search
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.travel.made_network import ends_of, lonlat_of, write_network

from numna_geo.model.travel import Profile
from numna_geo.travel.engine import plain_ends
from numna_geo.travel.graph import Graph
from numna_geo.travel.kept_roads import newest
from numna_geo.travel.roads_network import Network
from numna_geo.usecases.build_roads import build_roads


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("roads")
    build_roads(write_network(folder / "made.osm.pbf"), folder, say=lambda _: None)
    return folder


@pytest.fixture
def cars(folder: Path) -> Graph:
    found = newest(folder, Profile.CAR)
    assert found is not None
    return found


def made(seed: int, size: int) -> Graph:
    """Any network where all can reach all: a ring, and roads across it."""
    draw = np.random.default_rng(seed)
    there = np.arange(1, size + 1) % size
    pairs = {(int(i), int(j)) for i, j in enumerate(there)}
    pairs |= {(int(i), int(j)) for i, j in draw.integers(0, size, (2 * size, 2))}
    rows = np.array(sorted(pair for pair in pairs if pair[0] != pair[1]))
    network = Network(
        lonlat=draw.uniform((-0.3, 44.8), (0.3, 45.2), (size, 2)),
        doors=np.ones(size, dtype=bool),
        starts=np.searchsorted(rows[:, 0], np.arange(size + 1)).astype(np.int32),
        ends=rows[:, 1].astype(np.int32),
        minutes=draw.uniform(0.1, 900.0, len(rows)).astype(np.float32),
    )
    return Graph(network, Profile.CAR, version="made", params={"made": "yes"})


@given(seed=st.integers(0, 10_000), size=st.integers(2, 60))
@settings(max_examples=25, deadline=None)
def test_a_table_is_that_of_an_independent_search(seed: int, size: int) -> None:
    graph = made(seed, size)
    draw = np.random.default_rng(seed + 1)
    here, there = draw.integers(0, size, 5), draw.integers(0, size, 4)
    lonlat = graph.network.lonlat
    expected = np.array([plain_search(graph.network, int(i)) for i in here])[:, there]

    table = graph.table(plain_ends(lonlat[here]), plain_ends(lonlat[there])).central
    turned = graph.table(plain_ends(lonlat[here[:3]]), plain_ends(lonlat[there]))
    nearest, which = graph.nearest(plain_ends(lonlat[here]), plain_ends(lonlat[there]))

    assert table == pytest.approx(expected)
    assert turned.central == pytest.approx(expected[:3])
    assert nearest.central == pytest.approx(expected.min(axis=1))
    assert expected[np.arange(5), which] == pytest.approx(expected.min(axis=1))


def test_made_roads_are_searched_as_an_independent_search_does(cars: Graph) -> None:
    network = cars.network
    doors = np.flatnonzero(network.doors)
    expected = np.array([plain_search(network, int(i)) for i in doors])[:, doors]

    ends = plain_ends(network.lonlat[doors])

    assert cars.table(ends, ends).central == pytest.approx(expected, abs=1e-6)


def test_a_place_off_the_road_is_slow_to_the_road(cars: Graph) -> None:
    # 200 m at 15 km/h to a point of the road, and 1.5 km of road.
    told = cars.table(ends_of((0.5, 0.2)), ends_of("C")).central[0, 0]

    assert told == pytest.approx(0.8 + 1.5, abs=0.01)


def test_next_door_nobody_is_sent_to_the_road_and_back(cars: Graph) -> None:
    here, there = ends_of((0.5, 0.2)), ends_of("P", (0.5, 0.25))

    minutes, which = cars.nearest(here, there)

    assert which.tolist() == [1]
    assert minutes.central[0] == pytest.approx(0.2, abs=0.01)
    assert cars.table(here, there).central[0, 1] == pytest.approx(0.2, abs=0.01)


def test_a_car_park_that_no_road_leads_to_strands_nobody(cars: Graph) -> None:
    told = cars.table(ends_of("lot 1"), ends_of("D")).central[0, 0]

    assert told == pytest.approx(1.2 + 2.5, abs=0.2)


def test_nobody_gets_on_a_motorway_halfway(cars: Graph) -> None:
    # The motorway is 100 m off, the road half a kilometre.
    told = cars.table(ends_of((2, -0.4)), ends_of("D")).central[0, 0]

    assert told == pytest.approx(0.4 / 15 * 60 + 1, abs=0.01)


def test_nobody_gets_on_a_ferry_halfway(cars: Graph) -> None:
    told = cars.table(ends_of((6.5, 0)), ends_of("A")).central

    assert np.isnan(told).all()


def test_a_place_far_from_any_road_is_left_to_others(cars: Graph) -> None:
    near, far = ends_of((0, 0.95)), ends_of((0, 1.05))

    assert np.isfinite(cars.table(near, ends_of("D")).central).all()
    assert np.isnan(cars.table(far, ends_of("D")).central).all()
    assert cars.nearest(far, ends_of("D"))[1].tolist() == [-1]


def test_what_is_reached_in_time_has_its_minutes(cars: Graph) -> None:
    lonlat, minutes = cars.reached(lonlat_of("A")[0], 3.5)

    table = cars.table(ends_of("A"), plain_ends(lonlat)).central[0]
    assert len(lonlat) == len(minutes) > 10
    assert minutes.max() <= 3.5
    assert table == pytest.approx(minutes, abs=1e-6)
    assert lonlat[:, 0].max() < lonlat_of((3.6, 0))[0, 0]


def test_nothing_is_reached_from_nowhere_or_in_no_time(cars: Graph) -> None:
    for place, minutes in (((0, 5), 30.0), ((0.5, 0.2), 0.5)):
        lonlat, told = cars.reached(lonlat_of(place)[0], minutes)

        assert lonlat.shape == (0, 2)
        assert told.shape == (0,)


def test_footpaths_are_for_walkers(folder: Path, cars: Graph) -> None:
    walkers = newest(folder, Profile.WALK)
    assert walkers is not None
    square, village = ends_of("square"), ends_of("B")

    on_foot = walkers.table(square, village).central[0, 0]
    by_car = cars.table(square, village).central[0, 0]

    assert on_foot == pytest.approx(0.2 / 5 * 60, abs=0.01)
    assert by_car == pytest.approx(0.2 / 15 * 60, abs=0.01)
    # One-way streets are not for them, and motorways are closed to them.
    back = walkers.table(ends_of("H"), ends_of("D")).central[0, 0]
    assert back == pytest.approx(24, abs=0.1)


def test_threads_do_not_disturb_each_other(folder: Path) -> None:
    cars = newest(folder, Profile.CAR)
    assert cars is not None
    expected = cars.table(ends_of("A"), ends_of("D", "H", "P")).central

    with ThreadPoolExecutor(4) as threads:
        asked = [
            threads.submit(cars.table, ends_of("A"), ends_of("D", "H", "P"))
            for _ in range(20)
        ]

    assert all((one.result().central == expected).all() for one in asked)
