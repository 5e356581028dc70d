"""Where are names searched best: in memory, or by a trigram index of PostGIS?

The same questions (tests/geocoding/queries.csv), the same preparation of what was
typed; only the search of names differs. Decision 0016 tells what came out.
"""

import asyncio
import csv
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from bench.figure import Figure
from bench.trigrams import Trigrams
from numna_geo.geocoding.entry import Entry
from numna_geo.geocoding.gazetteer import Gazetteer
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.suggest_places import Places

QUERIES = Path(__file__).parents[1] / "tests" / "geocoding" / "queries.csv"
MANY = 200_000
_NAP_S = 0.005

_SYLLABLES = [
    f"{start}{vowel}{end}"
    for start in ("b", "br", "c", "d", "f", "g", "l", "m", "p", "r", "t", "v")
    for vowel in ("a", "e", "i", "o", "ou")
    for end in ("", "l", "n", "r")
]

Find = Callable[[str], Sequence[str]]


def figures(url: str) -> Iterator[Figure]:
    ours = asyncio.run(_entries(url))
    for entries in (ours, [*ours, *_made_up(ours, MANY)]):
        yield from _compared(url, entries)


def _compared(url: str, entries: Sequence[Entry]) -> Iterator[Figure]:
    size = f"{len(entries):,} names"
    gazetteer, building = _built(entries)
    yield building
    yield Figure(name=f"others wait while {size} build", times_s=_waits(entries))
    yield _asked(f"memory, {size}", lambda text: _codes(gazetteer.suggest(text)))
    with psycopg.connect(url, autocommit=True) as connection:
        for index in ("gin", "gist"):
            trigrams = Trigrams(connection, entries, index=index)
            yield Figure(
                name=f"fill and index {size} ({index})",
                times_s=[trigrams.filled_s],
                megabytes=trigrams.megabytes,
            )
            for ranking in trigrams.rankings:
                find = trigrams.finder(ranking)
                yield _asked(f"{index} {ranking}, {size}", find)
        trigrams.drop()


def _built(entries: Sequence[Entry]) -> tuple[Gazetteer, Figure]:
    started = time.perf_counter()
    gazetteer = Gazetteer(entries)
    took_s = time.perf_counter() - started
    # Once more, slowly, for what the index takes beside the entries themselves.
    tracemalloc.start()
    kept = Gazetteer(entries)
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del kept
    name = f"build {len(entries):,} names"
    return gazetteer, Figure(name=name, times_s=[took_s], megabytes=megabytes)


def _waits(entries: Sequence[Entry]) -> list[float]:
    """How late another thread wakes up while the names are gathered, in seconds."""
    late_s = []
    with ThreadPoolExecutor(1) as pool:
        building = pool.submit(Gazetteer, entries)
        while not building.done():
            started = time.perf_counter()
            time.sleep(_NAP_S)
            late_s.append(time.perf_counter() - started - _NAP_S)
    return late_s


def _asked(name: str, find: Find) -> Figure:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        queries = list(csv.DictReader(file))
    find(queries[0]["query"])
    times_s, right = [], 0
    for query in queries:
        started = time.perf_counter()
        found = find(query["query"])
        times_s.append(time.perf_counter() - started)
        right += found[:1] == [query["code"]]
    p95_ms = sorted(times_s)[int(len(times_s) * 0.95)] * 1000
    share = right / len(queries)
    return Figure(name=f"{name}: {share:.1%}, p95 {p95_ms:.1f} ms", times_s=times_s)


def _codes(found: Sequence[Any]) -> list[str]:
    return [one.entry.id for one in found]


async def _entries(url: str) -> list[Entry]:
    reader = Reader(url, size=2, statement_timeout_s=30, wait_s=30)
    known = await Places(reader, DataWatch(reader)).gazetteer()
    await reader.close()
    return list(known.entries())


def _made_up(ours: Sequence[Entry], many: int) -> Iterator[Entry]:
    """Structures named like real ones, in other communes, and after nobody."""
    draw = random.Random(16)  # noqa: S311 (a benchmark, not a secret)
    structures = [one for one in ours if one.kind == "structure"]
    communes = [one for one in ours if one.kind == "commune"]
    for number in range(many):
        like, other = draw.choice(structures), draw.choice(structures)
        commune = draw.choice(communes)
        words = [*like.name.split()[:3], *other.name.split()[-1:]]
        invented = "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4)))
        name = f"{' '.join(words)} {invented} {commune.label}"
        yield replace(
            like, id=f"made-up-{number}", name=name, label=name, also=commune.label
        )
