"""Communes made up by hand, or at random, for the measures of places."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from hypothesis import strategies as st

from numna_geo.gaps import catchment
from numna_geo.gaps.catchment import Pairs
from numna_geo.gaps.offers import FRANCE_SERVICES_OFFER, HOST_OFFER, SUPPORT_OFFER
from numna_geo.gaps.scene import Floats, Reach, Scene, TravelUsed
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Quantity

CHOICES = (15, 20, 30, 45)
KEYS = [o.supplies[0].key for o in (SUPPORT_OFFER, HOST_OFFER, FRANCE_SERVICES_OFFER)]
SURE = TravelUsed(name="roads", version="1", is_estimate=False, method="par la route")


def a_reach(
    central: Sequence[float],
    *,
    low: Sequence[float] | None = None,
    high: Sequence[float] | None = None,
    choices: Sequence[float] | None = None,
    access: Sequence[float] | None = None,
    inside: Sequence[float] | None = None,
) -> Reach:
    """The same choices within any minutes; 0 of what is not told."""
    zeros = np.zeros(len(central))
    numbers = {
        name: zeros if told is None else np.array(told, dtype=np.float64)
        for name, told in {"choices": choices, "access": access, "in": inside}.items()
    }
    return Reach(
        central=np.array(central, dtype=np.float64),
        low=np.array(central if low is None else low, dtype=np.float64),
        high=np.array(central if high is None else high, dtype=np.float64),
        choices=dict.fromkeys(CHOICES, numbers["choices"]),
        access=numbers["access"],
        inside=numbers["in"],
    )


def a_scene(
    people: Sequence[float],
    reach: Reach,
    *,
    verified: Reach | None = None,
    border_min: Sequence[float] | None = None,
    known_beyond: bool = False,
    not_collected: Sequence[bool] | None = None,
    travel: TravelUsed = SURE,
) -> Scene:
    """Support, host places and France Services alike; far from any border."""
    size = len(people)
    readings = {Reading.DECLARED: reach, Reading.VERIFIED: verified or reach}
    count = np.array(people, dtype=np.float64)
    flags = np.array(not_collected or [False] * size, dtype=bool)
    return Scene(
        demand=dict.fromkeys(Quantity, count),
        border_min=np.array(border_min or [1000.0] * size),
        reaches={(key, of): found for key in KEYS for of, found in readings.items()},
        beyond_known=frozenset(KEYS if known_beyond else ()),
        not_collected=dict.fromkeys(KEYS, flags),
        premises={},
        travel=travel,
    )


@dataclass(frozen=True, eq=False)
class World:
    """Inhabitants, places, and the minutes between them; NaN where there is no way."""

    people: Floats
    minutes: Floats
    organisations: Sequence[int] = ()
    homes: Sequence[int] = ()

    @cached_property
    def pairs(self) -> Pairs:
        origins, places = np.nonzero(~np.isnan(self.minutes))
        central = self.minutes[origins, places]
        return Pairs(
            origins=origins,
            places=places,
            central=central,
            low=central * 0.75,
            high=central * 1.25,
        )

    def without(self, place: int) -> "World":
        kept = [i for i in range(len(self.homes)) if i != place]
        return self.of_places(kept)

    def twice(self, place: int) -> "World":
        return self.of_places([*range(len(self.homes)), place])

    def of_places(self, places: Sequence[int]) -> "World":
        return replace(
            self,
            minutes=self.minutes[:, list(places)],
            organisations=[self.organisations[i] for i in places],
            homes=[self.homes[i] for i in places],
        )

    def of_communes(self, order: Sequence[int]) -> "World":
        moved = {old: new for new, old in enumerate(order)}
        return replace(
            self,
            people=self.people[list(order)],
            minutes=self.minutes[list(order)],
            homes=[moved[home] for home in self.homes],
        )

    @cached_property
    def scene(self) -> Scene:
        size, pairs = len(self.people), self.pairs
        wanted = np.ones(len(self.homes), dtype=bool)
        central, low, high = catchment.nearest_minutes(pairs, wanted, origins=size)
        whose = np.array(self.organisations, dtype=np.intp)
        several = catchment.choices_within(pairs, wanted, whose, CHOICES, origins=size)
        homes = np.array(self.homes, dtype=np.intp)
        reach = Reach(
            central=central,
            low=low,
            high=high,
            choices=dict(zip(CHOICES, several, strict=True)),
            access=catchment.floating_catchment(
                pairs, self.people, wanted.astype(np.float64)
            ),
            inside=np.bincount(homes, minlength=size).astype(np.float64),
        )
        return a_scene(self.people.tolist(), reach)


@st.composite
def worlds(draw: Callable[..., object]) -> World:
    """Up to six communes and five places; quarters of minutes make sums exact."""
    size, many = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    minutes = st.one_of(st.just(np.nan), st.integers(0, 240).map(lambda q: q / 4))
    rows = st.lists(minutes, min_size=many, max_size=many)
    return World(
        people=np.array(draw(st.lists(st.integers(0, 9), min_size=size, max_size=size)))
        * 100.0,
        minutes=np.array(draw(st.lists(rows, min_size=size, max_size=size))),
        organisations=draw(st.lists(st.integers(0, 3), min_size=many, max_size=many)),
        homes=draw(st.lists(st.integers(0, size - 1), min_size=many, max_size=many)),
    )
