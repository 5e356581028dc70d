"""From the places of the roads that are reached in time to all places around them."""

from collections.abc import Mapping

import numpy as np

from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Floats
from numna_geo.travel.graph_doors import ACCESS_KMH, FARTHEST_M
from numna_geo.travel.grid_minutes import MinutesAt

_TRIED = 8
_METRES_PER_DEGREE = 111_195.0


def spread(lonlat: Floats, minutes: Floats, profile: Profile) -> MinutesAt:
    """Minutes anywhere: those of a reached place, and from there straight on.

    As far as `FARTHEST_M` from a reached place; the best of the nearest few of them.

    Args:
        lonlat: of reached places, WGS 84 degrees, shape (N, 2), at least one.
        minutes: to them, shape (N,).
        profile: the way of going, for the speed off the roads.
    """
    from scipy.spatial import cKDTree

    scale = np.array([np.cos(np.radians(lonlat[:, 1].mean())), 1.0])
    tree = cKDTree(lonlat * scale * _METRES_PER_DEGREE)
    per_metre = 60 / (ACCESS_KMH[profile] * 1000)
    padded = np.append(minutes, np.nan)

    def minutes_at(places: Floats) -> Mapping[str, Floats]:
        found = tree.query(
            places * scale * _METRES_PER_DEGREE,
            k=range(1, min(_TRIED, len(minutes)) + 1),
            distance_upper_bound=FARTHEST_M,
        )
        metres, which = np.asarray(found[0]), np.asarray(found[1])
        each = padded[which] + metres * per_metre
        best = np.min(np.where(np.isnan(each), np.inf, each), axis=1)
        return {"central": np.where(np.isinf(best), np.nan, best)}

    return minutes_at
