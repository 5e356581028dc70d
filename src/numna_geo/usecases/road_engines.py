"""Whoever knows the roads for a way of going: a server, else the roads built here."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

import numpy as np

from numna_geo.errors import TravelUnavailable
from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Ends, Flags
from numna_geo.travel.graph import Graph
from numna_geo.travel.kept_roads import newest, roads_mark
from numna_geo.travel.road_table import RoadTable
from numna_geo.usecases.routing_servers import Routing, ServerEngine, routing_servers
from numna_geo.usecases.travel_words import (
    ESTIMATES,
    OWN_ROADS,
    ROADS_DAMAGED,
    SERVER_DOWN,
)

log = logging.getLogger(__name__)

KnowsRoads: TypeAlias = Graph | ServerEngine
Found = TypeVar("Found")
Question: TypeAlias = Callable[[KnowsRoads], Found]

PAUSE_S = 1.0
"""After a wait in vain nobody asks for so long: who asks twice has waited once."""

_AT_ONCE = 8
_GRACE_S = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelSettings:
    """What a deployment says of travel times; see `.env.example`.

    `roads_dir` is where `numna-geo travel build` keeps roads, and `calibrate` what it
    found, if anywhere; `data_dir` where the barriers are, open ground without them.
    """

    routing_url: str | None = None
    timeout_s: float = 1.5
    roads_dir: Path | None = None
    data_dir: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRoad(Generic[Found]):
    """An answer and the engine it is of; neither where nobody knows the roads.

    `why` says in French what better engine did not answer, and what stands in.
    """

    found: Found | None = None
    engine: KnowsRoads | None = None
    why: str | None = None


class RoadEngines:
    """The engines of this deployment that know roads.

    Raises:
        ServerUnavailable: an address in `settings` is none.
    """

    def __init__(self, settings: TravelSettings) -> None:
        self._settings = settings
        self._servers = routing_servers(
            settings.routing_url,
            timeout_s=settings.timeout_s,
            total_s=settings.timeout_s,
        )
        # When the folder was last seen to hold no roads of a way.
        self._without: dict[Profile, int | None] = {}
        self._quiet_until: dict[str, float] = {}
        # Threads of its own: those that wait for a server keep nobody else waiting.
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="routing")

    async def answer(
        self, profile: Profile, question: Question[Found]
    ) -> ByRoad[Found]:
        """What the best of them answers, off the event loop.

        A server has its time-out for the whole question, however many requests that
        takes; while it rests nobody waits for it at all.
        """
        why = None
        routing = self._servers.get(profile)
        if routing is not None:
            try:
                found = await self._of_server(routing, question)
                return ByRoad(found=found, engine=routing.engine)
            except TravelUnavailable:
                why = SERVER_DOWN
        if not self._may_know(profile):
            return ByRoad(why=f"{why} : {ESTIMATES}" if why else None)
        try:
            graph, kept = await asyncio.to_thread(self._of_roads, profile, question)
            if graph is not None:
                told = f"{why} : {OWN_ROADS}" if why else None
                return ByRoad(found=kept, engine=graph, why=told)
        except TravelUnavailable as error:
            log.warning("kept roads are damaged", extra={"why": str(error)})
            why = why or ROADS_DAMAGED
        return ByRoad(why=f"{why} : {ESTIMATES}" if why else None)

    @property
    def mark(self) -> str:
        """Changes when other servers are named, or other roads are used."""
        folder = self._settings.roads_dir
        return f"{self._settings.routing_url} {roads_mark(folder) if folder else ''}"

    def close(self) -> None:
        """Hang up, and wait for nobody."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for routing in self._servers.values():
            routing.server.close()

    async def _of_server(self, routing: Routing, question: Question[Found]) -> Found:
        host, loop = routing.server.host, asyncio.get_running_loop()
        if routing.server.resting or time.monotonic() < self._quiet_until.get(host, 0):
            raise TravelUnavailable(f"{host}: it rests")
        begun = time.monotonic()
        asked = loop.run_in_executor(self._threads, question, routing.engine)
        try:
            return await asyncio.wait_for(asked, self._settings.timeout_s + _GRACE_S)
        except (TimeoutError, TravelUnavailable) as error:
            # What is told names the host alone, never what was asked.
            why = str(error) or f"{host}: it is too slow"
            log.warning("a routing server does not answer", extra={"why": why})
            # A refusal comes at once, and is of this question alone.
            if time.monotonic() - begun > self._settings.timeout_s / 2:
                self._quiet_until[host] = time.monotonic() + PAUSE_S
            raise TravelUnavailable(why) from error

    def _may_know(self, profile: Profile) -> bool:
        """Whether roads may have been built: a glance, for the event loop."""
        return self._built_at() not in (None, self._without.get(profile))

    def _built_at(self) -> int | None:
        folder = self._settings.roads_dir
        try:
            return folder.stat().st_mtime_ns if folder else None
        except OSError:
            return None

    def _of_roads(
        self, profile: Profile, question: Question[Found]
    ) -> tuple[Graph | None, Found | None]:
        folder, at = self._settings.roads_dir, self._built_at()
        graph = newest(folder, profile) if folder else None
        if graph is None:
            self._without[profile] = at
            return None, None
        return graph, question(graph)


def road_table(engine: KnowsRoads, origins: Ends, destinations: Ends) -> RoadTable:
    """Minutes along roads, and which ends are off the engine's map.

    Raises:
        TravelUnavailable: the engine does not answer.
    """
    if not isinstance(engine, Graph):
        return engine.road_table(origins, destinations)
    # All of a graph's nodes reach each other: NaN is an end that is off its map.
    central = engine.table(origins, destinations).central
    missing = np.isnan(central)
    off_origins: Flags = np.asarray(missing.all(axis=1))
    off_destinations: Flags = np.asarray(missing[~off_origins].any(axis=0))
    return RoadTable(
        central=central,
        off_origins=off_origins,
        off_destinations=off_destinations,
    )
