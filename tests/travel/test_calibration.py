import asyncio
import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from tests.conftest import RAW

from numna_geo.cli.travel_calibration import calibrate
from numna_geo.errors import SourceUnreadable, TravelUnavailable
from numna_geo.model.travel import Profile
from numna_geo.travel.calibration import (
    Pairs,
    fitted,
    predicted,
    read_calibration,
    write_calibration,
)
from numna_geo.travel.distances import km_between
from numna_geo.travel.engine import plain_ends
from numna_geo.travel.speeds import BY_PROFILE, ISERE
from numna_geo.usecases.calibrate_travel import calibrate_on_file, calibrate_on_roads
from numna_geo.usecases.known_estimate import read_estimates
from numna_geo.usecases.road_engines import RoadEngines, TravelSettings

DATA = Path(__file__).parents[2] / "data"
PAIRS = RAW / "travel" / "isere_osrm_car_pairs.csv"
HEADER = "from_code,from_lon,from_lat,from_population,to_code,to_lon,to_lat,"
HEADER += "to_population,crow_flies_km,car_min\n"


def made_pairs(size: int = 2_000) -> Pairs:
    """Ways whose minutes follow the constants of Isère, give or take a tenth."""
    some = np.random.default_rng(7)
    density = some.integers(1, 8, (size, 2)).astype(np.int8)
    pairs = Pairs(
        km=some.uniform(2, 60, size),
        minutes=np.ones(size),
        density=density,
        mountain=some.random((size, 2)) < 0.3,
        codes=some.integers(38_000, 38_300, (size, 2)).astype(str),
    )
    return replace(
        pairs, minutes=predicted(ISERE, pairs) * some.uniform(0.9, 1.1, size)
    )


def test_a_fit_finds_the_constants_that_made_the_minutes():
    fit = fitted(made_pairs(), origin="made")

    assert fit.constants.near_min == pytest.approx(ISERE.near_min, rel=0.05)
    assert fit.constants.pace[1] == pytest.approx(ISERE.pace[1], abs=0.03)
    assert fit.constants.relief == pytest.approx(ISERE.relief, abs=0.02)
    assert fit.errors[0].mape < 0.06
    assert abs(fit.errors[0].bias) < 0.01
    assert fit.covered == pytest.approx(0.8, abs=0.06)


def test_too_few_pairs_fit_nothing():
    few = made_pairs(40)

    with pytest.raises(SourceUnreadable, match="40 pairs"):
        fitted(few, origin="made")


def test_constants_are_kept_and_read_again(tmp_path):
    path = tmp_path / "travel" / "calibration-car.json"

    write_calibration(path, BY_PROFILE[Profile.CAR])

    assert read_calibration(path) == BY_PROFILE[Profile.CAR]


@pytest.mark.parametrize("text", ["", "{}", '{"pace": [1], "ends_min": [1]}', "[]"])
def test_a_damaged_calibration_is_told(tmp_path, text):
    path = tmp_path / "calibration-car.json"
    path.write_text(text)

    with pytest.raises(SourceUnreadable, match="travel calibrate"):
        read_calibration(path)


@pytest.fixture(scope="module")
def isere():
    if not PAIRS.exists():
        pytest.skip("the pairs are not there")
    return calibrate_on_file(PAIRS, DATA)


def test_the_constants_of_isere_are_those_that_its_pairs_give(isere):
    got, told = isere.fit.constants, ISERE
    assert isere.fit.n == 12_000
    assert not isere.in_region
    assert got.near_min == pytest.approx(told.near_min, rel=0.01)
    assert got.near_km == pytest.approx(told.near_km, rel=0.01)
    assert got.ends_min == pytest.approx(told.ends_min, abs=0.01)
    assert got.pace == pytest.approx(told.pace, abs=0.002)
    assert got.relief == pytest.approx(told.relief, abs=0.002)
    assert got.low_share == pytest.approx(told.low_share, abs=0.002)
    assert got.high_share == pytest.approx(told.high_share, abs=0.002)


def test_the_estimate_beats_the_rule_of_peers_at_every_distance(isere):
    fit = isere.fit

    every, peers = fit.errors[0], fit.peers[0]
    assert every.n > 2_300
    assert (every.mape, abs(every.bias)) < (0.14, 0.02)
    assert peers.mape > 0.18
    for ours, theirs in zip(fit.errors, fit.peers, strict=True):
        assert ours.mape < theirs.mape
        assert abs(ours.bias) < 0.03
    assert fit.covered == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize(
    ("rows", "why"),
    [("", "no pair"), ("38001,x,45,10,38002,5,45,10,1,2\n", "could not convert")],
)
def test_a_file_of_another_layout_is_refused(tmp_path, rows, why):
    path = tmp_path / "pairs.csv"
    path.write_text(HEADER + rows)

    with pytest.raises(SourceUnreadable, match=why):
        calibrate_on_file(path, DATA)


@pytest.mark.parametrize(
    ("codes", "apart", "why"),
    [((1, 2), 0.0, "none of its 120 pairs"), ((1, 6), 0.1, "too few communes")],
)
def test_why_many_pairs_are_of_no_use_is_told(tmp_path, codes, apart, why):
    path = tmp_path / "pairs.csv"
    one, other = codes
    row = f"1600{one},0.2,45.7,500,1600{other},{0.2 + apart},45.7,900,1,5\n"
    path.write_text(HEADER + row * 120)

    with pytest.raises(SourceUnreadable, match=why):
        calibrate_on_file(path, DATA)


def test_without_roads_there_is_nothing_to_fit_to(tmp_path):
    roads = RoadEngines(TravelSettings(roads_dir=tmp_path))

    with pytest.raises(TravelUnavailable):
        asyncio.run(calibrate_on_roads(roads, DATA, Profile.CAR))
    roads.close()


class _Line(BaseHTTPRequestHandler):
    """OSRM's /table, whose minutes are 2 and 1.5 a kilometre of straight line."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        words = dict(word.split("=") for word in query.split("&"))
        text = path.rpartition("/")[2].replace("%3B", ";").replace("%2C", ",")
        points = np.array([p.split(",") for p in text.split(";")], dtype=float)
        here, there = (
            points[list(map(int, words[side].replace("%3B", ";").split(";")))]
            for side in ("sources", "destinations")
        )
        km = km_between(here[:, None], there[None])
        body = {"code": "Ok", "durations": (60 * (2 + 1.5 * km)).tolist()}
        for side, ends in (("sources", here), ("destinations", there)):
            body[side] = [{"location": end.tolist(), "distance": 0} for end in ends]
        answer = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def line_server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Line)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_the_estimate_is_fitted_to_whatever_server_there_is(
    tmp_path, monkeypatch, line_server
):
    monkeypatch.setenv("TRAVEL_GRAPH", str(tmp_path))
    monkeypatch.setenv("NUMNA_HOME", str(tmp_path))
    monkeypatch.setenv("ROUTING_URL", line_server)

    done = CliRunner().invoke(calibrate, ["--json"])

    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["n"] > 1_000
    assert told["mape"] < 0.03
    used = read_estimates(DATA, tmp_path)[Profile.CAR]
    assert "osrm" in used.used.origin
    villages = plain_ends(np.array([[0.2, 46.0], [0.45, 46.0]]))
    # 19.35 km: 2 + 1.5 × 19.35
    assert used.table(villages, villages).central[0, 1] == pytest.approx(31.0, rel=0.05)


def test_pairs_of_the_region_are_kept_and_those_of_elsewhere_are_not(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("TRAVEL_GRAPH", str(tmp_path))
    monkeypatch.setenv("NUMNA_HOME", str(tmp_path))
    some = np.random.default_rng(1)

    def row(department: int) -> str:
        one, other = some.integers(1, 120, 2)
        (a, b), (c, d) = some.uniform((0.0, 45.6), (0.4, 45.9), (2, 2))
        minutes = 2 + 1.5 * np.hypot((a - c) * 78, (b - d) * 111)
        ends = f"{department}{one:03},{a},{b},500,{department}{other:03},{c},{d},900"
        return f"{ends},1,{minutes}\n"

    for department, name in ((16, "here.csv"), (15, "away.csv")):
        (tmp_path / name).write_text(
            HEADER + "".join(row(department) for _ in range(300))
        )

    away = CliRunner().invoke(calibrate, ["--pairs", str(tmp_path / "away.csv")])
    assert "not kept" in away.output
    assert not (tmp_path / "calibration-car.json").exists()

    here = CliRunner().invoke(
        calibrate, ["--pairs", str(tmp_path / "here.csv"), "--json"]
    )
    told = json.loads(here.stdout)
    assert told["n"] == pytest.approx(300, abs=5)
    assert told["kept"] == str(tmp_path / "calibration-car.json")
    assert "here.csv" in read_calibration(tmp_path / "calibration-car.json").origin
