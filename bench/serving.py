"""How long does each answer take, beside an answer that asks nothing of PostGIS?

One client, one connection kept open, no two requests alike where the answer could come
from a cache.
"""

import http.client
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from bench.figure import Figure
from numna_geo.private_db.place import free_port

ROUNDS, WARM_UP = 200, 20
FLOOR = "/healthz"


def nearest(draw: random.Random) -> str:
    lon, lat = draw.uniform(-1.0, 2.0), draw.uniform(43.5, 46.5)
    return f"/api/v1/nearest?lon={lon:.5f}&lat={lat:.5f}&family=support"


def territories(draw: random.Random) -> str:
    return f"/api/v1/territories?level=commune&limit=100&offset={draw.randrange(4000)}"


def gaps(draw: random.Random) -> str:
    level = draw.choice(["departement", "epci"])
    return f"/api/v1/gaps?indicator=support_beyond&level={level}"


def structures(draw: random.Random) -> str:
    lon, lat = draw.uniform(-1.0, 2.0), draw.uniform(43.5, 46.5)
    return (
        f"/api/v1/structures?bbox={lon:.4f},{lat:.4f},{lon + 0.8:.4f},{lat + 0.6:.4f}"
    )


def geocode(draw: random.Random) -> str:
    return f"/api/v1/geocode?q={draw.choice(['gueret', 'limoge', '33', 'st+jean'])}"


def whole_communes(_: random.Random) -> str:
    return "/api/v1/gaps?indicator=fibre_not_connectable&level=commune"


QUESTIONS: dict[str, Callable[[random.Random], str]] = {
    "nearest 5 of a family": nearest,
    "100 communes": territories,
    "gaps of a level": gaps,
    "structures of a box": structures,
    "geocode": geocode,
    "gaps of 4,293 communes": whole_communes,
}


def figures(url: str) -> Iterator[Figure]:
    port = free_port()
    service = subprocess.Popen(
        [sys.executable, "-m", "numna_geo", "serve"],
        env={**os.environ, "DATABASE_URL": url, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        client = _connected(port)
        floor = [_asked(client, FLOOR) for _ in range(ROUNDS)]
        yield Figure(name="nothing (/healthz)", times_s=floor)
        for name, question in QUESTIONS.items():
            draw = random.Random(2018)  # noqa: S311 (a benchmark, not a secret)
            times = [_asked(client, question(draw)) for _ in range(ROUNDS + WARM_UP)]
            yield Figure(
                name=name, times_s=times[WARM_UP:], beside="nothing", beside_s=floor
            )
    finally:
        service.terminate()
        service.wait(timeout=30)


def _asked(client: http.client.HTTPConnection, path: str) -> float:
    began = time.perf_counter()
    client.request("GET", path)
    reply = client.getresponse()
    reply.read()
    took = time.perf_counter() - began
    if reply.status != http.client.OK:
        raise RuntimeError(f"{path}: {reply.status}")
    return took


def _connected(port: int) -> http.client.HTTPConnection:
    deadline = time.monotonic() + 60
    while True:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            _asked(client, "/readyz")
        except (OSError, RuntimeError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return client
