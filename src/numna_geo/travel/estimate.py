"""Minutes from the distance and what lies between: always there, always an estimate."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property

import numpy as np

from numna_geo.model.travel import Profile
from numna_geo.travel.barriers import OPEN_GROUND, Barriers
from numna_geo.travel.engine import Ends, Floats, Minutes, Places
from numna_geo.travel.estimated import Ways
from numna_geo.travel.speeds import BY_PROFILE, Constants, least_minutes

METHOD = (
    "estimation : distance, densité, relief et franchissements ; la bande contient"
    " environ huit trajets sur dix"
)

_PAIRS_AT_ONCE = 400_000


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """Minutes as a curve of the distance, longer where water or a ridge lies between.

    Args:
        profile: a way of going that takes minutes.
        barriers: what cannot be crossed anywhere, and where it can.
        constants: those of a calibration; by default those of `speeds.BY_PROFILE`.
    """

    profile: Profile = Profile.CAR
    barriers: Barriers = OPEN_GROUND
    constants: Constants | None = None
    name: str = field(default="estimate", init=False)
    is_estimate: bool = field(default=True, init=False)
    credit: str | None = field(default=None, init=False)

    @property
    def used(self) -> Constants:
        """The constants that the minutes are made of."""
        return self.constants or BY_PROFILE[self.profile]

    @property
    def params(self) -> Mapping[str, str]:
        """What the minutes depend on."""
        return {
            "profile": self.profile.value,
            "constants": json.dumps(asdict(self.used), ensure_ascii=False),
            "barriers": self.barriers.digest,
        }

    @cached_property
    def version(self) -> str:
        """Changes with the constants and the barriers."""
        told = json.dumps(dict(self.params), sort_keys=True).encode()
        return f"3-{hashlib.sha256(told).hexdigest()[:8]}"

    def table(self, origins: Ends, destinations: Ends) -> Minutes:
        """Minutes from each origin to each destination, shape (O, D)."""
        between = self.between(origins, destinations)
        there = np.arange(len(destinations), dtype=np.intp)[None, :]
        here = np.arange(len(origins), dtype=np.intp)[:, None]
        rows = max(1, _PAIRS_AT_ONCE // max(1, there.size))
        cuts = range(rows, len(origins), rows)
        parts = [between.minutes(part, there) for part in np.split(here, cuts)]
        return Minutes(
            central=np.concatenate([part.central for part in parts]),
            low=np.concatenate([part.low for part in parts]),
            high=np.concatenate([part.high for part in parts]),
        )

    def nearest(self, origins: Ends, destinations: Ends) -> tuple[Minutes, Places]:
        """Minutes to the quickest destination of each origin, and which it is."""
        here = np.arange(len(origins), dtype=np.intp)
        there = np.arange(len(destinations), dtype=np.intp)
        return self.between(origins, destinations).nearest(here, there)

    def between(self, origins: Ends, destinations: Ends) -> Ways:
        """Minutes of pairs of these ends, to be asked for as often as needed."""
        return Ways(
            used=self.used,
            origins=origins,
            destinations=destinations,
            journeys=self.barriers.journeys(
                self.profile, origins.lonlat, destinations.lonlat
            ),
        )

    def at_least_min(self, km: float) -> float:
        """No place this far in a straight line is quicker; grows with `km`."""
        return float(least_minutes(self.used, np.array(km)))

    def at_least(self, km: Floats) -> Floats:
        """As `at_least_min`, of many."""
        return least_minutes(self.used, km)

    def way(
        self, origin: tuple[float, float], destination: tuple[float, float]
    ) -> tuple[str, ...]:
        """What the way to one destination crosses; see `ways`."""
        return self.ways(origin, [destination])[0]

    def ways(
        self,
        origin: tuple[float, float],
        destinations: Sequence[tuple[float, float]],
    ) -> list[tuple[str, ...]]:
        """What each way crosses, in French, as « le bac Royan – Le Verdon ».

        Args:
            origin: WGS 84 degrees, longitude first.
            destinations: likewise.
        """
        return self.barriers.ways(self.profile, origin, destinations)
