"""How fast is /nearest beside its own SQL, and how does that grow with structures?

2,000, 20,000 and 200,000 structures, a database each; one worker of the service a
database, asked in turns so that a busy moment of the machine falls on all of them. What
PostGIS alone could answer is what pgbench gets of the very statements of such
questions, prepared, by as many clients.
"""

import asyncio
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from sqlalchemy.engine import make_url

from bench.crowd import SEED, communes, drawn, filled_up
from bench.overheard import Overheard, Said, per_second, script
from numna_geo.api.middleware.freshness import now
from numna_geo.api.v1.nearest_question import NearestQuestion, from_where
from numna_geo.bundle import DATA
from numna_geo.private_db.place import free_port
from numna_geo.store.state import DataWatch
from numna_geo.usecases.find_nearest import find_nearest
from numna_geo.usecases.nearby import Search
from numna_geo.usecases.road_engines import TravelSettings
from numna_geo.usecases.suggest_places import Places
from numna_geo.usecases.travel_engines import Travels

SIZES = (2_000, 20_000, 200_000)
CLIENTS, ROUNDS, A_ROUND, A_SCRIPT_S, SCRIPTS = 4, 3, 80, 3, 20
MOST_GROWTH, LEAST_SHARE = 2.0, 0.3

Asked = dict[str, Any]


@dataclass(kw_only=True)
class Answered:
    """What came out of one kind of question in one database."""

    filter: str
    start: str
    size: int
    times_s: list[float] = field(default_factory=list)
    took_s: float = 0.0
    cpu_s: float = 0.0
    tps: float = 0.0

    @property
    def p50_ms(self) -> float:
        return statistics.median(self.times_s) * 1000

    @property
    def p95_ms(self) -> float:
        return statistics.quantiles(self.times_s, n=20)[-1] * 1000

    @property
    def per_s(self) -> float:
        return len(self.times_s) / self.took_s

    def document(self) -> dict[str, Any]:
        return {
            "filter": self.filter,
            "from": self.start,
            "structures": self.size,
            "requests": len(self.times_s),
            "p50_ms": round(self.p50_ms, 2),
            "p95_ms": round(self.p95_ms, 2),
            "requests_per_s": round(self.per_s, 1),
            "worker_cpu_ms": round(self.cpu_s * 1000 / len(self.times_s), 2),
            "pgbench_per_s": round(self.tps, 1),
            "share_of_pgbench": round(self.per_s / self.tps, 3),
        }


@dataclass(frozen=True, slots=True)
class Served:
    """A database of `size` structures, and the port and process of its service."""

    size: int
    url: str
    port: int
    pid: int


def table(url: str, sizes: Sequence[int] = SIZES) -> Iterator[Answered]:
    """One row a filter, a start and a size, smaller sizes first."""
    known = communes(url)
    with ExitStack() as stack:
        served = [stack.enter_context(_service(url, size)) for size in sizes]
        for name, wanted in _filters(url).items():
            for start in ("commune", "point"):
                draw = random.Random(SEED)  # noqa: S311 (a benchmark, not a secret)
                count = ROUNDS * A_ROUND
                asked = [
                    {**wanted, **_from(start, *place)}
                    for place in drawn(known, count, draw)
                ]
                yield from _compared(name, start, served, asked)


def print_table(rows: Sequence[Answered]) -> None:
    print("\nnearest")
    columns = "p50 ms  p95 ms   req/s  pgbench/s  share"
    print(f"  {'':<40}{'structures':>10}  {columns}  p95 × smallest")
    for row in rows:
        smallest = next(
            r for r in rows if (r.filter, r.start) == (row.filter, row.start)
        )
        print(
            f"  {f'{row.filter}, from a {row.start}':<40}{row.size:>10,}"
            f"  {row.p50_ms:>6.1f}  {row.p95_ms:>6.1f}  {row.per_s:>6.1f}"
            f"  {row.tps:>9.1f}  {row.per_s / row.tps:>5.2f}"
            f"  {row.p95_ms / smallest.p95_ms:>6.2f}"
        )


def _filters(url: str) -> Mapping[str, Asked]:
    rarest = (
        "SELECT category FROM structure_categories GROUP BY 1 HAVING count(*) >= 5"
        " ORDER BY count(*), 1 LIMIT 1"
    )
    with psycopg.connect(url) as connection:
        (category,) = connection.execute(rarest).fetchone() or ("incubator",)
    return {
        "no filter": {},
        "family support": {"family": ["support"]},
        f"category {category}": {"category": [category]},
        "need funding, stage creation": {"need": ["funding"], "stage": ["creation"]},
    }


def _from(start: str, commune: Any, lon: float, lat: float) -> Asked:
    return {"commune": commune.code} if start == "commune" else {"lon": lon, "lat": lat}


def _compared(
    name: str, start: str, served: Sequence[Served], asked: Sequence[Asked]
) -> Iterator[Answered]:
    rows = [Answered(filter=name, start=start, size=each.size) for each in served]
    with tempfile.TemporaryDirectory(prefix="numna-geo-bench-") as folder:
        scripts = [_scripts(each, asked[:SCRIPTS], Path(folder)) for each in served]
        for number in range(ROUNDS):
            part = asked[number * A_ROUND : (number + 1) * A_ROUND]
            for row, each, files in zip(rows, served, scripts, strict=True):
                if number == 0:
                    _ask_all(each.port, part[: A_ROUND // 4])
                spent = _cpu_s(each.pid)
                took_s, times_s = _ask_all(each.port, part)
                row.cpu_s += _cpu_s(each.pid) - spent
                row.times_s += times_s
                row.took_s += took_s
                tps = per_second(each.url, files, clients=CLIENTS, seconds=A_SCRIPT_S)
                row.tps += tps / ROUNDS
    yield from rows


def _scripts(served: Served, asked: Sequence[Asked], folder: Path) -> list[Path]:
    """One file a question, of what it asks of PostGIS once all else is known."""
    files = []
    for number, said in enumerate(asyncio.run(_overheard(served.url, asked))):
        files.append(folder / f"{served.size}-{number}.sql")
        files[-1].write_text(script(said) + "\n")
    return files


async def _overheard(url: str, asked: Sequence[Asked]) -> list[list[Said]]:
    reader = Overheard(url)
    watch = DataWatch(reader)
    places = Places(reader, watch)
    travels = Travels(reader, watch, TravelSettings(data_dir=DATA))
    heard = []
    for words in [asked[0], *asked]:
        reader.said.clear()
        question = NearestQuestion(**words)
        place = await from_where(question, reader, places)
        search = Search(place=place, wanted=question.wanted(), now=now())
        await find_nearest(reader, travels, search)
        # What is asked once a second is no part of a question.
        heard.append([one for one in reader.said if "data_state" not in one[0]])
    await reader.close()
    # Nor is what the first one asks once for all.
    return heard[1:]


def _ask_all(port: int, asked: Sequence[Asked]) -> tuple[float, list[float]]:
    """Seconds in all, and of each answer, when as many clients ask as can."""
    times_s: list[float] = []
    waiting = iter([f"/api/v1/nearest?{urlencode(one, doseq=True)}" for one in asked])
    failed: list[str] = []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for path in waiting:
            began = time.perf_counter()
            connection.request("GET", path)
            reply = connection.getresponse()
            reply.read()
            times_s.append(time.perf_counter() - began)
            if reply.status != http.client.OK:
                failed.append(f"{path}: {reply.status}")
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(failed[0])
    return time.perf_counter() - began, times_s


@contextmanager
def _service(url: str, size: int) -> Iterator[Served]:
    name, port = f"nearest_{size}", free_port()
    parts = make_url(url)
    with psycopg.connect(
        parts.set(database="postgres").render_as_string(hide_password=False),
        autocommit=True,
    ) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {parts.database}")
    own = parts.set(database=name).render_as_string(hide_password=False)
    filled_up(own, size)
    process = subprocess.Popen(
        [sys.executable, "-m", "numna_geo", "serve"],
        env={**os.environ, "DATABASE_URL": own, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield Served(size, own, port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            pass
        if time.monotonic() > deadline:
            raise RuntimeError("the service does not answer")
        time.sleep(0.2)


def _cpu_s(pid: int) -> float:
    """What a process has spent; 0 where the system does not say."""
    path = Path(f"/proc/{pid}/stat")
    if not path.exists():
        return 0.0
    ticks = path.read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    found = list(table(sys.argv[1], tuple(map(int, sys.argv[2:])) or SIZES))
    print_table(found)
    print(json.dumps([row.document() for row in found], indent=1))
