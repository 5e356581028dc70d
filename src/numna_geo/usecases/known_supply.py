"""Where people and places are, kept in memory to try what would change."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from functools import cached_property

import numpy as np

from numna_geo.gaps.scene import Flags, Floats
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.freshness import verified
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.supply import Supply, answered
from numna_geo.store import scene_reading
from numna_geo.store.reading import Reader, Row
from numna_geo.store.state import DataWatch
from numna_geo.travel.engine import Ends, Engine
from numna_geo.usecases.known_ground import Ground, LonLatCommune
from numna_geo.usecases.measured_sites import intra_min
from numna_geo.usecases.nearest_sites import NearestSites
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.travel_engines import Travels

_KEPT, _RUNS = 12, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A structure that people can go to; `supplies` are keys of what it answers."""

    id: str
    lon: float
    lat: float
    commune_code: str | None
    category: Category
    position_precision: str
    organisation_id: int | None
    supplies: frozenset[str]
    is_verified: bool

    @property
    def end(self) -> LonLatCommune:
        """As travel times ask for it."""
        return self.lon, self.lat, self.commune_code


@dataclass(frozen=True, kw_only=True, eq=False)
class KnownSupply:
    """Communes in the order of a run, and every place, beyond the border too.

    `seats` are where the people of each commune are counted, by code; `is_current`
    whether the run measured these very places; `asked` what `nearest` keeps.
    """

    run: Run
    ground: Ground
    seats: Mapping[str, tuple[float, float]]
    places: Sequence[KnownPlace]
    is_current: bool
    asked: dict[tuple[str, bytes], NearestSites] = field(default_factory=dict)

    @cached_property
    def people(self) -> Ends:
        """Where people start from, shape (N,)."""
        return self.ground.ends([(*self.seats[c], c) for c in self.run.codes])

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Where each commune stands, by code."""
        return {code: number for number, code in enumerate(self.run.codes)}

    @cached_property
    def intra_min(self) -> Floats:
        """Minutes from people to a place of their own commune at least, shape (N,)."""
        return intra_min(self.run.codes, self.ground)

    def nearest(self, engine: Engine, counted: Flags) -> NearestSites:
        """Asks an engine about some of these places; kept, for the next asks the same.

        Args:
            engine: whose minutes they are.
            counted: places that are asked about, shape (D,).
        """
        key = f"{engine.name} {engine.version}", counted.tobytes()
        if key not in self.asked:
            for old in list(self.asked)[: 1 - _KEPT]:
                del self.asked[old]
            some = [self.places[i] for i in np.flatnonzero(counted).tolist()]
            self.asked[key] = self.nearest_of(engine, some)
        return self.asked[key]

    def nearest_of(self, engine: Engine, places: Sequence[KnownPlace]) -> NearestSites:
        """Asks an engine about other places."""
        return NearestSites(
            engine=engine,
            people=self.people,
            intra_min=self.intra_min,
            places=places,
            ground=self.ground,
            rows=self.rows,
        )

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Where each place stands, by id."""
        return {place.id: i for i, place in enumerate(self.places)}

    def counted(self, supply: Supply, reading: Reading) -> Flags:
        """Places that count for a supply in a reading, shape (D,)."""
        found = [
            supply.key in place.supplies
            and (place.is_verified or reading is Reading.DECLARED)
            for place in self.places
        ]
        return np.array(found, dtype=bool)


class Supplies:
    """What is known of people and places, read once for each version of the data.

    Args:
        reader: where they are.
        watch: which version that is.
        travels: who knows the ground.
    """

    def __init__(self, reader: Reader, watch: DataWatch, travels: Travels) -> None:
        self._reader, self._watch, self._travels = reader, watch, travels
        self._kept: dict[tuple[str, int], KnownSupply] = {}
        self._reading = asyncio.Lock()

    async def of(self, run: Run) -> KnownSupply:
        """The places of the moment, beside the communes of a run.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        version = await self._watch.now()
        key = (str(version), run.id)
        async with self._reading:
            if key not in self._kept:
                self._kept = {k: v for k, v in self._kept.items() if k[0] == key[0]}
                for old in list(self._kept)[: 1 - _RUNS]:
                    del self._kept[old]
                self._kept[key] = await self._read(run, version.data)
        return self._kept[key]

    async def _read(self, run: Run, version: int) -> KnownSupply:
        ground = await self._travels.ground()
        communes = await self._reader.rows(scene_reading.communes())
        places = await self._reader.rows(scene_reading.places())
        today = run.measured_at.astimezone(UTC).date()
        return KnownSupply(
            run=run,
            ground=ground,
            seats={row["code"]: (row["lon"], row["lat"]) for row in communes},
            places=await asyncio.to_thread(
                lambda: [_place(row, today) for row in places]
            ),
            is_current=run.data_version == version,
        )


def _place(row: Row, today: date) -> KnownPlace:
    category = Category(row["category"])
    return KnownPlace(
        id=row["id"],
        lon=row["lon"],
        lat=row["lat"],
        commune_code=row["commune_code"],
        category=category,
        position_precision=row["position_precision"],
        organisation_id=row["organisation_id"],
        supplies=answered(
            [Category(one) for one in row["categories"]],
            [Need(one) for one in row["needs"]],
            [Stage(one) for one in row["stages"]],
            [Sector(one) for one in row["sectors"]],
        ),
        is_verified=verified(
            row["verified_on"], category, today, evidence_level=row["evidence_level"]
        ),
    )
