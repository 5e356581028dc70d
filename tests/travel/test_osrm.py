"""Tables from routing servers: in blocks they can swallow, and never a rubbish one."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from numna_geo.errors import ServerUnavailable, TravelUnavailable
from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Ends, plain_ends
from numna_geo.travel.osrm import Osrm
from numna_geo.travel.valhalla import Valhalla


def line(*lons: float) -> Ends:
    """Places on one parallel; a degree is an hour in what follows."""
    return plain_ends(np.array([(lon, 45.0) for lon in lons]).reshape(-1, 2))


class Parallel:
    """An OSRM server of one straight road; west of 0 it knows none."""

    def __init__(self, takes: int = 1_000) -> None:
        self.takes, self.asked = takes, 0

    def __call__(self, path: str, query: Mapping[str, str]) -> Any:
        self.asked += 1
        service, _, points = path.rpartition("/")
        assert service == "/table/v1/driving"
        lons = [float(point.split(",")[0]) for point in points.split(";")]
        if len(lons) > self.takes:
            return {"code": "TooBig", "message": "Too many table coordinates"}
        here = [int(i) for i in query["sources"].split(";")]
        there = [int(i) for i in query["destinations"].split(";")]
        return {
            "code": "Ok",
            "durations": [
                [abs(lons[a] - lons[b]) * 3600 if lons[b] < 9 else None for b in there]
                for a in here
            ],
            "sources": [{"distance": max(0, -lons[a]) * 1e5} for a in here],
            "destinations": [{"distance": max(0, -lons[b]) * 1e5} for b in there],
            "data_version": "2026-11-01",
        }


def test_minutes_of_each_pair_come_in_their_place() -> None:
    osrm = Osrm(ask=Parallel())

    minutes = osrm.table(line(0, 1), line(0.5, 2, 1))

    assert minutes.central.tolist() == [[30, 120, 60], [30, 60, 0]]
    assert minutes.low is minutes.high
    assert osrm.version == "v1 2026-11-01"
    assert osrm.credit


def test_a_large_table_is_asked_in_blocks() -> None:
    server = Parallel(takes=20)
    osrm = Osrm(ask=server, size=20)
    lons = np.linspace(0, 8, 33)

    minutes = osrm.table(line(*lons[:7]), line(*lons))

    expected = np.abs(lons[:7, None] - lons) * 60
    assert minutes.central == pytest.approx(expected, abs=1e-3)
    assert server.asked <= 8


def test_it_learns_how_much_the_server_takes() -> None:
    server = Parallel(takes=25)
    osrm = Osrm(ask=server, size=100)

    first = osrm.table(line(0), line(*np.linspace(0, 8, 90)))
    begun, server.asked = server.asked, 0
    osrm.table(line(0), line(*np.linspace(0, 8, 90)))

    assert np.isfinite(first.central).all()
    assert server.asked < begun
    assert osrm.table(line(0), line(1)).central.tolist() == [[60]]


def test_no_way_is_not_the_same_as_off_the_map() -> None:
    table = Osrm(ask=Parallel()).road_table(line(0, -1), line(9.5, 1, -2))

    assert np.isnan(table.central).tolist() == [[True, False, True], [True] * 3]
    assert table.off_origins.tolist() == [False, True]
    assert table.off_destinations.tolist() == [False, False, True]
    assert table.off.tolist() == [[False, False, True], [True, True, True]]


def test_a_place_that_the_server_refuses_does_not_spoil_the_others() -> None:
    good = Parallel()

    def ask(path: str, query: Mapping[str, str]) -> Any:
        if ";5.000000," in path:
            return {"code": "NoSegment", "message": "no segment"}
        return good(path, query)

    table = Osrm(ask=ask).road_table(line(0), line(1, 2, 5, 3))

    assert table.central[0, [0, 1, 3]].tolist() == [60, 120, 180]
    assert table.off_destinations.tolist() == [False, False, True, False]


def test_nearest_is_the_quickest_or_nobody() -> None:
    osrm = Osrm(ask=Parallel())

    minutes, which = osrm.nearest(line(0, 1, -1), line(4, 2, 9.5))

    assert which.tolist() == [1, 1, -1]
    assert minutes.central[:2].tolist() == [120, 60]
    assert np.isnan(minutes.central[2])
    assert osrm.nearest(line(0), line())[1].tolist() == [-1]


RUBBISH = [
    None,
    [],
    "Ok",
    {},
    {"code": "Ok"},
    {"code": "InvalidUrl"},
    {"code": "Ok", "durations": []},
    {"code": "Ok", "durations": [[1, 2]]},
    {"code": "Ok", "durations": [["soon"]]},
    {"code": "Ok", "durations": [[-1]]},
    {"code": "Ok", "durations": [[1], [1, 2]]},
    {"code": "Ok", "durations": [[1]], "sources": "x"},
    {"code": "Ok", "durations": [[1]], "sources": []},
    {"code": "TooBig"},
    {"code": "Ok", "durations": [[1e308]]},
    {"code": "Ok", "durations": [[10**400]]},
    {"code": "Ok", "durations": [[float("inf")]]},
    {"code": "Ok", "durations": [[float("nan")]]},
    {"code": "Ok", "durations": [["600"]]},
    {"code": "Ok", "durations": [[True]]},
    {"code": "Ok", "durations": [[1]], "sources": [{"distance": "3"}]},
    {"code": "Ok", "durations": [[1]], "sources": [{"distance": True}]},
    {"code": "Ok", "durations": [[1]], "sources": [{"distance": -1}]},
    {"code": "Ok", "durations": [[1]], "destinations": [{"distance": None}]},
]


@pytest.mark.parametrize("rubbish", RUBBISH, ids=repr)
def test_rubbish_is_no_table(rubbish: Any) -> None:
    with pytest.raises(TravelUnavailable):
        Osrm(ask=lambda *_: rubbish).table(line(0), line(1))


def test_a_server_that_is_away_is_unavailable() -> None:
    def ask(*_: object) -> Any:
        raise ServerUnavailable("host: no answer")

    with pytest.raises(TravelUnavailable, match="host"):
        Osrm(ask=ask).table(line(0), line(1))
    with pytest.raises(TravelUnavailable, match="host"):
        Valhalla(ask=ask).table(line(0), line(1))


def test_no_table_goes_on_for_ever() -> None:
    osrm = Osrm(ask=Parallel(takes=2), size=2, total_s=60)

    with pytest.raises(TravelUnavailable, match="in time"):
        osrm.table(line(0), line(*np.linspace(0, 8, 70)))


def test_valhalla_is_asked_in_its_own_words() -> None:
    asked: list[tuple[str, Any]] = []

    def ask(path: str, question: Mapping[str, Any]) -> Any:
        asked.append((path, question))
        rows = len(question["sources"]), len(question["targets"])
        times = [
            [{"time": 60 * (i + j)} for j in range(rows[1])] for i in range(rows[0])
        ]
        times[0][0]["time"] = None  # type: ignore[typeddict-item]
        return {"sources_to_targets": times}

    minutes = Valhalla(ask=ask, profile=Profile.BIKE).table(line(0, 1), line(2, 3))

    assert np.isnan(minutes.central[0, 0])
    assert minutes.central.tolist()[1] == [1, 2]
    ((path, question),) = asked
    assert path == "/sources_to_targets"
    assert question["costing"] == "bicycle"
    assert question["sources"] == [{"lon": 0.0, "lat": 45.0}, {"lon": 1.0, "lat": 45.0}]


@pytest.mark.parametrize(
    "rubbish",
    [
        [],
        {},
        {"sources_to_targets": [[]]},
        {"sources_to_targets": [["x"]]},
        {"sources_to_targets": [[{"time": -1}]]},
        {"sources_to_targets": [[{"time": 1e308}]]},
        {"sources_to_targets": [[{"time": "600"}]]},
        {"sources_to_targets": [[{"time": True}]]},
        {"error_code": 100},
        {"error_code": 150},
    ],
    ids=repr,
)
def test_rubbish_of_valhalla_is_no_table(rubbish: Any) -> None:
    engine = Valhalla(ask=lambda *_: rubbish)

    with pytest.raises(TravelUnavailable):
        engine.table(line(0), line(1))
    with pytest.raises(TravelUnavailable):
        engine.isochrone(0.0, 45.0, [10])


def test_valhalla_draws_isochrones_itself() -> None:
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]

    def ask(_: str, question: Mapping[str, Any]) -> Any:
        assert question["contours"] == [{"time": 10}, {"time": 20}]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        return {
            "features": [
                {"properties": {"contour": c["time"]}, "geometry": geometry}
                for c in reversed(question["contours"])
            ]
        }

    shapes = Valhalla(ask=ask).isochrone(0.5, 0.2, [20, 10])

    assert [shape.area for shape in shapes] == [0.5, 0.5]


@pytest.mark.parametrize("wrong", [1e308, float("inf"), 91.0])
def test_what_lies_off_the_globe_is_no_isochrone(wrong: float) -> None:
    ring = [[0, 45], [1, 45], [1, wrong], [0, 45]]
    feature = {
        "properties": {"contour": 10},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }

    with pytest.raises(TravelUnavailable):
        Valhalla(ask=lambda *_: {"features": [feature]}).isochrone(0.0, 45.0, [10])


def test_valhalla_draws_nothing_where_it_knows_no_road() -> None:
    engine = Valhalla(ask=lambda *_: {"error_code": 171})

    assert engine.isochrone(0.0, 45.0, [10]) == []
    assert engine.road_table(line(0), line(1)).off.all()
