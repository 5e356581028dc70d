"""What the engines that ask a server have in common."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Ends, Floats, Minutes, Places
from numna_geo.travel.road_table import Blocks, RoadTable, quickest

CREDIT = "© les contributeurs d'OpenStreetMap (ODbL)"


@dataclass(slots=True, kw_only=True, eq=False)
class RoadServer(ABC):
    """An engine that fills its tables block by block.

    Args:
        profile: the way of going.
        total_s: seconds that a whole table may take, whatever the number of requests.
        size: places in a request, to begin with: when the server finds them too many,
            the next ones have fewer.
    """

    profile: Profile = Profile.CAR
    total_s: float | None = None
    size: int
    version: str = "v1"
    is_estimate: bool = False
    credit: str | None = CREDIT
    _blocks: Blocks = field(init=False)

    def __post_init__(self) -> None:
        self._blocks = Blocks(size=self.size, total_s=self.total_s)

    def table(self, origins: Ends, destinations: Ends) -> Minutes:
        """Minutes from each origin to each destination, shape (O, D).

        Raises:
            TravelUnavailable: the server does not answer, or not that.
        """
        return self.road_table(origins, destinations).minutes

    def nearest(self, origins: Ends, destinations: Ends) -> tuple[Minutes, Places]:
        """Minutes to the quickest destination of each origin, and which it is.

        Raises:
            TravelUnavailable: the server does not answer, or not that.
        """
        return quickest(self.table(origins, destinations))

    def road_table(self, origins: Ends, destinations: Ends) -> RoadTable:
        """As `table`, and which ends lie off the server's map.

        Raises:
            TravelUnavailable: the server does not answer, or not that.
        """
        return self._blocks.filled(self._block, origins.lonlat, destinations.lonlat)

    @abstractmethod
    def _block(self, origins: Floats, destinations: Floats) -> RoadTable:
        """One request: see `travel.road_table.AskBlock`."""
