"""How good are our own roads beside OSRM's, and how fast is a search over a region?

A made region: 600,000 crossings around the 4,293 communes, 1,080,000 roads (the network
that `docs/decisions/0014` speaks of), and places of sixteen categories, 20 to 2,000 of
each. A real town: Monaco, from an extract of OpenStreetMap of 2016, beside OSRM.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import osmium
from scipy.spatial import Delaunay

from bench import peer_osrm
from bench.figure import Figure
from bench.most_memory import most_mb
from bench.plain_search import plain_search
from numna_geo.bundle import DATA
from numna_geo.fetching.asking import Server
from numna_geo.model.travel import MOVING, Profile
from numna_geo.travel.engine import Ends, Floats, plain_ends
from numna_geo.travel.graph import Graph
from numna_geo.travel.kept_roads import newest
from numna_geo.travel.osrm import Osrm
from numna_geo.travel.roads_network import Network, network_of
from numna_geo.travel.roads_reading import RoadFile
from numna_geo.usecases.build_roads import build_roads

NODES, ROADS, CATEGORIES = 600_000, 1_080_000, 16
PAIRS, AT_ONCE = 1_000, 50
_TELLING = """
import atexit, runpy
from pathlib import Path
atexit.register(lambda: print(Path("/proc/self/status").read_text()))
runpy.run_module("numna_geo", run_name="__main__", alter_sys=True)
"""


def figures() -> Iterator[Figure]:
    communes = seats()
    lonlat, pairs = a_region(communes)
    yield from searches(communes, a_network(lonlat, pairs))
    with tempfile.TemporaryDirectory(prefix="numna-geo-bench-") as name:
        folder = Path(name)
        yield from building(lonlat, pairs, folder)
        try:
            home, extract = peer_osrm.downloaded()
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"  without OSRM, whose packages cannot be had: {error}")
            return
        yield from beside_osrm(home, extract, folder)


def seats() -> Floats:
    """Town halls of the region, WGS 84 degrees, shape (4293, 2)."""
    with (DATA / "communes.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["in_region"] == "1"]
    return np.array([[float(row["lon"]), float(row["lat"])] for row in rows])


def a_region(communes: Floats) -> tuple[Floats, np.ndarray]:
    """Crossings, and which of them a road joins: never two roads that cross."""
    draw = np.random.default_rng(4)
    around = communes[draw.integers(0, len(communes), NODES)]
    lonlat = around + draw.normal(0, 0.03, (NODES, 2)) * (1.4, 1.0)
    corners = Delaunay(lonlat).simplices
    pairs = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    return lonlat, pairs[draw.permutation(len(pairs))[:ROADS]]


def a_network(lonlat: Floats, pairs: np.ndarray) -> Network:
    kmh = np.random.default_rng(6).choice([30.0, 50.0, 70.0, 90.0], len(pairs))
    every = np.zeros((len(pairs), 2 * len(MOVING)))
    every[:, :2] = 0.8 * kmh[:, np.newaxis]
    network = network_of(
        RoadFile(
            nodes=pairs.ravel().astype(np.int64),
            begins=np.arange(0, 2 * len(pairs) + 1, 2),
            kmh=every,
            ferry_min=np.full(len(pairs), -1.0),
            wait_min=np.zeros(len(pairs)),
            through=np.zeros(len(pairs), dtype=bool),
            lonlat=lonlat,
            stops=np.zeros((len(lonlat), len(MOVING)), dtype=bool),
            dated="",
        ),
        Profile.CAR,
    )
    assert network is not None
    return network


def searches(communes: Floats, network: Network) -> Iterator[Figure]:
    graph = Graph(network, Profile.CAR, version="made", params={})
    print(f"  {len(network):,} crossings, {len(network.ends):,} one-way stretches")
    draw = np.random.default_rng(7)
    counts = np.geomspace(20, 2_000, CATEGORIES).astype(int)
    offers = [_places(draw, communes, n) for n in counts]
    everybody = plain_ends(communes)
    yield Figure(
        name="first answer of a graph that is in memory",
        times_s=[_timed(lambda: graph.nearest(everybody, offers[0]))],
    )
    busy = time.process_time()
    times = [_timed(lambda o=one: graph.nearest(everybody, o)) for one in offers]
    busy = time.process_time() - busy
    print(
        f"  4,293 communes × {CATEGORIES} categories: {sum(times):.1f} s, of which"
        f" {busy:.1f} s of CPU"
    )
    yield Figure(
        name="nearest of a category, 4,293 communes", times_s=times, cpu_s=busy
    )
    for near_km in (10, 30):
        asked = [_one_and_forty(draw, communes, near_km) for _ in range(100)]
        times = [_timed(lambda a=a: graph.table(*a)) for a in asked]
        print(f"  95th percentile: {np.quantile(times, 0.95) * 1000:.1f} ms")
        yield Figure(name=f"table 1 × 40 within {near_km} km", times_s=times)
    for minutes in (15, 30):
        starts = communes[draw.integers(0, len(communes), 50)]
        times = [_timed(lambda s=s, m=minutes: graph.reached(s, m)) for s in starts]
        yield Figure(name=f"all that is reached in {minutes} min", times_s=times)


def _places(draw: np.random.Generator, communes: Floats, count: int) -> Ends:
    at = communes[draw.integers(0, len(communes), count)]
    return plain_ends(at + draw.normal(0, 0.01, (count, 2)))


def _one_and_forty(
    draw: np.random.Generator, communes: Floats, near_km: float
) -> tuple[Ends, Ends]:
    origin = communes[draw.integers(0, len(communes))]
    there = origin + draw.uniform(-1, 1, (40, 2)) * near_km / 111 * (1.4, 1.0)
    return plain_ends(origin[np.newaxis]), plain_ends(there)


def building(lonlat: Floats, pairs: np.ndarray, folder: Path) -> Iterator[Figure]:
    extract = folder / "region.osm.pbf"
    _write(extract, lonlat, pairs)
    print(f"  {extract.name}: {extract.stat().st_size / 1e6:.1f} MB")
    told = folder / "told"
    began = time.perf_counter()
    with told.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", _TELLING, "travel", "build", str(extract)],
            env={**os.environ, "TRAVEL_GRAPH": str(folder / "region")},
            stdout=out,
        )
        _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    assert status == 0, told.read_text()
    most = most_mb(told.read_text())
    print(f"  built for three ways of going: {seconds:.1f} s, {most:.0f} MB")
    yield Figure(
        name=f"build {ROADS:,} roads",
        times_s=[seconds],
        cpu_s=used.ru_utime + used.ru_stime,
        megabytes=most,
    )
    opened = _timed(lambda: newest(folder / "region", Profile.CAR))
    yield Figure(name="open what was built", times_s=[opened])


def _write(path: Path, lonlat: Floats, pairs: np.ndarray) -> None:
    node, way = osmium.osm.mutable.Node, osmium.osm.mutable.Way
    limits = np.random.default_rng(6).choice(["30", "50", "70", "90"], len(pairs))
    with osmium.SimpleWriter(str(path)) as writer:
        for number, place in enumerate(lonlat.tolist(), 1):
            writer.add_node(node(id=number, location=tuple(place)))
        for number, (refs, limit) in enumerate(
            zip((pairs + 1).tolist(), limits.tolist(), strict=True), 1
        ):
            tags = {"highway": "unclassified", "maxspeed": limit}
            writer.add_way(way(id=number, nodes=refs, tags=tags))


def beside_osrm(home: Path, extract: Path, folder: Path) -> Iterator[Figure]:
    ours = folder / "monaco"
    began = time.perf_counter()
    build_roads(extract, ours, say=lambda _: None)
    built_s = time.perf_counter() - began
    began = time.perf_counter()
    made = peer_osrm.prepared(home, extract, folder)
    yield Figure(
        name="build Monaco, three ways of going",
        times_s=[built_s],
        beside="OSRM, cars alone",
        beside_s=[time.perf_counter() - began],
    )
    graph = newest(ours, Profile.CAR)
    assert graph is not None
    origins, destinations = _pairs(graph)
    with peer_osrm.serving(home, made) as url:
        server = Server(url, timeout_s=30)
        osrm = Osrm(ask=server.get_json)
        told, took_s = _along(graph, origins, destinations)
        theirs, their_s = _along(osrm, origins, destinations)
        server.close()
    _say_agreement(told, theirs)
    _say_difference(graph)
    yield Figure(
        name=f"table {AT_ONCE} × {AT_ONCE} of Monaco",
        times_s=took_s,
        beside="OSRM over HTTP",
        beside_s=their_s,
    )


def _pairs(graph: Graph) -> tuple[Floats, Floats]:
    draw = np.random.default_rng(8)
    doors = graph.network.lonlat[graph.network.doors]
    picked = doors[draw.integers(0, len(doors), (2, PAIRS))]
    return picked[0], picked[1]


def _along(
    engine: Graph | Osrm, origins: Floats, destinations: Floats
) -> tuple[Floats, list[float]]:
    """Minutes of each pair, and the seconds of each block of them."""
    found, took = [], []
    for first in range(0, PAIRS, AT_ONCE):
        block = slice(first, first + AT_ONCE)
        here, there = plain_ends(origins[block]), plain_ends(destinations[block])
        began = time.perf_counter()
        table = engine.table(here, there).central
        took.append(time.perf_counter() - began)
        found.append(table.diagonal())
    return np.concatenate(found), took


def _say_agreement(told: Floats, theirs: Floats) -> None:
    known = np.isfinite(told) & np.isfinite(theirs) & (theirs > 0)
    told, theirs = told[known], theirs[known]
    ratio = np.median(told / theirs)
    print(
        f"  Monaco, {known.sum():,} pairs that both know: correlation "
        f"{np.corrcoef(told, theirs)[0, 1]:.3f}, median ratio ours/OSRM {ratio:.2f}, "
        f"median {np.median(told):.1f} and {np.median(theirs):.1f} min"
    )


def _say_difference(graph: Graph) -> None:
    """Beside a search that shares nothing with ours but the network."""
    network = graph.network
    doors = np.flatnonzero(network.doors)
    starts = np.random.default_rng(9).choice(doors, 20, replace=False)
    plain = np.array([plain_search(network, int(start)) for start in starts])[:, doors]
    ends = plain_ends(network.lonlat[starts]), plain_ends(network.lonlat[doors])
    most = np.abs(graph.table(*ends).central - plain).max()
    print(f"  beside a plain search, {plain.size:,} pairs: {most * 60:.1e} s at most")


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
