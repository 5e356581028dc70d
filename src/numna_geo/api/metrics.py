"""/metrics: what was answered and how fast, for Prometheus; nothing of who asked.

The text format 0.0.4 is a dozen lines: no library is worth its weight for it.
"""

import resource
import time
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from fastapi import APIRouter, Request, Response

from numna_geo.api.cache_control import NEVER
from numna_geo.errors import NumnaGeoError

router = APIRouter(include_in_schema=False)

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))
_STARTED = time.time()
_STATM = Path("/proc/self/statm")


class Requests:
    """How many requests ended how, and how long they took, by template of address.

    Templates and methods are those that exist: nobody makes it grow by inventing some.
    """

    def __init__(self) -> None:
        self._ended: dict[tuple[str, str, int], int] = {}
        self._took: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}

    def add(self, method: str, route: str | None, status: int, took_s: float) -> None:
        """Count one that ended."""
        route = route or "none"
        key = (method if method in _METHODS else "other", route, status)
        self._ended[key] = self._ended.get(key, 0) + 1
        took = self._took.get(route)
        if took is None:
            took = self._took[route] = [0] * (len(BOUNDS_S) + 1)
        took[bisect_left(BOUNDS_S, took_s)] += 1
        self._seconds[route] = self._seconds.get(route, 0.0) + took_s

    def lines(self) -> Iterator[str]:
        """In the format of Prometheus."""
        yield from _head("http_requests_total", "counter", "Requests that ended.")
        for (method, route, status), count in sorted(self._ended.items()):
            labels = f'method="{method}",route="{route}",status="{status}"'
            yield f"numna_http_requests_total{{{labels}}} {count}"
        name = "numna_http_request_seconds"
        yield from _head("http_request_seconds", "histogram", "How long they took.")
        for route, counts in sorted(self._took.items()):
            total = 0
            for bound, count in zip((*BOUNDS_S, "+Inf"), counts, strict=True):
                total += count
                yield f'{name}_bucket{{route="{route}",le="{bound}"}} {total}'
            yield f'{name}_sum{{route="{route}"}} {self._seconds[route]:.6f}'
            yield f'{name}_count{{route="{route}"}} {total}'


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Counts since the process started; never kept by a cache."""
    state = request.app.state
    lines = [*state.requests.lines(), *_process()]
    try:
        version = await state.watch.now()
        reached = 1
        lines += _gauge("data_version", "Of the data that answers tell.", version.data)
    except NumnaGeoError:
        reached = 0
    lines += _gauge("database_up", "Whether the database answers.", reached)
    headers = {"Cache-Control": NEVER}
    return Response("\n".join([*lines, ""]), 200, headers, MEDIA_TYPE)


def _process() -> Iterator[str]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime
    yield "# TYPE process_cpu_seconds_total counter"
    yield f"process_cpu_seconds_total {seconds:.2f}"
    yield "# TYPE process_start_time_seconds gauge"
    yield f"process_start_time_seconds {_STARTED:.0f}"
    if _STATM.exists():
        pages = int(_STATM.read_text().split()[1])
        yield "# TYPE process_resident_memory_bytes gauge"
        yield f"process_resident_memory_bytes {pages * resource.getpagesize()}"


def _gauge(name: str, meaning: str, value: int) -> Iterator[str]:
    yield from _head(name, "gauge", meaning)
    yield f"numna_{name} {value}"


def _head(name: str, kind: str, meaning: str) -> Iterator[str]:
    yield f"# HELP numna_{name} {meaning}"
    yield f"# TYPE numna_{name} {kind}"
