"""Places as people go to them: where each stands, how surely, and whose it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from numna_geo.gaps.catchment import Pairs
from numna_geo.gaps.scene import Floats
from numna_geo.model.position import Precision
from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Ends, Minutes, Places
from numna_geo.travel.searches import Found
from numna_geo.usecases.known_ground import Ground
from numna_geo.usecases.time_nearby import INSIDE_MIN_PER_KM, USUAL_RADIUS_KM

INTRA_RADII = 0.4
"""People of a commune are so many of its radii from what stands in it, at least.

An assumption: evenly lived in, a disc would have 0.67 of its radius, but people live
near the seat.
"""


class Place(Protocol):
    """What is told of a place; coordinates are WGS 84 degrees."""

    @property
    def lon(self) -> float: ...
    @property
    def lat(self) -> float: ...
    @property
    def commune_code(self) -> str | None: ...
    @property
    def position_precision(self) -> str: ...
    @property
    def organisation_id(self) -> Any: ...


@dataclass(frozen=True, kw_only=True, eq=False)
class Sites:
    """D places, those of an organisation together, at P positions.

    Args:
        numbers: of each place, as they were given, shape (D,).
        ends: the positions, shape (P,).
        positions: number of each place's position, shape (D,).
        spread_min: minutes that a place may stand away from there, 0 when its own
            position is known, shape (D,).
        homes: number of the origin that each place lies in, -1 for none, shape (D,).
        organisations: number of each place's organisation, shape (D,).
    """

    numbers: Places
    ends: Ends
    positions: Places
    spread_min: Floats
    homes: Places
    organisations: Places

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def widest_min(self) -> Floats:
        """The largest spread at each position, shape (P,)."""
        widest = np.zeros(len(self.ends))
        np.maximum.at(widest, self.positions, self.spread_min)
        return widest

    def pairs(self, found: Found, intra_min: Floats) -> Pairs:
        """Pairs of positions as pairs of places, sorted by origin and place.

        Args:
            found: pairs of origins and positions.
            intra_min: minutes that a way within each origin takes at least, (O,).
        """
        rows, positions, minutes = found
        order, first, count = self._at_position
        each = count[positions]
        which = np.repeat(np.arange(len(rows)), each)
        nth = np.arange(len(which)) - np.repeat(np.cumsum(each) - each, each)
        places = order[first[positions[which]] + nth]
        sort = np.argsort(rows[which] * np.int64(len(self)) + places)
        which, places = which[sort], places[sort]
        there = Minutes(
            central=minutes.central[which],
            low=minutes.low[which],
            high=minutes.high[which],
        )
        origins = rows[which]
        inside = np.where(self.homes[places] == origins, intra_min[origins], 0.0)
        told = spread(there, self.spread_min[places], inside)
        return Pairs(
            origins=origins,
            places=places,
            central=told.central,
            low=told.low,
            high=told.high,
        )

    @cached_property
    def _at_position(self) -> tuple[Places, Places, Places]:
        """Places by position, where those of each begin, and how many they are."""
        count = np.bincount(self.positions, minlength=len(self.ends))
        order = np.argsort(self.positions, kind="stable")
        return order, np.cumsum(count) - count, count


def spread(minutes: Minutes, spread_min: Floats, inside_min: Floats) -> Minutes:
    """Minutes to places that may stand some minutes away from where they are put.

    As in the finder: where a place stands in its commune and how quick the roads are
    err apart from one another, so their errors add up as squares; in one's own commune
    the minutes are those of the middle of where it may stand.

    Args:
        minutes: to where they are put, shape (M,).
        spread_min: shape (M,).
        inside_min: minutes that the way takes at least, 0 but in one's own commune.

    >>> central, low, high = np.array([30.0]), np.array([22.0]), np.array([42.0])
    >>> there = Minutes(central=central, low=low, high=high)
    >>> told = spread(there, np.array([6.0]), np.array([0.0]))
    >>> float(told.low[0]), float(told.central[0]), float(told.high[0].round(1))
    (20.0, 30.0, 43.4)
    """
    central, low, high = minutes.central.copy(), minutes.low, minutes.high
    rough = np.flatnonzero(spread_min > 0)
    if rough.size:
        there, away = central[rough], spread_min[rough]
        low, high = low.copy(), high.copy()
        low[rough] = np.maximum(there - np.hypot(there - low[rough], away), 0.0)
        high[rough] = there + np.hypot(high[rough] - there, away)
        central[rough] = np.where(there < away, (there + away) / 2, there)
    central = np.maximum(central, inside_min)
    return Minutes(central=central, low=low, high=np.maximum(high, central))


def sites_of(
    places: Sequence[Place],
    ground: Ground,
    rows: Mapping[str, int],
    profile: Profile = Profile.CAR,
) -> Sites:
    """Places put where they are known to be.

    Args:
        places: in any order.
        ground: of the communes.
        rows: number of the origin that each commune is, by code.
        profile: the way of going.
    """
    named = {p.organisation_id for p in places if p.organisation_id is not None}
    known = {name: number for number, name in enumerate(sorted(named, key=str))}
    whose = np.array(
        [
            known.get(place.organisation_id, len(known) + number)
            for number, place in enumerate(places)
        ],
        dtype=np.intp,
    )
    order = np.argsort(whose, kind="stable")
    put = [places[i] for i in order]
    spots = {(p.lon, p.lat, p.commune_code or ""): -1 for p in put}
    spots = {spot: number for number, spot in enumerate(sorted(spots))}
    return Sites(
        numbers=order,
        ends=ground.ends(list(spots)),
        positions=np.array(
            [spots[p.lon, p.lat, p.commune_code or ""] for p in put], dtype=np.intp
        ),
        spread_min=np.array([_spread_min(p, ground, profile) for p in put], np.float64),
        homes=np.array([rows.get(p.commune_code or "", -1) for p in put], np.intp),
        organisations=whose[order],
    )


def intra_min(
    codes: Sequence[str], ground: Ground, profile: Profile = Profile.CAR
) -> Floats:
    """Minutes at least from people to a place of their own commune, shape (O,).

    `INTRA_RADII` of the radius of a disc as large as the commune, at the pace within
    communes: an assumption.
    """
    km = [ground.radius_km(code) or USUAL_RADIUS_KM for code in codes]
    return np.array(km) * (INTRA_RADII * INSIDE_MIN_PER_KM[profile])


def _spread_min(place: Place, ground: Ground, profile: Profile) -> float:
    if not Precision(place.position_precision).is_rough:
        return 0.0
    radius_km = ground.radius_km(place.commune_code or "") or USUAL_RADIUS_KM
    return radius_km * INSIDE_MIN_PER_KM[profile]
