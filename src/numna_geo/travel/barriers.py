"""The way round what lies between two places: kilometres and minutes it adds."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from numna_geo.model.barrier import Barrier, Crossing, LonLat
from numna_geo.model.travel import Profile
from numna_geo.travel.detours import Detours
from numna_geo.travel.engine import Floats
from numna_geo.travel.segments import Lines


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passage:
    """What ways are made of: kilometres, minutes on a boat, minutes waiting for it.

    `km` are no more than those of the straight line; `around_km` come on top.
    """

    km: Floats
    around_km: Floats
    fixed_min: Floats
    wait_min: Floats


@dataclass(frozen=True, kw_only=True)
class Barriers:
    """Lines that no leg crosses, and where they can be crossed.

    Where no crossing is known, as from a point drawn on the water, the straight line
    stands: a mistake of ours must not cut anybody off.
    """

    lines: tuple[Barrier, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    _by_profile: dict[Profile, Detours] = field(default_factory=dict, init=False)

    @cached_property
    def digest(self) -> str:
        """Changes with any line or crossing."""
        told = repr((self.lines, [_plain(c) for c in self.crossings])).encode()
        return hashlib.sha256(told).hexdigest()[:12]

    def passage(
        self, profile: Profile, here: Floats, there: Floats, straight: Floats
    ) -> Passage:
        """The quickest ways between points.

        Args:
            profile: how people go.
            here: WGS 84 degrees, longitude first; shapes broadcast but for the last.
            there: likewise.
            straight: kilometres between them, of the broadcast shape.
        """
        km, around = straight.copy(), np.zeros(straight.shape)
        fixed, wait = np.zeros(km.shape), np.zeros(km.shape)
        one = np.broadcast_to(here, (*km.shape, 2)).reshape(-1, 2)
        other = np.broadcast_to(there, (*km.shape, 2)).reshape(-1, 2)
        cut = np.flatnonzero(self._lines.cut(one, other))
        if cut.size:
            steps = self._detours(profile).between(one[cut], other[cut])
            way = np.where(np.isfinite(steps.cost), steps.km, km.flat[cut])
            around.flat[cut] = np.maximum(way - km.flat[cut], 0.0)
            km.flat[cut] = np.minimum(km.flat[cut], way)
            fixed.flat[cut], wait.flat[cut] = steps.fixed_min, steps.wait_min
        return Passage(km=km, around_km=around, fixed_min=fixed, wait_min=wait)

    def way(
        self, profile: Profile, origin: LonLat, destination: LonLat
    ) -> tuple[str, ...]:
        """Names of the crossings on the quickest way, in the order they are met."""
        one, other = np.array([origin]), np.array([destination])
        if not self._lines.cut(one, other)[0]:
            return ()
        return self._detours(profile).names(one, other)

    @cached_property
    def _lines(self) -> Lines:
        return Lines([barrier.line for barrier in self.lines])

    def _detours(self, profile: Profile) -> Detours:
        if profile not in self._by_profile:
            usable = [c for c in self.crossings if profile in c.profiles]
            self._by_profile[profile] = Detours(usable, self._lines, profile)
        return self._by_profile[profile]


OPEN_GROUND = Barriers()
"""Nothing lies between any two places."""


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
