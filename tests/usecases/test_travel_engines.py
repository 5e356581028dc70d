"""The best engine there is answers, and another one when it does not."""

import asyncio
import logging
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
import shapely
from serving import Handler, Reply, Server, cut, endless, sent, serving
from tests.travel.made_network import ends_of, write_network

from numna_geo.bundle import DATA
from numna_geo.errors import ServerUnavailable, TravelUnavailable
from numna_geo.model.travel import Profile
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.travel.calibration import write_calibration
from numna_geo.travel.engine import Minutes
from numna_geo.usecases import road_engines
from numna_geo.usecases.build_roads import build_roads
from numna_geo.usecases.draw_isochrone import by_road
from numna_geo.usecases.known_estimate import calibration_path
from numna_geo.usecases.nearby import EngineUsed
from numna_geo.usecases.road_engines import TravelSettings
from numna_geo.usecases.routing_servers import routing_engine, routing_servers
from numna_geo.usecases.travel_engines import Travels

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"
JSON = {"Content_Type": "application/json"}
HURRY_S = 0.3
"""For answers that never come whole: whatever does come may take its time."""


class Anywhere(dict[str, list[Reply]]):
    """The same replies at whatever path."""

    def __init__(self, *replies: Reply) -> None:
        self._replies = list(replies)

    def __getitem__(self, path: str) -> list[Reply]:
        return self._replies


def osrm(handler: Handler) -> None:
    """Ten minutes to wherever; no way north of 45.01°, no map north of 45.1°."""
    points = re.findall(r"(-?[\d.]+),(-?[\d.]+)", handler.path.partition("?")[0])
    _, *lats = [float(lat) for _, lat in points]
    body = {
        "code": "Ok",
        "durations": [[600.0 if lat < 45.01 else None for lat in lats]],
        "destinations": [{"distance": 9_999 if lat > 45.1 else 3} for lat in lats],
    }
    handler.send(orjson.dumps(body), **JSON)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.replies = Anywhere(osrm)
        yield server


def travels(
    server: Server | None = None, folder: Path | None = None, *, timeout_s: float = 60
) -> Travels:
    reader = Reader(NOWHERE, size=1, statement_timeout_s=1, wait_s=1)
    settings = TravelSettings(
        routing_url=server.url("") if server else None,
        timeout_s=timeout_s,
        roads_dir=folder,
    )
    return Travels(reader, DataWatch(reader), settings)


def asked(
    travels: Travels, *places: str | tuple[float, float], times: int = 1
) -> list[tuple[Minutes, EngineUsed]]:
    async def many() -> list[tuple[Minutes, EngineUsed]]:
        here, there = ends_of("A"), ends_of(*places)
        tables = [await travels.table(Profile.CAR, here, there) for _ in range(times)]
        travels.close()
        return tables

    return asyncio.run(many())


def test_without_anything_else_there_is_the_estimate() -> None:
    ((minutes, used),) = asked(travels(), "E")

    assert used.name == "estimate"
    assert used.is_estimate
    assert used.fallback is None
    assert minutes.low[0, 0] < minutes.central[0, 0] < minutes.high[0, 0]


def test_the_server_answers_when_there_is_one(server: Server) -> None:
    ((minutes, used),) = asked(travels(server), "C", "E")

    assert minutes.central.tolist() == [[10, 10]]
    assert minutes.low.tolist() == minutes.high.tolist() == [[10, 10]]
    assert (used.name, used.is_estimate, used.fallback) == ("osrm", False, None)
    assert "OpenStreetMap" in (used.credit or "")


def test_no_way_stays_no_way_and_off_the_map_is_estimated(server: Server) -> None:
    ((minutes, used),) = asked(travels(server), "E", (0, 2), (0, 20))

    assert minutes.central[0, 0] == 10
    assert np.isnan(minutes.central[0, 1])
    assert minutes.low[0, 2] < minutes.central[0, 2] < minutes.high[0, 2]
    assert not used.is_estimate
    assert used.fallback == (
        "un lieu est hors de la carte des routes : son temps est estimé"
    )


def test_all_off_the_map_is_an_estimate(server: Server) -> None:
    ((_, used),) = asked(travels(server), (0, 20))

    assert used.is_estimate
    assert used.fallback == "hors de la carte des routes : temps estimés"


FAULTS: dict[str, Reply] = {
    "500": sent(b"oops", status=500),
    "rubbish": sent(b'{"code":"Ok","durations":"x"}', **JSON),
    "for ever": sent(b'{"code":"Ok","durations":[[1e308]]}', **JSON),
    "error": sent(b'{"code":"InvalidUrl"}', status=400, **JSON),
    "page": sent(b"<html>", Content_Type="text/html"),
    "huge": sent(b" " * 5_000_000, **JSON),
    "cut": cut(b"{", 99),
    "drips": endless(b" ", every_s=0.02),
    "hangs": lambda handler: handler.server.stopped.wait(),  # type: ignore[dict-item]
}
ENDLESS = {"drips", "hangs"}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_ails_the_server_the_estimate_answers(
    fault: str, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.replies = Anywhere(FAULTS[fault])
    caplog.set_level(logging.DEBUG)
    timeout_s = HURRY_S if fault in ENDLESS else 60

    ((minutes, used),) = asked(travels(server, timeout_s=timeout_s), "E")

    assert np.isfinite(minutes.central).all()
    assert used.is_estimate
    assert used.fallback == ("le serveur d'itinéraires ne répond pas : temps estimés")
    said = [f"{r.getMessage()} {r.__dict__.get('why')}" for r in caplog.records]
    assert not [line for line in said if "45.0" in line]


def test_a_dead_server_is_soon_left_alone(server: Server) -> None:
    server.replies = Anywhere(FAULTS["500"])

    tables = asked(travels(server), "E", times=50)

    assert {used.name for _, used in tables} == {"estimate"}
    assert len(server.asked) == 3


def test_who_has_waited_once_does_not_wait_again(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine may take longer than that from one question to the next.
    monkeypatch.setattr(road_engines, "PAUSE_S", 600)
    heard = threading.Event()

    def hangs(handler: Handler) -> None:
        heard.set()
        handler.server.stopped.wait()

    server.replies = Anywhere(hangs)

    asked(travels(server, timeout_s=1.5), "E", times=5)

    # Whoever asks may have left before the server came to read the question.
    assert heard.wait(timeout=60)
    assert len(server.asked) == 1


def test_roads_built_here_stand_in_for_the_server(
    server: Server, tmp_path: Path
) -> None:
    build_roads(write_network(tmp_path / "made.osm.pbf"), tmp_path, say=lambda _: None)
    server.replies = Anywhere(osrm, FAULTS["500"])

    (_, first), (minutes, second) = asked(travels(server, tmp_path), "C", times=2)

    assert first.name == "osrm"
    assert second.name == "graph"
    assert minutes.central[0, 0] == pytest.approx(2, abs=0.01)
    assert second.fallback == (
        "le serveur d'itinéraires ne répond pas : temps calculés sur les routes "
        "enregistrées ici"
    )


def test_a_place_off_the_built_roads_is_estimated(tmp_path: Path) -> None:
    build_roads(write_network(tmp_path / "made.osm.pbf"), tmp_path, say=lambda _: None)

    ((minutes, used),) = asked(travels(folder=tmp_path), "C", (0, 20))

    assert used.name == "graph"
    assert minutes.low[0, 0] == minutes.high[0, 0]
    assert minutes.low[0, 1] < minutes.high[0, 1]
    assert used.fallback == (
        "un lieu est hors de la carte des routes : son temps est estimé"
    )


def test_a_calibration_is_used_from_the_next_question_on(
    loaded_url: str, tmp_path: Path
) -> None:
    async def versions() -> list[str]:
        reader = Reader(loaded_url, size=1, statement_timeout_s=60, wait_s=60)
        known = TravelSettings(roads_dir=tmp_path, data_dir=DATA)
        engines = Travels(reader, DataWatch(reader), known)
        found = []
        for path in (None, calibration_path(tmp_path, Profile.CAR)):
            if path:
                used = replace(engines.estimate(Profile.CAR).used, near_min=9.0)
                write_calibration(path, used)
            await engines.ground()
            found += [engines.mark, engines.estimate(Profile.CAR).version]
        engines.close()
        await reader.close()
        return found

    mark, version, later_mark, later_version = asyncio.run(versions())

    assert mark != later_mark
    assert version != later_version


def test_an_address_says_whose_roads_a_server_knows() -> None:
    several = (
        "http://a:5000, http://b:5001/route/v1/cycling/ http://c/osrm/table/v1/foot"
    )

    def hosts(addresses: str | None) -> dict[str, str]:
        found = routing_servers(addresses, timeout_s=1)
        return {p.value: f"{r.engine.name} {r.server.host}" for p, r in found.items()}

    assert hosts(None) == hosts(" ") == {}
    assert hosts("http://a:5000") == {"car": "osrm a:5000"}
    assert hosts(several) == {
        "car": "osrm a:5000",
        "bike": "osrm b:5001",
        "walk": "osrm c",
    }
    assert hosts("http://a:5000 valhalla+https://v") == {
        "car": "osrm a:5000",
        "bike": "valhalla v",
        "walk": "valhalla v",
    }
    with pytest.raises(ServerUnavailable, match="ROUTING_URL"):
        hosts("localhost:5000")
    with pytest.raises(TravelUnavailable, match="bike"):
        routing_engine("http://a:5000", Profile.BIKE, timeout_s=1)


def test_an_isochrone_of_a_server_is_drawn_with_few_questions(server: Server) -> None:
    def parallel(handler: Handler) -> None:
        points = re.findall(r"(-?[\d.]+),(-?[\d.]+)", handler.path.partition("?")[0])
        (x, y), *there = [(float(lon), float(lat)) for lon, lat in points]
        seconds = [abs(a - x) * 1e4 + abs(b - y) * 1e4 for a, b in there]
        handler.send(orjson.dumps({"code": "Ok", "durations": [seconds]}), **JSON)

    server.replies = Anywhere(parallel)
    engine: Any = routing_engine(server.url(""), Profile.CAR, timeout_s=60)

    (area,) = by_road(engine, (0.0, 45.0), [10])

    # Six hundredths of a degree either way: a square on its corner.
    assert area.shape.bounds == pytest.approx((-0.06, 44.94, 0.06, 45.06), abs=0.006)
    assert area.shape.area == pytest.approx(2 * 0.06**2, rel=0.1)
    assert len(server.asked) <= 20
    engine.ask.func.__self__.close()


def test_valhalla_draws_its_own_isochrones_but_none_off_its_map(
    server: Server,
) -> None:
    ring = [[-1, 44], [1, 44], [1, 46], [-1, 44]]

    def valhalla(handler: Handler) -> None:
        asked = orjson.loads(handler.body)
        body: dict[str, Any] = {"sources_to_targets": [[{"time": 0}]]}
        if asked.get("sources", [{"lat": 0}])[0]["lat"] > 50:
            body = {"error_code": 171}
        if "contours" in asked:
            geometry = {"type": "Polygon", "coordinates": [ring]}
            body = {
                "features": [
                    {"properties": {"contour": c["time"]}, "geometry": geometry}
                    for c in asked["contours"]
                ]
            }
        handler.send(orjson.dumps(body), 400 if "error_code" in body else 200, **JSON)

    server.replies = Anywhere(valhalla)
    named = f"valhalla+{server.url('')}"
    engine: Any = routing_engine(named, Profile.WALK, timeout_s=60)

    drawn = by_road(engine, (0.0, 45.0), [20, 10, 10])
    off = by_road(engine, (0.0, 51.0), [10])
    engine.ask.func.__self__.close()

    assert [(area.minutes, area.shape.area) for area in drawn] == [(10, 2), (20, 2)]
    assert off == []


def test_an_isochrone_follows_built_roads(tmp_path: Path) -> None:
    build_roads(write_network(tmp_path / "made.osm.pbf"), tmp_path, say=lambda _: None)

    async def drawn() -> list[Any]:
        engines = travels(folder=tmp_path)
        here = tuple(ends_of("A").lonlat[0].tolist())
        road = await engines.by_road(Profile.CAR, lambda e: by_road(e, here, [3]))
        off = await engines.by_road(Profile.CAR, lambda e: by_road(e, (3.0, 47.0), [3]))
        engines.close()
        return [road, off]

    road, off = asyncio.run(drawn())

    (area,) = road.found
    inside = {n: area.shape.covers(_point(n)) for n in ("B", "C", "H", "P", "X")}
    assert inside == {"B": True, "C": True, "H": False, "P": False, "X": False}
    assert off.found == []


def _point(name: str) -> Any:
    return shapely.points(ends_of(name).lonlat)[0]
