"""Who lives farther than a threshold from the nearest place."""

from dataclasses import replace

import numpy as np

from numna_geo.gaps.figures import Counts, Figures, ratio, summed
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked
from numna_geo.gaps.looked_for import bound_of, looked_for
from numna_geo.gaps.scene import Flags, Floats, Reach, Scene

EXCESS, DEPTH = "excess_person_min", "depth_people"
"""Details of a gap: person-minutes beyond the threshold, and people weighed by them."""

COVERED, GAP = "covered_people", "gap_people"
"""Those within the threshold at the worst of the band, and beyond it at its best; with
`uncertain` between them they are all who are counted."""


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

    A place at the threshold is within reach. Those whose band straddles it are told
    apart, whichever side the central minutes are on, as are those who can reach no
    place: they add nothing to the excess nor to the depth.

    Args:
        demand: people or businesses of each commune, NaN where unknown, shape (N,).
        reach: minutes to the nearest known place.
        threshold_min: minutes, inclusive.
        border_min: minutes at least to a border beyond which nothing was collected,
            shape (N,): within the threshold, a place beyond may serve; `None`: known.
        not_collected: communes where nobody collected, nor is anybody counted, (N,).
        estimated: whether the minutes are.

    Source:
        Complement of the coverage of Church & ReVelle (1974), Papers of the Regional
        Science Association 32:101-118. Depth is P1 of Foster, Greer & Thorbecke (1984),
        Econometrica 52:761-766, the threshold being the poverty line.
    """
    far = ~(reach.central <= threshold_min)
    counted = np.where(not_collected, np.nan, demand)
    people = np.nan_to_num(counted)
    sides = _sides(people, reach, threshold_min)
    nearer = far & (False if border_min is None else border_min <= threshold_min)
    minutes = np.where(far, np.nan_to_num(reach.central - threshold_min), 0.0)
    return Counts(
        numerator=np.where(np.isnan(counted), np.nan, np.where(far, people, 0.0)),
        denominator=counted,
        border_unknown=np.where(nearer, people, 0.0),
        uncertain=people - sides[COVERED] - sides[GAP],
        not_collected=not_collected,
        estimated=np.full(len(demand), estimated),
        details={
            **sides,
            "unreachable_people": np.where(np.isnan(reach.central), people, 0.0),
            EXCESS: people * minutes,
            DEPTH: people * minutes / threshold_min,
        },
    )


def _sides(people: Floats, reach: Reach, threshold_min: float) -> dict[str, Floats]:
    """People within the threshold at the worst, and beyond it at the best."""
    return {
        COVERED: np.where(reach.high <= threshold_min, people, 0.0),
        GAP: np.where(reach.low <= threshold_min, 0.0, people),
    }


def people_beyond(scene: Scene, asked: Asked, groups: Groups) -> Figures:
    """Those counted who are farther than the threshold from a supply.

    Among the details, `depth` is how far beyond the threshold the average person
    counted is, as a share of it; whoever is within it adds 0.

    Raises:
        ValueError: `asked` lacks a supply, a threshold or whom to count.
    """
    found = looked_for(scene, asked)
    counts = beyond(
        found.people,
        found.reach,
        threshold_min=bound_of(asked),
        border_min=found.border_min,
        not_collected=found.not_collected,
        estimated=found.estimated,
    )
    figures = summed(counts, groups)
    depth = ratio(figures.details[DEPTH], figures.denominator)
    return replace(figures, details={**figures.details, "depth": depth})
