"""Who lives farther than a threshold from the nearest place."""

import numpy as np

from numna_geo.gaps.figures import Counts, Figures, summed
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked
from numna_geo.gaps.scene import Flags, Floats, Reach, Scene

EXCESS, DEPTH = "excess_person_min", "depth_people"
"""Details of a gap: person-minutes beyond the threshold, and people weighed by them."""


def beyond(
    demand: Floats,
    reach: Reach,
    *,
    threshold_min: float,
    border_min: Floats | None,
    not_collected: Flags,
    estimated: bool,
) -> Counts:
    """Count those whose nearest place is more than `threshold_min` away.

    A place exactly at the threshold is within reach. The people whose band straddles
    the threshold are told apart, whichever side the central minutes are on. Where no
    place can be reached at all, nothing is added to the minutes in excess.

    Args:
        demand: people or businesses of each commune, NaN where unknown, shape (N,).
        reach: minutes to the nearest known place.
        threshold_min: minutes, inclusive.
        border_min: minutes at least to a border beyond which nothing was collected,
            shape (N,): where it is nearer than the nearest place and than the
            threshold, a place beyond may serve; `None` where those are known.
        not_collected: communes where nobody collected these places, shape (N,);
            nothing is counted there.
        estimated: whether the minutes are.

    Source:
        Complement of the coverage of Church & ReVelle (1974), Papers of the Regional
        Science Association 32:101-118. Depth is P1 of Foster, Greer & Thorbecke (1984),
        Econometrica 52:761-766, the threshold being the poverty line.
    """
    far = ~(reach.central <= threshold_min)
    counted = np.where(not_collected, np.nan, demand)
    people = np.nan_to_num(counted)
    straddles = (reach.low <= threshold_min) & ~(reach.high <= threshold_min)
    doubtful = np.zeros(len(demand))
    if border_min is not None:
        nearer = far & (border_min <= threshold_min)
        doubtful = np.where(nearer, people, 0.0)
    minutes = np.where(far, np.nan_to_num(reach.central - threshold_min), 0.0)
    return Counts(
        numerator=np.where(np.isnan(counted), np.nan, np.where(far, people, 0.0)),
        denominator=counted,
        border_unknown=doubtful,
        uncertain=np.where(straddles, people, 0.0),
        not_collected=not_collected,
        estimated=np.full(len(demand), estimated),
        details={
            EXCESS: people * minutes,
            DEPTH: people * minutes / threshold_min,
        },
    )


def people_beyond(scene: Scene, asked: Asked, groups: Groups) -> Figures:
    """Those counted who are farther than the threshold from a supply.

    Raises:
        ValueError: `asked` lacks a supply, a threshold or whom to count.
    """
    if asked.supply is None or asked.max_min is None or asked.counted is None:
        raise ValueError(f"{asked}: a supply, minutes and whom to count are needed")
    known_beyond = asked.supply.key in scene.beyond_known
    counts = beyond(
        scene.demand[asked.counted],
        scene.reach(asked.supply, asked.reading),
        threshold_min=asked.max_min,
        border_min=None if known_beyond else scene.border_min,
        not_collected=scene.uncollected(asked.supply),
        estimated=scene.travel.is_estimate,
    )
    return summed(counts, groups)
