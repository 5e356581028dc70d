"""What holds of every engine of travel times, whatever it knows of the roads."""

from collections.abc import Iterator

import numpy as np
import pytest
from tests.travel.made_network import ENDS, MINUTES, ends_of, osrm_server, write_network

from numna_geo.fetching.asking import Server
from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Ends, Engine, plain_ends
from numna_geo.travel.estimate import Estimate
from numna_geo.travel.kept_roads import newest
from numna_geo.travel.osrm import Osrm
from numna_geo.usecases.build_roads import build_roads

KNOW_ROADS = ("graph", "osrm")
ALL = ("estimate", *KNOW_ROADS)


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    folder = tmp_path_factory.mktemp("roads")
    build_roads(write_network(folder / "made.osm.pbf"), folder, say=lambda _: None)
    graph = newest(folder, Profile.CAR)
    assert graph is not None
    with osrm_server() as url:
        server = Server(url, timeout_s=60)
        yield {
            "estimate": Estimate(profile=Profile.CAR),
            "graph": graph,
            "osrm": Osrm(ask=server.get_json, profile=Profile.CAR),
        }
        server.close()


@pytest.fixture(params=ALL)
def engine(request: pytest.FixtureRequest, engines: dict[str, Engine]) -> Engine:
    return engines[request.param]


@pytest.fixture(params=KNOW_ROADS)
def knows_roads(request: pytest.FixtureRequest, engines: dict[str, Engine]) -> Engine:
    return engines[request.param]


def test_it_says_what_it_is(engine: Engine) -> None:
    assert engine.name in ALL
    assert engine.version
    assert engine.profile == Profile.CAR
    assert engine.is_estimate is (engine.name == "estimate")
    assert all(isinstance(told, str) for told in engine.params.values())
    assert engine.params
    assert engine.is_estimate or "OpenStreetMap" in (engine.credit or "")


def test_a_table_has_a_row_for_each_origin_and_a_band(engine: Engine) -> None:
    minutes = engine.table(ends_of("A", "C"), ends_of("D", "H", "P"))

    for part in (minutes.low, minutes.central, minutes.high):
        assert part.shape == (2, 3)
    assert (minutes.low <= minutes.central).all()
    assert (minutes.central <= minutes.high).all()
    assert (minutes.central > 0).all()


@pytest.mark.parametrize(("origins", "destinations"), [(0, 2), (2, 0), (0, 0)])
def test_no_end_is_no_minute_and_no_error(
    engine: Engine, origins: int, destinations: int
) -> None:
    here, there = _first(origins), _first(destinations)

    table = engine.table(here, there)
    minutes, which = engine.nearest(here, there)

    assert table.central.shape == (origins, destinations)
    assert minutes.central.shape == which.shape == (origins,)
    assert np.isnan(minutes.central).all()
    assert (which == -1).all()


def test_nobody_needs_a_minute_to_stay(knows_roads: Engine) -> None:
    same = knows_roads.table(ends_of(*ENDS), ends_of(*ENDS)).central.diagonal()

    # The crossings of the island are on no road that leads anywhere: no minute at all.
    assert np.nan_to_num(same) == pytest.approx(np.zeros(len(ENDS)))


def test_the_nearest_is_the_least_of_the_table(engine: Engine) -> None:
    here, there = ends_of("A", "H", "C"), ends_of("P", "D", "E")
    if engine.name == "osrm":
        there = ends_of("P", "D", "H")

    minutes, which = engine.nearest(here, there)
    table = engine.table(here, there)

    rows = np.arange(3)
    assert minutes.central == pytest.approx(table.central.min(axis=1))
    assert table.central[rows, which] == pytest.approx(minutes.central)
    assert table.low[rows, which] == pytest.approx(minutes.low)
    assert table.high[rows, which] == pytest.approx(minutes.high)


def test_the_order_of_ends_does_not_matter(engine: Engine) -> None:
    here, there = ("A", "C", "H"), ("D", "P")

    told = engine.table(ends_of(*here), ends_of(*there)).central
    turned = engine.table(ends_of(*here[::-1]), ends_of(*there[::-1])).central

    assert turned[::-1, ::-1] == pytest.approx(told)


def test_ends_may_be_told_twice(engine: Engine) -> None:
    minutes = engine.table(ends_of("A", "A"), ends_of("D", "D", "D")).central

    assert minutes == pytest.approx(np.full((2, 3), minutes[0, 0]))


def test_minutes_are_those_known_by_hand(knows_roads: Engine) -> None:
    told = knows_roads.table(ends_of(*ENDS[:-1]), ends_of(*ENDS[:-1])).central

    assert told == pytest.approx(MINUTES[:-1, :-1], abs=0.01)


def test_more_origins_than_destinations_is_the_same_table(knows_roads: Engine) -> None:
    told = knows_roads.table(ends_of(*ENDS[:-1]), ends_of("H")).central

    assert told[:, 0] == pytest.approx(MINUTES[:-1, 3], abs=0.01)


def test_a_one_way_street_is_longer_on_the_way_back(knows_roads: Engine) -> None:
    there = knows_roads.table(ends_of("D"), ends_of("H")).central[0, 0]
    back = knows_roads.table(ends_of("H"), ends_of("D")).central[0, 0]

    assert (there, back) == (pytest.approx(2, abs=0.01), pytest.approx(4, abs=0.01))


def test_what_no_road_reaches_has_no_minutes(knows_roads: Engine) -> None:
    told = knows_roads.table(ends_of("A", "X"), ends_of("D", "X"))
    minutes, which = knows_roads.nearest(ends_of("A", "X"), ends_of("H", "D"))

    assert np.isnan(told.central[0, 1])
    assert np.isnan(told.central[1, 0])
    assert which.tolist() == [1, -1]
    assert np.isnan(minutes.central[1])


def test_known_roads_leave_no_band(knows_roads: Engine) -> None:
    told = knows_roads.table(ends_of("A"), ends_of("D"))

    assert told.low == told.central == told.high


def _first(count: int) -> Ends:
    return ends_of(*ENDS[:count]) if count else plain_ends(np.empty((0, 2)))
