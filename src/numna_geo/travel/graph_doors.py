"""From a place to the nearest road, where trips enter and leave a network."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Floats, Places
from numna_geo.travel.roads_metres import metres_between, on_a_ball
from numna_geo.travel.roads_network import Network

ACCESS_KMH: Mapping[Profile, float] = {
    Profile.CAR: 15.0,
    Profile.BIKE: 10.0,
    Profile.WALK: 5.0,
}
"""From a place straight to the road: our assumption (drives and yards, slowly)."""

FARTHEST_M = 1_000.0
"""A place farther than this from any road is not on this network."""

NOWHERE = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entered:
    """Where trips enter a network.

    Args:
        lonlat: of the places, WGS 84 degrees, shape (N, 2).
        nodes: the nearest node, `NOWHERE` beyond `FARTHEST_M`, shape (N,).
        minutes: straight to it; NaN likewise, shape (N,).
    """

    lonlat: Floats
    nodes: Places
    minutes: Floats


class Doors:
    """The nodes of a network where trips may start and end."""

    def __init__(self, network: Network, profile: Profile) -> None:
        from scipy.spatial import cKDTree

        self._kmh = ACCESS_KMH[profile]
        self._lonlat = network.lonlat
        self._nodes = np.flatnonzero(network.doors)
        points = on_a_ball(network.lonlat[self._nodes])
        self._tree = cKDTree(points, balanced_tree=False)

    def entered(self, lonlat: Floats) -> Entered:
        """The node that is nearest to each place."""
        if not len(self._nodes) or not len(lonlat):
            nodes = np.full(len(lonlat), NOWHERE, dtype=np.intp)
            return Entered(
                lonlat=lonlat, nodes=nodes, minutes=np.full(len(lonlat), np.nan)
            )
        _, which = self._tree.query(on_a_ball(lonlat))
        nodes = self._nodes[which]
        metres = metres_between(lonlat, self._lonlat[nodes])
        near = metres <= FARTHEST_M
        return Entered(
            lonlat=lonlat,
            nodes=np.where(near, nodes, NOWHERE),
            minutes=np.where(near, self.straight(metres), np.nan),
        )

    def straight(self, metres: Floats) -> Floats:
        """Minutes off the roads."""
        minutes: Floats = metres / 1000 / self._kmh * 60
        return minutes
