"""Who lives farther than a threshold from the nearest place."""

import numpy as np

from numna_geo.gaps.counts import Counts
from numna_geo.gaps.scene import Flags, Floats


def beyond(
    demand: Floats,
    nearest: Floats,
    *,
    threshold_km: float,
    border_km: Floats | None,
    not_collected: Flags | None = None,
) -> Counts:
    """Count those whose nearest place is more than `threshold_km` away.

    A place exactly at the threshold is within reach.

    Args:
        demand: people or businesses of each commune, NaN where unknown, shape (N,).
        nearest: kilometres to the nearest known place, shape (N,).
        threshold_km: kilometres, inclusive.
        border_km: kilometres to a border beyond which nothing was collected, shape
            (N,): who is nearer to it than the threshold may have a place beyond;
            `None` where places beyond it are known.
        not_collected: communes where nobody collected these places, shape (N,);
            nothing is counted there.

    Source:
        Complement of the coverage of Church & ReVelle (1974), Papers of the Regional
        Science Association 32:101-118.
    """
    far = nearest > threshold_km
    nobody = np.zeros(len(demand), dtype=bool)
    uncollected = nobody if not_collected is None else not_collected
    counted = np.where(uncollected, np.nan, demand)
    missing = np.where(far, counted, 0.0)
    missing[np.isnan(counted)] = np.nan
    doubtful = np.zeros(len(demand))
    if border_km is not None:
        near_border = far & (border_km < threshold_km)
        doubtful = np.where(near_border, np.nan_to_num(counted), 0.0)
    return Counts(
        numerator=missing,
        denominator=counted,
        border_unknown=doubtful,
        not_collected=uncollected.copy(),
        nearest_km=np.where(np.isinf(nearest), np.nan, nearest),
    )
