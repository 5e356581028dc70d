"""Minutes from the distance and what lies between: always there, always an estimate."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property

import numpy as np

from numna_geo.model.travel import Profile
from numna_geo.travel.barriers import OPEN_GROUND, Barriers
from numna_geo.travel.calibration import band
from numna_geo.travel.distances import km_between
from numna_geo.travel.engine import Ends, Floats, Minutes, Places
from numna_geo.travel.nearest import quickest
from numna_geo.travel.speeds import (
    BY_PROFILE,
    CLASSES,
    Constants,
    Leg,
    least_minutes,
    road_minutes,
)

METHOD = (
    "estimation : distance, densité, relief et franchissements ; la bande contient"
    " environ huit trajets sur dix"
)

Between = Callable[[Places, Places], Minutes]
"""Minutes between ends given by their number, in any shapes that broadcast."""

Kind = tuple[int, bool]
"""A density class, and whether in the mountains."""

_PAIRS_AT_ONCE = 400_000
_REACHES_KM = np.arange(0.0, 1_000.0, 0.25)


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
        parts = [between(part, there) for part in np.split(here, cuts)]
        return Minutes(
            central=np.concatenate([part.central for part in parts]),
            low=np.concatenate([part.low for part in parts]),
            high=np.concatenate([part.high for part in parts]),
        )

    def nearest(self, origins: Ends, destinations: Ends) -> tuple[Minutes, Places]:
        """Minutes to the quickest destination of each origin, and which it is."""
        between = self.between(origins, destinations)
        which = quickest(
            lambda here, there: between(here, there).central,
            self._at_least,
            origins,
            destinations,
        )
        if not len(destinations):
            nothing = np.full(len(origins), np.nan)
            return Minutes(central=nothing, low=nothing, high=nothing), which
        return between(np.arange(len(origins), dtype=np.intp), which), which

    def between(self, origins: Ends, destinations: Ends) -> Between:
        """Minutes of pairs, asked for as often as needed, in memory for those asked."""
        journeys = self.barriers.journeys(
            self.profile, origins.lonlat, destinations.lonlat
        )

        def minutes(here: Places, there: Places) -> Minutes:
            straight = km_between(origins.lonlat[here], destinations.lonlat[there])
            passage = journeys.passage(here, there, straight)
            leg = Leg(
                km=passage.km,
                around_km=passage.around_km,
                density=(origins.density[here], destinations.density[there]),
                mountain=(origins.mountain[here], destinations.mountain[there]),
            )
            found = self._banded(leg, passage.fixed_min, passage.wait_min)
            spared = (passage.km < straight).any()
            return self._no_quicker(found, leg, straight) if spared else found

        return minutes

    def reach_km(self, origins: Ends, kind: Kind, minutes: float) -> Floats:
        """How far from each origin a destination may be whose low end is in time.

        Args:
            origins: where people start from, shape (O,).
            kind: density class of the destinations, and whether in the mountains.
            minutes: inclusive.

        Returns:
            Kilometres of straight line that are enough, infinite where no distance is,
            shape (O,).
        """
        density, mountain = np.int8(kind[0]), np.bool_(kind[1])
        kinds = origins.density.astype(np.intp) * 2 + origins.mountain
        every = np.arange(CLASSES * 2)
        leg = Leg(
            km=_REACHES_KM[:, None],
            density=((every // 2).astype(np.int8), np.full(1, density)),
            mountain=(every % 2 == 1, np.full(1, mountain)),
        )
        low = self._banded(leg, 0.0, 0.0).low
        # Low ends never fall with the distance: the first that is late is far enough.
        late = low > minutes
        far = np.where(late.any(axis=0), _REACHES_KM[late.argmax(axis=0)], np.inf)
        return np.asarray(far[kinds], dtype=np.float64)

    def at_least_min(self, km: float) -> float:
        """No place this far in a straight line is quicker; grows with `km`."""
        return float(self._at_least(np.array(km)))

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

    def _at_least(self, km: Floats) -> Floats:
        return least_minutes(self.used, km)

    def _no_quicker(self, found: Minutes, leg: Leg, straight: Floats) -> Minutes:
        """A boat spares kilometres, but makes no way quicker than open ground."""
        open_ground = self._banded(replace(leg, km=straight, around_km=0.0), 0.0, 0.0)
        return Minutes(
            central=np.maximum(found.central, open_ground.central),
            low=np.maximum(found.low, open_ground.low),
            high=np.maximum(found.high, open_ground.high),
        )

    def _banded(
        self, leg: Leg, fixed_min: Floats | float, wait_min: Floats | float
    ) -> Minutes:
        road = road_minutes(self.used, leg)
        low, high = band(self.used, road)
        return Minutes(
            central=road + fixed_min + wait_min,
            low=low + fixed_min,
            high=high + fixed_min + 2 * wait_min,
        )
