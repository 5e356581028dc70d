"""How fast is `/ogc` beside tipg and pygeoapi on the same PostGIS, and its own SQL?

100,000 made points and the real communes. A server has one worker on one core; PostGIS
and the client share the other. A cold tile is asked once of a server that just
started, in turn with the peer's; all else by 16 clients that never wait. tipg's answers
hold no link to what ours do not, and the sizes are told beside.
"""

import asyncio
import json
import math
import os
import random
import statistics
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from bench.opened_data import POINTS, fill
from bench.opened_servers import OTHER_CORE, SERVER_CORE, ours, pygeoapi, tipg
from bench.overheard import Overheard, per_second, script
from bench.pressed import CLIENTS, one_by_one, pressed
from numna_geo.model.datasets import COMMUNES, STRUCTURES
from numna_geo.private_db.cluster import postmaster
from numna_geo.private_db.place import Place
from numna_geo.store.published import reading
from numna_geo.store.published.question import Box, FeatureQuestion

DATABASE, DRAWN, PAGE = "opening", 150, 100
UNCHANGED = "304 of a tile z9"
Row = dict[str, Any]
Told = tuple[str, str, Row]
"""A server, what was asked of it, and what came out."""
Paths = Sequence[str]

GOALS: Mapping[str, tuple[str, float]] = {
    "one item": ("tipg", 4),
    "100 points of a box": ("tipg", 5),
    "100 communes of a box": ("tipg", 5),
    "deep page": ("tipg", 50),
    "cold tile z9 structures": ("tipg", 1),
    "cold tile z9 communes": ("tipg", 1),
    "cold tile z12 structures": ("tipg", 1),
    "cold tile z12 communes": ("tipg", 1),
    "warm tile z9 structures": ("tipg", 5),
    "warm tile z12 structures": ("tipg", 5),
    UNCHANGED: ("tipg", 5),
    "pgbench, 100 points of a box": ("pgbench", 0.5),
    "pgbench, 100 communes of a box": ("pgbench", 0.5),
}
MOST_BYTES_Z6 = 100_000


@dataclass(frozen=True, kw_only=True)
class Address:
    """How a server writes the addresses of the same things."""

    structures: str
    communes: str
    tile: Callable[[str, int, int, int], str]
    filter_lang: str


OURS = Address(
    structures="/collections/structures/items",
    communes="/collections/communes/items",
    tile=lambda name, z, x, y: f"/collections/{name}/tiles/WebMercatorQuad/{z}/{y}/{x}",
    filter_lang="cql2-text",
)
TIPG = Address(
    structures="/collections/peers.structures/items",
    communes="/collections/peers.communes/items",
    tile=lambda name, z, x, y: (
        f"/collections/peers.{name}/tiles/WebMercatorQuad/{z}/{x}/{y}"
    ),
    filter_lang="cql2-text",
)
PYGEOAPI = Address(
    structures=OURS.structures,
    communes=OURS.communes,
    tile=lambda name, z, x, y: (
        f"/collections/{name}/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt"
    ),
    filter_lang="cql-text",
)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What is asked of everybody."""

    ids: Paths
    boxes: Sequence[tuple[float, float, float, float]]
    wide_boxes: Sequence[tuple[float, float, float, float]]
    departments: Paths
    tiles: Mapping[int, Sequence[tuple[int, int]]]


def rows(place: Place) -> Iterator[Row]:
    """Of a cluster whose database is loaded and measured."""
    with psycopg.connect(place.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE numna_geo")
    fill(place.url(DATABASE))
    drawn = _drawn(place.url(DATABASE))
    with _postgis_on_one_core(place):
        yield from _measured(place, drawn)


def _measured(place: Place, drawn: Drawn) -> Iterator[Row]:
    found: dict[str, dict[str, Row]] = {}
    for asked in (_cold, _of_ours, _of_tipg, _of_pygeoapi, _limits):
        for server, name, told in asked(place, drawn):
            found.setdefault(name, {})[server] = told
    for name in [name for name in found if name.startswith("pgbench")]:
        found[name]["ours"] = found[name.removeprefix("pgbench, ")]["ours"]
    for name, servers in found.items():
        yield {"name": name, **servers, **_verdict(name, servers)}


def _of_ours(place: Place, drawn: Drawn) -> Iterator[Told]:
    with ours(place, DATABASE) as origin:
        for name, paths in _questions(OURS, drawn, _cursors(origin)).items():
            yield "ours", name, asdict(pressed(origin, paths, core=OTHER_CORE))
        path = OURS.tile("structures", 9, *drawn.tiles[9][0])
        known = {"If-None-Match": _tag(origin + path)}
        told = pressed(origin, [path], core=OTHER_CORE, headers=known)
        yield "ours", UNCHANGED, asdict(told)


def _of_tipg(place: Place, drawn: Drawn) -> Iterator[Told]:
    with tipg(place, DATABASE) as origin:
        for name, paths in _questions(TIPG, drawn, None).items():
            yield "tipg", name, asdict(pressed(origin, paths, core=OTHER_CORE))
        path = TIPG.tile("structures", 9, *drawn.tiles[9][0])
        # It has no tag to ask with: it makes the tile again.
        yield "tipg", UNCHANGED, asdict(pressed(origin, [path], core=OTHER_CORE))


def _of_pygeoapi(place: Place, drawn: Drawn) -> Iterator[Told]:
    with (
        tempfile.TemporaryDirectory(prefix="numna-geo-bench-") as folder,
        pygeoapi(place, DATABASE, Path(folder)) as origin,
    ):
        for name, paths in _questions(PYGEOAPI, drawn, None).items():
            # Its tiles transform each row by a text: minutes at zoom 6 and 9.
            if "tile" not in name:
                yield "pygeoapi", name, _or_failure(origin, paths)


def _questions(
    address: Address, drawn: Drawn, cursors: Paths | None
) -> dict[str, Paths]:
    """What is asked by name; `cursors` are where deep pages begin, else offsets are."""
    structures, communes = address.structures, address.communes
    page = f"limit={PAGE}"
    offsets = [f"offset={50_000 + 300 * n}&{page}" for n in range(DRAWN)]
    asked = {
        "one item": [f"{structures}/{one}" for one in drawn.ids],
        "100 points of a box": [
            f"{structures}?bbox={_comma(box)}&{page}" for box in drawn.boxes
        ],
        "100 communes of a box": [
            f"{communes}?bbox={_comma(box)}&{page}" for box in drawn.wide_boxes
        ],
        "deep page": cursors or [f"{structures}?{one}" for one in offsets],
        "CQL2 filter": [
            f"{structures}?{page}&filter-lang={address.filter_lang}&filter="
            + quote(f"department_code = '{one}' AND completeness > 0.4")
            for one in drawn.departments
        ],
    }
    # At zoom 6 sixteen clients wait for tipg longer than they press.
    for z in (9, 12):
        asked[f"warm tile z{z} structures"] = [
            address.tile("structures", z, x, y) for x, y in drawn.tiles[z]
        ]
    return asked


def _cold(place: Place, drawn: Drawn) -> Iterator[Told]:
    """Tiles that were never asked for, of two servers in turns."""
    with ours(place, DATABASE) as here, tipg(place, DATABASE) as there:
        for name in ("structures", "communes"):
            for z, tiles in drawn.tiles.items():
                for server, origin, address in (
                    ("ours", here, OURS),
                    ("tipg", there, TIPG),
                ):
                    paths = [address.tile(name, z, x, y) for x, y in tiles]
                    times_s, sizes = one_by_one(origin, paths)
                    told = {
                        "per_second": 1 / statistics.mean(times_s),
                        "p50_ms": statistics.median(times_s) * 1000,
                        "p99_ms": max(times_s) * 1000,
                        "bytes": statistics.mean(sizes),
                        "most_bytes": max(sizes),
                    }
                    yield server, f"cold tile z{z} {name}", told


def _limits(place: Place, drawn: Drawn) -> Iterator[Told]:
    """What bare clients get of the very statements of our pages of a box."""
    url = place.url(DATABASE)
    for name, dataset, boxes in (
        ("100 points of a box", STRUCTURES, drawn.boxes),
        ("100 communes of a box", COMMUNES, drawn.wide_boxes),
    ):
        with tempfile.TemporaryDirectory(prefix="numna-geo-bench-") as folder:
            files = []
            for number, said in enumerate(asyncio.run(_said(url, dataset, boxes[:30]))):
                files.append(Path(folder) / f"{number}.sql")
                files[-1].write_text(script([said]) + "\n")
            mine = os.sched_getaffinity(0)
            os.sched_setaffinity(0, {SERVER_CORE})
            try:
                tps = per_second(url, files, clients=CLIENTS, seconds=4)
            finally:
                os.sched_setaffinity(0, mine)
        yield "pgbench", f"pgbench, {name}", {"per_second": tps}


async def _said(url: str, dataset: Any, boxes: Any) -> list[Any]:
    reader = Overheard(url)
    for west, south, east, north in boxes:
        box = Box(west=west, south=south, east=east, north=north)
        question = FeatureQuestion(dataset=dataset, box=box)
        await reader.rows(reading.features(question, limit=PAGE + 1))
    await reader.close()
    return list(reader.said)


def _or_failure(origin: str, paths: Paths) -> Row:
    try:
        return asdict(pressed(origin, paths, core=OTHER_CORE))
    except RuntimeError as error:
        return {"failed": str(error)[-300:]}


def _verdict(name: str, servers: Mapping[str, Row]) -> Row:
    if name not in GOALS:
        return {}
    beside, goal = GOALS[name]
    if name.startswith("cold"):
        ratio = servers[beside]["p50_ms"] / servers["ours"]["p50_ms"]
    else:
        ratio = servers["ours"]["per_second"] / servers[beside]["per_second"]
    return {"beside": beside, "ratio": ratio, "goal": goal, "holds": ratio >= goal}


def print_table(found: Sequence[Row]) -> None:
    print(f"\nopening: {POINTS:,} points, {CLIENTS} clients, one worker each")
    print(f"  {'':<32}{'':<10}{'a second':>9}{'p50 ms':>9}{'p99 ms':>9}{'bytes':>10}")
    for row in found:
        for server in ("ours", "tipg", "pygeoapi", "pgbench"):
            told = row.get(server)
            if told is None:
                continue
            if "failed" in told:
                print(f"  {row['name']:<32}{server:<10}failed")
                continue
            rest = "".join(
                f"{told.get(key, math.nan):>{width}.{digits}f}"
                for key, width, digits in (
                    *(("per_second", 9, 1), ("p50_ms", 9, 2), ("p99_ms", 9, 2)),
                    ("bytes", 10, 0),
                )
            )
            print(f"  {row['name']:<32}{server:<10}{rest}")
        if "goal" in row:
            held = "holds" if row["holds"] else "DOES NOT HOLD"
            print(
                f"  {'':<32}{row['ratio']:.2f} × {row['beside']};"
                f" goal {row['goal']:g}: {held}"
            )
    z6 = next(one for one in found if one["name"] == "cold tile z6 structures")
    most = z6["ours"]["most_bytes"]
    held = "holds" if most < MOST_BYTES_Z6 else "DOES NOT HOLD"
    print(f"  largest tile z6 of the points: {most:,} bytes; goal 100,000: {held}")


def _drawn(url: str) -> Drawn:
    draw = random.Random(2018)  # noqa: S311 (a benchmark, not a secret)
    with psycopg.connect(url) as connection:
        spots = connection.execute(
            "SELECT id, ST_X(geom), ST_Y(geom), department_code"
            " FROM published_structures ORDER BY md5(id) LIMIT %s",
            [DRAWN * 2],
        ).fetchall()
    some = spots[:DRAWN]

    def around(size: float) -> list[tuple[float, float, float, float]]:
        return [
            (
                round(lon - size * draw.uniform(0.5, 1), 4),
                round(lat - size * draw.uniform(0.5, 1), 4),
                round(lon + size * draw.uniform(0.5, 1), 4),
                round(lat + size * draw.uniform(0.5, 1), 4),
            )
            for _, lon, lat, _ in some
        ]

    return Drawn(
        ids=[one[0] for one in some],
        boxes=around(0.15),
        wide_boxes=around(0.4),
        departments=sorted({one[3] for one in spots if one[3]}),
        tiles={
            z: list(dict.fromkeys(_tile(z, lon, lat) for _, lon, lat, _ in some))[:most]
            for z, most in ((6, 4), (9, 30), (12, 60))
        },
    )


def _tile(z: int, lon: float, lat: float) -> tuple[int, int]:
    side = 2**z
    turned = math.asinh(math.tan(math.radians(lat)))
    return int((lon + 180) / 360 * side), int((1 - turned / math.pi) / 2 * side)


def _cursors(origin: str) -> list[str]:
    """Where pages deep in the collection begin: links that pages gave."""
    path = f"{OURS.structures}?limit={PAGE}&offset=50000"
    found = []
    for _ in range(DRAWN):
        with urllib.request.urlopen(origin + path, timeout=60) as reply:  # noqa: S310
            page = json.loads(reply.read())
        after = next(one for one in page["links"] if one["rel"] == "next")
        path = after["href"].partition("/ogc")[2]
        found.append(path)
    return found


def _tag(url: str) -> str:
    with urllib.request.urlopen(url, timeout=60) as reply:  # noqa: S310 (ours)
        return str(reply.headers["ETag"])


def _comma(box: tuple[float, ...]) -> str:
    return ",".join(map(str, box))


class _postgis_on_one_core:  # noqa: N801 (read as a context)
    """PostGIS, and the processes that it starts, on the client's core."""

    def __init__(self, place: Place) -> None:
        self._pid = postmaster(place)

    def __enter__(self) -> None:
        if self._pid:
            os.sched_setaffinity(self._pid, {OTHER_CORE})

    def __exit__(self, *_: object) -> None:
        if self._pid:
            os.sched_setaffinity(self._pid, os.sched_getaffinity(0))
