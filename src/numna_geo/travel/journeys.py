"""Ways between two sets of points; what one leg needs is worked out once for all."""

from dataclasses import dataclass

import numpy as np

from numna_geo.travel.detours import Detours, Legs
from numna_geo.travel.engine import Flags, Floats, Places
from numna_geo.travel.segments import Lines

_SUMS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passage:
    """What ways are made of: kilometres, minutes on a boat, minutes waiting for it.

    `km` are no more than those of the straight line; `around_km` come on top. All but
    the minutes are NaN where there is no way.
    """

    km: Floats
    around_km: Floats
    fixed_min: Floats
    wait_min: Floats


class Journeys:
    """Quickest ways between points.

    Args:
        here: WGS 84 degrees, longitude first, shape (O, 2).
        there: likewise, shape (D, 2).
        lines: what cuts a straight leg.
        detours: the ways over landings.
    """

    def __init__(
        self, here: Floats, there: Floats, *, lines: Lines, detours: Detours
    ) -> None:
        self._here, self._there = here, there
        self._lines, self._detours = lines, detours
        self._out, self._home = _Kept(here, detours), _Kept(there, detours)
        shape = (len(here), len(detours))
        self._cost, self._over = np.empty(shape), np.empty(shape, dtype=np.intp)

    def passage(self, one: Places, other: Places, straight: Floats) -> Passage:
        """The quickest ways between points given by their number.

        Args:
            one: numbers of `here`; both broadcast to the shape of the answer.
            other: numbers of `there`.
            straight: kilometres between them, of that shape.
        """
        km, around = straight.copy(), np.zeros(straight.shape)
        fixed, wait = np.zeros(straight.shape), np.zeros(straight.shape)
        starts = np.broadcast_to(one, straight.shape).ravel()
        stops = np.broadcast_to(other, straight.shape).ravel()
        cut = np.flatnonzero(self._lines.cut(self._here[starts], self._there[stops]))
        if cut.size and len(self._detours):
            self._prepare(starts[cut], stops[cut])
            size = max(1, _SUMS_AT_ONCE // len(self._detours))
            for first in range(0, cut.size, size):
                part = cut[first : first + size]
                way_km, fixed.flat[part], wait.flat[part] = self._ways(
                    starts[part], stops[part], straight.flat[part]
                )
                around.flat[part] = np.maximum(way_km - km.flat[part], 0.0)
                km.flat[part] = np.minimum(km.flat[part], way_km)
        return Passage(km=km, around_km=around, fixed_min=fixed, wait_min=wait)

    def _prepare(self, starts: Places, stops: Places) -> None:
        fresh, legs = self._out.learn(starts)
        self._home.learn(stops)
        if legs is not None:
            self._cost[fresh], self._over[fresh] = self._detours.through(legs)

    def _ways(
        self, one: Places, other: Places, straight: Floats
    ) -> tuple[Floats, Floats, Floats]:
        ways, home = self._detours.ways, self._home.legs
        costs = self._cost[one] + home.cost[other]
        last = np.argmin(costs, axis=1)
        found = np.isfinite(costs[np.arange(one.size), last])
        otherwise = self._otherwise(one, other, straight, ~found)
        first = self._over[one, last]
        km = self._out.legs.km[one, first] + ways.km[first, last]
        return (
            np.where(found, km + home.km[other, last], otherwise),
            np.where(found, ways.fixed_min[first, last], 0.0),
            np.where(found, ways.wait_min[first, last], 0.0),
        )

    def _otherwise(
        self, one: Places, other: Places, straight: Floats, lost: Flags
    ) -> Floats:
        """Kilometres where no crossing is known: none at all from a closed island.

        From a point drawn on the water the straight line stands.
        """
        km = straight.copy()
        closed = self._detours.closed(self._here[one[lost]])
        closed |= self._detours.closed(self._there[other[lost]])
        km[np.flatnonzero(lost)[closed]] = np.nan
        return km


class _Kept:
    """Legs from points, worked out when they are first asked for."""

    def __init__(self, points: Floats, detours: Detours) -> None:
        self._points, self._detours = points, detours
        self._known = np.zeros(len(points), dtype=bool)
        shape = (len(points), len(detours))
        self.legs = Legs(np.empty(shape), np.empty(shape))

    def learn(self, asked: Places) -> tuple[Places, Legs | None]:
        """Work out what is not known yet: numbers of points, and their legs."""
        wanted = np.zeros(len(self._points), dtype=bool)
        wanted[asked] = True
        fresh = np.flatnonzero(wanted & ~self._known)
        if not fresh.size:
            return fresh, None
        legs = self._detours.legs(self._points[fresh])
        self.legs.cost[fresh], self.legs.km[fresh] = legs.cost, legs.km
        self._known[fresh] = True
        return fresh, legs
