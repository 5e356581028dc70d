"""Where classes end, when the values themselves are to say it."""

from collections.abc import Sequence
from typing import Literal

import jenkspy
import numpy as np

Method = Literal["natural", "quantile"]
METHODS: tuple[Method, ...] = ("natural", "quantile")

MOST = 5
"""Classes at most: more colours are not told apart."""


def breaks(
    values: Sequence[float], method: Method, *, step: float, most: int = MOST
) -> tuple[float, ...]:
    """Upper bounds of classes, inclusive, in order; the last class has none.

    Natural breaks (Fisher and Jenks) make classes as alike inside as they can be;
    quantiles put as many values in each. Infinite values have no natural break: they
    are of the last class, and quantiles count them there. Bounds are rounded up to
    `step`, so that what a legend says is where classes end. Equal bounds are one, and
    no class is empty: there are fewer classes where values repeat.

    >>> breaks([1, 2, 2, 3, 10, 11, 12, 30], "natural", step=1, most=3)
    (3, 12)
    >>> breaks([0, 0, 0, 0, 0, 0, 1, 2, 3, 4], "quantile", step=1)
    (0, 2)
    >>> breaks([1, 2, 3, 4, np.inf, np.inf, np.inf, np.inf], "quantile", step=1)
    (2, 4)
    """
    found = np.sort(np.asarray(values, dtype=float))
    finite = found[np.isfinite(found)]
    distinct = np.unique(finite).size
    if np.unique(found).size < 2 or not distinct:  # noqa: PLR2004 - one class
        return ()
    if method == "natural":
        ends = _natural(finite, min(most, distinct))
    else:
        parts = np.arange(1, most) / most
        ends = np.quantile(found, parts, method="inverted_cdf")
        ends = np.minimum(ends, finite[-1])
    return _told(ends, found, step)


def _natural(finite: np.ndarray, classes: int) -> Sequence[float]:
    """Bounds between classes; the only value there is bounds what is beyond it."""
    if classes == 1:
        return [float(finite[-1])]
    ends: Sequence[float] = jenkspy.jenks_breaks(finite, n_classes=classes)[1:-1]
    return ends


def _told(ends: Sequence[float], found: np.ndarray, step: float) -> tuple[float, ...]:
    """Rounded bounds that have values on both sides of each."""
    digits = max(0, int(np.ceil(-np.log10(step))))
    # Less a hair, since 0.3 / 0.1 is a little more than 3.
    steps = {int(np.ceil(end / step - 1e-9)) for end in map(float, ends)}
    kept: list[float] = []
    below = 0
    for end in (round(times * step, digits) for times in sorted(steps)):
        reached = int(np.searchsorted(found, end, side="right"))
        if below < reached < found.size:
            kept.append(int(end) if end == int(end) else end)
            below = reached
    return tuple(kept)
