"""What lies between places, and the ways over or round it for each way of going."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import shapely

from numna_geo.model.barrier import Barrier, Crossing, LonLat
from numna_geo.model.travel import Profile
from numna_geo.travel.detours import Detours
from numna_geo.travel.engine import Floats
from numna_geo.travel.journeys import Journeys
from numna_geo.travel.segments import Lines


@dataclass(frozen=True, kw_only=True)
class Barriers:
    """Lines that no leg crosses, and where they can be crossed.

    From an island that others land on, but this way of going does not, there is no way.
    Where no crossing is known otherwise, as from a point drawn on the water, the
    straight line stands: a mistake of ours must not cut anybody off.
    """

    lines: tuple[Barrier, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    _by_profile: dict[Profile, Detours] = field(default_factory=dict, init=False)

    @cached_property
    def digest(self) -> str:
        """Changes with any line or crossing."""
        told = repr((self.lines, [_plain(c) for c in self.crossings])).encode()
        return hashlib.sha256(told).hexdigest()[:12]

    def journeys(self, profile: Profile, here: Floats, there: Floats) -> Journeys:
        """Ways between two sets of points.

        Args:
            profile: how people go.
            here: WGS 84 degrees, longitude first, shape (O, 2).
            there: likewise, shape (D, 2).
        """
        detours = self._detours(profile)
        return Journeys(here, there, lines=self._lines, detours=detours)

    def way(
        self, profile: Profile, origin: LonLat, destination: LonLat
    ) -> tuple[str, ...]:
        """Names of the crossings on the quickest way, in the order they are met."""
        return self.ways(profile, origin, [destination])[0]

    def ways(
        self, profile: Profile, origin: LonLat, destinations: Sequence[LonLat]
    ) -> list[tuple[str, ...]]:
        """Those names for each of several destinations."""
        one = np.array([origin])
        others = np.array(destinations, dtype=np.float64).reshape(-1, 2)
        cut = self._lines.cut(np.repeat(one, len(others), axis=0), others)
        names = iter(self._detours(profile).names(one, others[cut]))
        return [next(names) if is_cut else () for is_cut in cut]

    @cached_property
    def _lines(self) -> Lines:
        return Lines([barrier.line for barrier in self.lines])

    def _detours(self, profile: Profile) -> Detours:
        if profile not in self._by_profile:
            usable = [c for c in self.crossings if profile in c.profiles]
            self._by_profile[profile] = Detours(
                usable, self._lines, profile, islands=self._closed_to(profile)
            )
        return self._by_profile[profile]

    def _closed_to(self, profile: Profile) -> shapely.MultiPolygon:
        """Islands with a landing, but none for this way of going."""
        rings = [shapely.Polygon(b.line) for b in self.lines if _is_ring(b)]
        return shapely.MultiPolygon(
            [
                ring
                for ring in rings
                if (landing := [c for c in self.crossings if _lands_on(c, ring)])
                and not any(profile in c.profiles for c in landing)
            ]
        )


OPEN_GROUND = Barriers()
"""Nothing lies between any two places."""


def _is_ring(barrier: Barrier) -> bool:
    return barrier.line[0] == barrier.line[-1]


def _lands_on(crossing: Crossing, island: shapely.Polygon) -> bool:
    return any(shapely.contains_xy(island, *place) for place in crossing.landings)


def _plain(crossing: Crossing) -> Sequence[object]:
    # A set has no order of its own.
    ways = sorted(crossing.profiles)
    return (
        crossing.key,
        crossing.name,
        crossing.landings,
        crossing.on_road,
        crossing.fixed_min,
        crossing.wait_min,
        ways,
    )
