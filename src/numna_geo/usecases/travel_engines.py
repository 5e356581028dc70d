"""Which engine tells the minutes of a way of going, and what it is called."""

import asyncio

from numna_geo.model.travel import Profile
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion, DataWatch
from numna_geo.travel.engine import Ends, Minutes
from numna_geo.travel.estimate import Estimate
from numna_geo.usecases.known_ground import Ground, read_ground
from numna_geo.usecases.nearby import EngineUsed

ESTIMATED = (
    "temps estimé d'après la distance, la densité des communes et les obstacles "
    "connus ; ce n'est pas un itinéraire"
)


class Travels:
    """The engines of this deployment, by way of going.

    Args:
        reader: where the data are.
        watch: which version they are.
    """

    def __init__(self, reader: Reader, watch: DataWatch) -> None:
        self._reader, self._watch = reader, watch
        self._ground: tuple[DataVersion, Ground] | None = None
        self._reading = asyncio.Lock()

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
        return Estimate(profile=profile)

    async def table(
        self, profile: Profile, origins: Ends, destinations: Ends
    ) -> tuple[Minutes, EngineUsed]:
        """Minutes from each origin to each destination, and how they were found."""
        engine = self.estimate(profile)
        return engine.table(origins, destinations), _estimated(engine)


def _estimated(engine: Estimate, fallback: str | None = None) -> EngineUsed:
    return EngineUsed(
        name=engine.name,
        version=engine.version,
        is_estimate=True,
        method_text=ESTIMATED,
        credit=engine.credit,
        fallback=fallback,
    )
