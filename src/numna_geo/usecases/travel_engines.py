"""Which engine tells the minutes of a way of going, and who stands in for it."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from numna_geo.errors import TravelUnavailable
from numna_geo.model.travel import Profile
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion, DataWatch
from numna_geo.travel.engine import Ends, Minutes
from numna_geo.travel.estimate import Estimate
from numna_geo.travel.road_table import RoadEngine, RoadTable
from numna_geo.usecases.known_ground import Ground, read_ground
from numna_geo.usecases.nearby import EngineUsed
from numna_geo.usecases.routing_servers import Routing, routing_servers
from numna_geo.usecases.travel_words import ESTIMATES, SERVER_DOWN, off_map, told

log = logging.getLogger(__name__)

Found = TypeVar("Found")

_AT_ONCE = 8
_GRACE_S = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelSettings:
    """What a deployment says of travel times; see `.env.example`."""

    routing_url: str | None = None
    timeout_s: float = 1.5


class Travels:
    """The engines of this deployment, by way of going.

    The best there is answers: a server, else the roads built here, else the estimate.
    A server that fails is stood in for within the same request, which waits for one
    time-out at most; while it rests nobody waits at all.

    Args:
        reader: where the data are.
        watch: which version they are.
        settings: of this deployment.

    Raises:
        ServerUnavailable: an address in `settings` is none.
    """

    def __init__(
        self,
        reader: Reader,
        watch: DataWatch,
        settings: TravelSettings | None = None,
    ) -> None:
        self._reader, self._watch = reader, watch
        self.settings = settings or TravelSettings()
        self._servers = routing_servers(
            self.settings.routing_url,
            timeout_s=self.settings.timeout_s,
            total_s=self.settings.timeout_s,
        )
        self._estimates: dict[Profile, Estimate] = {}
        self._ground: tuple[DataVersion, Ground] | None = None
        self._reading = asyncio.Lock()
        # Threads of its own: those that wait for a server keep nobody else waiting.
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="routing")

    async def ground(self) -> Ground:
        """Density and relief of the communes, of the data version of the moment.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        version = await self._watch.now()
        async with self._reading:
            if self._ground is None or self._ground[0] != version:
                self._ground = (version, await read_ground(self._reader))
            return self._ground[1]

    def estimate(self, profile: Profile) -> Estimate:
        """The engine that is always there."""
        if profile not in self._estimates:
            self._estimates[profile] = Estimate(profile=profile)
        return self._estimates[profile]

    def server(self, profile: Profile) -> Routing | None:
        """The server that the operator named for this way of going."""
        return self._servers.get(profile)

    async def table(
        self, profile: Profile, origins: Ends, destinations: Ends
    ) -> tuple[Minutes, EngineUsed]:
        """Minutes from each origin to each destination, and how they were found.

        NaN where roads are known and no way leads there. Ends off the map of the
        roads get the estimate: of engines that are none, such pairs alone have a band
        (`low` below `high`), and `fallback` says how many ends there are.
        """
        estimate = self.estimate(profile)
        routing = self.server(profile)
        if routing is None:
            return estimate.table(origins, destinations), told(estimate)
        try:
            table = await self.asked(
                routing, lambda: routing.engine.road_table(origins, destinations)
            )
        except TravelUnavailable:
            words = f"{SERVER_DOWN} : {ESTIMATES}"
            minutes = estimate.table(origins, destinations)
            return minutes, told(estimate, fallback=words)
        return completed(table, routing.engine, estimate, (origins, destinations))

    async def asked(self, routing: Routing, question: Callable[[], Found]) -> Found:
        """What a server answers, off the event loop and within its time-out.

        Raises:
            TravelUnavailable: it does not answer, or rests.
        """
        if routing.server.resting:
            raise TravelUnavailable(f"{routing.server.host} rests")
        loop = asyncio.get_running_loop()
        patience_s = self.settings.timeout_s + _GRACE_S
        try:
            return await asyncio.wait_for(
                loop.run_in_executor(self._threads, question), patience_s
            )
        except TimeoutError:
            log.warning(
                "routing server is too slow", extra={"host": routing.server.host}
            )
            raise TravelUnavailable(f"{routing.server.host} is too slow") from None
        except TravelUnavailable as error:
            # The message names the host alone, never what was asked.
            log.warning("routing server does not answer", extra={"why": str(error)})
            raise

    def close(self) -> None:
        """Hang up, and wait for nobody."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for routing in self._servers.values():
            routing.server.close()


def completed(
    table: RoadTable,
    engine: RoadEngine,
    estimate: Estimate,
    ends: tuple[Ends, Ends],
) -> tuple[Minutes, EngineUsed]:
    """Minutes along roads, and the estimate's to and from ends that are off the map."""
    off = table.off_origins[:, None] | table.off_destinations[None, :]
    if not off.any():
        return table.minutes, told(engine)
    guessed = estimate.table(*ends)
    minutes = Minutes(
        central=np.where(off, guessed.central, table.central),
        low=np.where(off, guessed.low, table.central),
        high=np.where(off, guessed.high, table.central),
    )
    if off.all():
        return minutes, told(estimate, fallback=off_map(1, 1))
    places = int(table.off_origins.sum() + table.off_destinations.sum())
    return minutes, told(engine, fallback=off_map(places, len(ends[0]) + len(ends[1])))
