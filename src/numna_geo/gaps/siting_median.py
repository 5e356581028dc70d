"""The best choice of places for time, proved by branch and bound (HiGHS), if small."""

from typing import Any

import numpy as np

from numna_geo.gaps.siting import Chosen, Savings, greedy, in_order

MOST_PAIRS = 60_000
"""Beyond, the programme does not end in any time that somebody waits."""

_FOUND = 0


def exact_median(savings: Savings, count: int, *, seconds: float) -> Chosen:
    """The best choice, or the best that was found in time with a bound on it.

    Args:
        savings: of `time_savings`, at most `MOST_PAIRS`.
        count: candidates at most.
        seconds: after which the search ends.

    Source:
        The p-median in the formulation of ReVelle & Swain (1970), Geographical Analysis
        2:30-42; solved by HiGHS through scipy.optimize.milp.
    """
    start = greedy(savings, count)
    if not len(savings) or start.gap == 0:
        return start
    found = _solved(savings, count, seconds)
    bound, best = start.bound, start.candidates
    if found.mip_dual_bound is not None:
        bound = min(bound, -float(found.mip_dual_bound))
    if found.x is not None:
        taken = np.flatnonzero(found.x[: savings.candidates_size] > 1 / 2).tolist()
        if savings.total(taken) > start.total:
            best = tuple(taken)
    reached = savings.total(best)
    proved = reached if found.status == _FOUND else max(bound, reached)
    return in_order(savings, best, proved)


def _solved(savings: Savings, count: int, seconds: float) -> Any:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    places, pairs = savings.candidates_size, len(savings)
    each, ones = np.arange(pairs), np.ones(pairs)
    size = places + pairs
    open_first = csr_array(
        (
            np.concatenate([ones, -ones]),
            (
                np.concatenate([each, each]),
                np.concatenate([savings.candidates, places + each]),
            ),
        ),
        shape=(pairs, size),
    )
    one_each = csr_array(
        (ones, (savings.communes, places + each)),
        shape=(savings.communes_size, size),
    )
    taken = np.concatenate([np.ones(places), np.zeros(pairs)])
    return milp(
        np.concatenate([np.zeros(places), -savings.worth]),
        integrality=taken,
        bounds=Bounds(0.0, 1.0),
        constraints=[
            LinearConstraint(open_first, lb=0.0),
            LinearConstraint(one_each, ub=1.0),
            LinearConstraint(csr_array(taken[None, :]), ub=float(count)),
        ],
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
