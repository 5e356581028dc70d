"""Which engine tells the minutes of a way of going, and who stands in for it."""

import asyncio
from collections.abc import Mapping

import numpy as np

from numna_geo.model.travel import MOVING, Profile
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion, DataWatch
from numna_geo.travel.engine import Ends, Minutes
from numna_geo.travel.estimate import Estimate
from numna_geo.travel.road_table import RoadTable
from numna_geo.usecases.known_estimate import calibration_mark, read_estimates
from numna_geo.usecases.known_ground import Ground, read_ground
from numna_geo.usecases.nearby import EngineUsed
from numna_geo.usecases.road_engines import (
    ByRoad,
    Found,
    Question,
    RoadEngines,
    TravelSettings,
    road_table,
)
from numna_geo.usecases.travel_words import off_map, told


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
        self._settings = settings or TravelSettings()
        self._roads = RoadEngines(self._settings)
        self._estimates: Mapping[Profile, Estimate] | None = None
        self._calibrated = ""
        self._ground: tuple[DataVersion, Ground] | None = None
        self._reading = asyncio.Lock()

    async def ground(self) -> Ground:
        """Density and relief of the communes, of the data version of the moment.

        The estimate is made ready on the way, the first time and when it has been
        calibrated anew, which takes a second.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        version = await self._watch.now()
        async with self._reading:
            if self._estimates is None or self._calibrated != self._calibration():
                self._estimates = await asyncio.to_thread(self._read_estimates)
            if self._ground is None or self._ground[0] != version:
                self._ground = (version, await read_ground(self._reader))
            return self._ground[1]

    def estimate(self, profile: Profile) -> Estimate:
        """The engine that is always there.

        Raises:
            SourceUnreadable: a bundled table is missing or damaged.
        """
        if self._estimates is None:
            self._estimates = self._read_estimates()
        return self._estimates[profile]

    async def table(
        self, profile: Profile, origins: Ends, destinations: Ends
    ) -> tuple[Minutes, EngineUsed]:
        """Minutes from each origin to each destination, and how they were found.

        NaN where roads are known and no way leads there. Ends off the map of the
        roads get the estimate: of engines that are none, such pairs alone have a band
        (`low` below `high`), and `fallback` says how many ends there are.
        """
        estimate = self.estimate(profile)
        road = await self.by_road(
            profile, lambda engine: road_table(engine, origins, destinations)
        )
        if road.found is None or road.engine is None:
            guessed = estimate.table(origins, destinations)
            return guessed, told(estimate, fallback=road.why)
        table = road.found
        if not table.off.any():
            return table.minutes, told(road.engine, fallback=road.why)
        guessed = estimate.table(origins, destinations)
        if table.off.all():
            return guessed, told(estimate, fallback=off_map(0, of_all=True))
        words = off_map(table.places_off, of_all=False)
        why = f"{road.why} ; {words}" if road.why else words
        return completed(table, guessed), told(road.engine, fallback=why)

    async def by_road(
        self, profile: Profile, question: Question[Found]
    ) -> ByRoad[Found]:
        """What the best engine that knows the roads answers; see `RoadEngines`."""
        return await self._roads.answer(profile, question)

    @property
    def mark(self) -> str:
        """Changes when other engines may answer than before."""
        return f"{self._roads.mark} {self._calibration()}"

    def close(self) -> None:
        """Hang up, and wait for nobody."""
        self._roads.close()

    def _calibration(self) -> str:
        return calibration_mark(self._settings.roads_dir)

    def _read_estimates(self) -> Mapping[Profile, Estimate]:
        known = self._settings
        self._calibrated = self._calibration()
        if known.data_dir is None:
            return {profile: Estimate(profile=profile) for profile in MOVING}
        return read_estimates(known.data_dir, known.roads_dir)


def completed(table: RoadTable, guessed: Minutes) -> Minutes:
    """Minutes along roads, and estimated ones to and from ends that are off the map."""
    off, central = table.off, table.central
    return Minutes(
        central=np.where(off, guessed.central, central),
        low=np.where(off, guessed.low, central),
        high=np.where(off, guessed.high, central),
    )
