"""Those who look for a supply, how far it is, and for whom that is in doubt."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from numna_geo.gaps.figures import Counts
from numna_geo.gaps.indicator import Asked
from numna_geo.gaps.scene import Flags, Floats, Reach, Scene


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LookedFor:
    """What a measure of places is made from, commune by commune, shape (N,) each.

    Args:
        people: those counted; NaN where unknown.
        reach: how far what they look for is.
        border_min: minutes at least to a border beyond which nothing was collected;
            infinite where the places beyond are known.
        not_collected: communes where nobody collected these places.
        estimated: whether the minutes are.
    """

    people: Floats
    reach: Reach
    border_min: Floats
    not_collected: Flags
    estimated: bool

    @property
    def counted(self) -> Floats:
        """People, 0 where unknown or where nobody collected."""
        return np.where(self.not_collected, 0.0, np.nan_to_num(self.people))

    def in_band(self, minutes: float) -> Floats:
        """People whose band of minutes straddles a bound."""
        reach = self.reach
        straddles = (reach.low <= minutes) & ~(reach.high <= minutes)
        return np.where(straddles, self.counted, 0.0)

    def near_border(self, minutes: Floats | float) -> Floats:
        """People who may find more beyond a border that is within these minutes."""
        near = np.isfinite(self.border_min) & (self.border_min <= minutes)
        return np.where(near, self.counted, 0.0)

    def counts(
        self,
        numerator: Floats,
        *,
        border_unknown: Floats,
        uncertain: Floats,
        details: Mapping[str, Floats] | None = None,
    ) -> Counts:
        """Sums of a number of each commune, over those who look.

        Args:
            numerator: NaN where nothing is known, which leaves those people out.
            border_unknown: people for whom a place beyond may change it.
            uncertain: people for whom the band of minutes may.
            details: further sums.
        """
        return Counts(
            numerator=numerator,
            denominator=np.where(np.isnan(numerator), np.nan, self.people),
            border_unknown=border_unknown,
            uncertain=uncertain,
            not_collected=self.not_collected,
            estimated=np.full(len(self.people), self.estimated),
            details=details or {},
        )


def looked_for(scene: Scene, asked: Asked) -> LookedFor:
    """What the scene knows of a question on places.

    Raises:
        ValueError: `asked` lacks a supply or whom to count.
    """
    if asked.supply is None or asked.counted is None:
        raise ValueError(f"{asked}: a supply and whom to count are needed")
    nowhere = np.full(len(scene), np.inf)
    known_beyond = asked.supply.key in scene.beyond_known
    return LookedFor(
        people=scene.demand[asked.counted],
        reach=scene.reach(asked.supply, asked.reading),
        border_min=nowhere if known_beyond else scene.border_min,
        not_collected=scene.uncollected(asked.supply),
        estimated=scene.travel.is_estimate,
    )


def bound_of(asked: Asked) -> int:
    """The minutes asked.

    Raises:
        ValueError: there are none.
    """
    if asked.max_min is None:
        raise ValueError(f"{asked}: minutes are needed")
    return asked.max_min
