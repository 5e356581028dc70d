"""A network of twenty crossings whose times are known by hand, and a server of them.

One kilometre is one minute by car: every road has a limit of 75 km/h, of which 0.8 are
held. Kilometres east and north of a village at 45° N:

                    H(3,2) ── I(4,2)
                      ▲         │
                      │         ▼
    A ──── B ──── C ──── D ──── E ~~~~ ferry, 35 min ~~~~ Q(9,0) ── P(10,0)
           │             ▲
           M1 ═════════► M2   (motorway, half a kilometre south)

One way: D → H, I → E and the motorway. A car park (0.4,0.3)–(0.6,0.3) that no road
leads to, a private road from C to (2,-0.3), and far to the east two crossings of an
island, X(20,0) and Y(21,0), where nobody comes from elsewhere.
"""

import json
import math
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import osmium

from numna_geo.travel.engine import Ends, Floats, plain_ends
from numna_geo.travel.roads_metres import EARTH_M

CROSSINGS_KM: Mapping[str, tuple[float, float]] = {
    "A": (0, 0),
    "B": (1, 0),
    "C": (2, 0),
    "D": (3, 0),
    "E": (4, 0),
    "H": (3, 2),
    "I": (4, 2),
    "M1": (1, -0.5),
    "M2": (3, -0.5),
    "Q": (9, 0),
    "P": (10, 0),
    "lot 1": (0.4, 0.3),
    "lot 2": (0.6, 0.3),
    "private": (2, -0.3),
    "X": (20, 0),
    "Y": (21, 0),
    "bend": (9.5, 0),
    "far 1": (40, 0),
    "far 2": (41, 0),
    "square": (1, 0.2),
}

_ROAD = {"highway": "secondary", "maxspeed": "75"}
_LINK = {"highway": "motorway_link", "maxspeed": "75", "oneway": "yes"}
WAYS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("A B C D E", _ROAD),
    ("D H", {**_ROAD, "oneway": "yes"}),
    ("I H", _ROAD),
    ("E I", {**_ROAD, "oneway": "-1"}),
    ("B M1", _LINK),
    ("M1 M2", {"highway": "motorway", "maxspeed": "75"}),
    ("M2 D", _LINK),
    (
        "E Q",
        {
            "route": "ferry",
            "duration": "00:10",
            "interval": "00:20",
            "motor_vehicle": "yes",
        },
    ),
    ("Q bend P", _ROAD),
    ("lot_1 lot_2", {"highway": "service"}),
    ("C private", {**_ROAD, "access": "private"}),
    ("X Y", _ROAD),
    ("far_1 far_2", {**_ROAD, "access": "private"}),
    ("B square", {"highway": "footway"}),
)

ENDS = ("A", "C", "D", "H", "P", "X")
NEVER = math.nan
MINUTES = np.array(
    [
        [0, 2, 3, 5, 40, NEVER],
        [2, 0, 1, 3, 38, NEVER],
        [3, 1, 0, 2, 37, NEVER],
        [7, 5, 4, 0, 39, NEVER],
        [40, 38, 37, 39, 0, NEVER],
        [NEVER, NEVER, NEVER, NEVER, NEVER, 0],
    ]
)
"""By car from each of `ENDS` to each; the ferry takes 10 minutes, leaves every 20, and
one is there 15 before."""


def lonlat_of(*places: str | tuple[float, float]) -> Floats:
    """WGS 84 degrees of crossings, or of kilometres east and north, shape (N, 2)."""
    km = [CROSSINGS_KM[p] if isinstance(p, str) else p for p in places]
    degree_km = EARTH_M / 1000 * math.pi / 180
    return np.array(
        [
            (
                x / degree_km / math.cos(math.radians(45 + y / degree_km)),
                45 + y / degree_km,
            )
            for x, y in km
        ]
    )


def ends_of(*places: str | tuple[float, float]) -> Ends:
    return plain_ends(lonlat_of(*places))


def write_network(path: Path) -> Path:
    """Write it as a .osm.pbf file."""
    numbers = {name.replace(" ", "_"): i for i, name in enumerate(CROSSINGS_KM, 1)}
    with osmium.SimpleWriter(str(path)) as writer:
        for number, (lon, lat) in enumerate(lonlat_of(*CROSSINGS_KM).tolist(), 1):
            writer.add_node(osmium.osm.mutable.Node(id=number, location=(lon, lat)))
        for number, (nodes, tags) in enumerate(WAYS, 1):
            refs = [numbers[name] for name in nodes.split()]
            writer.add_way(
                osmium.osm.mutable.Way(id=number, nodes=refs, tags=dict(tags))
            )
    return path


@contextmanager
def osrm_server() -> Iterator[str]:
    """The address of a server that answers OSRM's /table and /nearest of `ENDS`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Osrm)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@cache
def _places() -> Floats:
    return lonlat_of(*ENDS)


class _Osrm(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        words = dict(word.split("=") for word in query.split("&") if word)
        points = path.rpartition("/")[2].replace("%3B", ";").replace("%2C", ",")
        here = [_nearest(point) for point in points.split(";")]
        if "/table/" in path:
            body = {"code": "Ok", **_table(here, words)}
        else:
            body = {"code": "Ok", "waypoints": [_waypoint(here[0])]}
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        pass


def _nearest(point: str) -> int:
    lon, lat = map(float, point.split(","))
    return int(np.abs(_places() - (lon, lat)).sum(axis=1).argmin())


def _waypoint(place: int) -> dict[str, object]:
    return {"location": _places()[place].tolist(), "distance": 0.0, "name": ""}


def _table(here: list[int], words: Mapping[str, str]) -> dict[str, object]:
    def chosen(side: str) -> list[int]:
        said = words.get(side, "all").replace("%3B", ";")
        return here if said == "all" else [here[int(i)] for i in said.split(";")]

    sources, destinations = chosen("sources"), chosen("destinations")
    return {
        "durations": [
            [
                None if math.isnan(MINUTES[i, j]) else MINUTES[i, j] * 60
                for j in destinations
            ]
            for i in sources
        ],
        "sources": [_waypoint(i) for i in sources],
        "destinations": [_waypoint(j) for j in destinations],
    }
