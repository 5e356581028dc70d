"""What is reached from a place within some minutes?"""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from numna_geo.errors import TravelUnavailable
from numna_geo.model.travel import Profile
from numna_geo.travel.calibration import band
from numna_geo.travel.distances import km_between
from numna_geo.travel.engine import Floats, plain_ends
from numna_geo.travel.estimate import Estimate
from numna_geo.travel.graph import Graph
from numna_geo.travel.graph_spread import spread
from numna_geo.travel.grid_minutes import MinutesAt
from numna_geo.travel.isochrone import Area, areas, finished
from numna_geo.travel.osrm import Osrm
from numna_geo.travel.valhalla import Valhalla
from numna_geo.usecases.known_ground import Ground
from numna_geo.usecases.known_land import Land, read_land
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.nearby import EngineUsed
from numna_geo.usecases.road_engines import KnowsRoads
from numna_geo.usecases.travel_engines import Travels
from numna_geo.usecases.travel_words import off_map, told

CELLS, SERVER_CELLS = 101, 31
"""Points along the longer side of a grid; a server is asked for each of them."""

FASTEST_KM_PER_MIN = {Profile.CAR: 130 / 60, Profile.BIKE: 30 / 60, Profile.WALK: 0.12}
"""No straight way is quicker: motorway limit, a sprint on a bicycle, 7.2 km/h."""

AT_ONCE, WAIT_S = 2, 5.0
"""Drawings at once, and seconds that another one waits for its turn."""


class Band(StrEnum):
    """What « within » means of an estimate: perhaps, in the middle, or for sure.

    An engine that knows the roads knows only the middle.
    """

    POSSIBLE = "possible"
    CENTRAL = "central"
    COVERED = "covered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Isochrone:
    """Areas, the widest first, and how their minutes were found."""

    areas: Sequence[Area]
    engine: EngineUsed


class Isochrones:
    """Draws what is reached in time; nothing of a question outlives its answer.

    Args:
        travels: tells minutes.
        data_dir: where the outlines are, read at the first question.
        wait_s: seconds that a drawing waits while others are drawn.
    """

    def __init__(
        self, travels: Travels, data_dir: Path, *, wait_s: float = WAIT_S
    ) -> None:
        self._travels, self._data_dir = travels, data_dir
        self._land: asyncio.Task[Land] | None = None
        # A drawing takes a whole processor for a moment.
        self._free, self._wait_s = asyncio.Semaphore(AT_ONCE), wait_s

    async def draw(
        self,
        place: Place,
        *,
        minutes: Sequence[int],
        profile: Profile,
        bands: Sequence[Band] = (Band.CENTRAL,),
    ) -> Isochrone:
        """What is reached from a place, within each number of minutes.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: the ground cannot be read.
            SourceUnreadable: the outlines are missing.
            TravelUnavailable: too many others are drawn at the moment.
        """
        here = (place.position.lon, place.position.lat)
        land = await self._known_land()
        async with self._turn():
            road = await self._travels.by_road(
                profile, lambda engine: by_road(engine, here, minutes)
            )
            if road.engine is not None and road.found:
                drawn = await asyncio.to_thread(_on_land, road.found, land, here)
                return Isochrone(
                    areas=drawn, engine=told(road.engine, fallback=road.why)
                )
            ground = await self._travels.ground()
            estimate = self._travels.estimate(profile)
            origin = (*here, place.commune_code)
            drawn = await asyncio.to_thread(
                estimated, estimate, (ground, land), origin, minutes, bands
            )
        why = road.why if road.engine is None else off_map(0, of_all=True)
        return Isochrone(areas=drawn, engine=told(estimate, fallback=why))

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        try:
            await asyncio.wait_for(self._free.acquire(), self._wait_s)
        except TimeoutError:
            raise TravelUnavailable("too many isochrones are drawn at once") from None
        try:
            yield
        finally:
            self._free.release()

    async def ready(self) -> None:
        """Read the outlines before the first question; raises as `draw`."""
        await self._known_land()

    async def _known_land(self) -> Land:
        if self._land is None or (self._land.done() and self._land.exception()):
            reading = asyncio.to_thread(read_land, self._data_dir)
            self._land = asyncio.create_task(reading)
        return await asyncio.shield(self._land)


def estimated(
    estimate: Estimate,
    known: tuple[Ground, Land],
    origin: tuple[float, float, str | None],
    minutes: Sequence[int],
    bands: Sequence[Band] = (Band.CENTRAL,),
) -> list[Area]:
    """What is reached by an estimate, in the bands that are asked for."""
    ground, land = known
    start = ground.ends([origin])
    wanted = [one for one in Band if one in bands]

    def minutes_at(lonlat: Floats) -> Mapping[str, Floats]:
        # Most of the time goes into places that no way is short enough to.
        near = km_between(np.array(here), lonlat) <= far_km
        codes = land.communes_at(lonlat[near])
        points = zip(*lonlat[near].T.tolist(), codes, strict=True)
        found = estimate.table(start, ground.ends(list(points)))
        every = {
            Band.POSSIBLE: found.low[0],
            Band.CENTRAL: found.central[0],
            Band.COVERED: found.high[0],
        }
        filled: dict[str, Floats] = {}
        for one in wanted:
            filled[one] = np.full(len(lonlat), np.nan)
            filled[one][near] = every[one]
        return filled

    here = origin[:2]
    far_km = _farthest_km(estimate, max(minutes))
    drawn = areas(here, minutes, minutes_at, farthest_km=far_km, cells=CELLS)
    return _on_land(drawn, land, here)


def by_road(
    engine: KnowsRoads, here: tuple[float, float], minutes: Sequence[int]
) -> list[Area]:
    """What is reached along roads; nothing where they do not come near the place.

    Raises:
        TravelUnavailable: the engine does not answer.
    """
    if isinstance(engine, Valhalla):
        asked, start = sorted(set(minutes)), plain_ends(np.array([here]))
        # Off its map it draws a small square round the place all the same.
        if engine.road_table(start, start).off.any():
            return []
        return [
            Area(minutes=m, band=Band.CENTRAL, shape=s)
            for m, s in zip(asked, engine.isochrone(*here, asked), strict=False)
        ]
    if isinstance(engine, Graph):
        places, times = engine.reached(np.array(here), max(minutes))
        if not len(places):
            return []
        at, cells = spread(places, times, engine.profile), CELLS
    else:
        at, cells = _asking(engine, here), SERVER_CELLS
    far_km = FASTEST_KM_PER_MIN[engine.profile] * max(minutes)
    try:
        return areas(here, minutes, at, farthest_km=far_km, cells=cells)
    except _OffMap:
        return []


class _OffMap(Exception):
    """The server knows no road near the place."""


def _asking(engine: Osrm, here: tuple[float, float]) -> MinutesAt:
    """Minutes of a server, for as long as it may take for one table."""
    start = plain_ends(np.array([here]))
    ends_at = None if engine.total_s is None else time.monotonic() + engine.total_s

    def minutes_at(lonlat: Floats) -> Mapping[str, Floats]:
        if ends_at is not None and time.monotonic() > ends_at:
            raise TravelUnavailable("the grid is not whole in time")
        table = engine.road_table(start, plain_ends(lonlat))
        if table.off_origins[0]:
            raise _OffMap
        return {Band.CENTRAL: table.central[0]}

    return minutes_at


def _on_land(
    drawn: Sequence[Area], land: Land, here: tuple[float, float]
) -> list[Area]:
    dry = [
        Area(minutes=a.minutes, band=a.band, shape=land.dry(a.shape, here))
        for a in drawn
    ]
    return finished(dry)


def _farthest_km(estimate: Estimate, minutes: float) -> float:
    """How far nothing is reached any more, not even perhaps; at least a kilometre."""
    km = 1.0
    while _soonest(estimate, km) <= minutes:
        km *= 1.05
    return km


def _soonest(estimate: Estimate, km: float) -> float:
    low, _ = band(estimate.used, np.array([estimate.at_least_min(km)]))
    return float(low[0])
