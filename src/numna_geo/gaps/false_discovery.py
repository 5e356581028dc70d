"""How many of many small probabilities chance alone would make."""

import numpy as np

from numna_geo.gaps.scene import Floats


def false_discovery_rate(p: Floats) -> Floats:
    """The q of Benjamini and Hochberg: reject where it is at most the rate accepted.

    The smallest of p(j) m / j over all j from the place of p on; NaN stays out of m.

    >>> false_discovery_rate(np.array([0.01, 0.5, 0.02, np.nan])).round(3)
    array([0.03, 0.5 , 0.03,  nan])

    Source:
        Y. Benjamini and Y. Hochberg (1995), Journal of the Royal Statistical Society B
        57:289-300.
    """
    q = np.full(p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    raised = p[order] * len(order) / np.arange(1, len(order) + 1)
    least = np.minimum.accumulate(raised[::-1])[::-1]
    # Rounding could lower a p by a hair.
    q[order] = np.clip(least, p[order], 1.0)
    return q
