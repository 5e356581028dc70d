"""Percentiles of people: within how many minutes some share of them is served."""

from collections.abc import Sequence

import numpy as np

from numna_geo.gaps.groups import Groups
from numna_geo.gaps.scene import Floats


def percentiles(
    values: Floats, people: Floats, groups: Groups, per_cent: Sequence[int]
) -> list[Floats]:
    """The least value that at least so many per cent of each group's people have.

    Those without a value (NaN) come last, as if it were infinite: a percentile that
    falls among them is NaN. Nobody is interpolated: every result is someone's value.

    Args:
        values: of each commune, shape (N,).
        people: whole numbers, 0 where unknown, shape (N,).
        groups: G groups of the N communes.
        per_cent: from 1 to 100.

    Returns:
        For each percentage, shape (G,); NaN where a group has nobody.

    >>> from numna_geo.gaps.groups import grouped
    >>> minutes, people = np.array([35.0, 10.0, 20.0]), np.array([300.0, 400.0, 300.0])
    >>> percentiles(minutes, people, grouped([[0, 1, 2]]), [25, 50, 75])
    [array([10.]), array([20.]), array([35.])]
    """
    if not len(groups):
        return [np.empty(0) for _ in per_cent]
    whose = np.repeat(np.arange(len(groups)), groups.sizes)
    order = np.lexsort((np.nan_to_num(values, nan=np.inf)[groups.rows], whose))
    rows = groups.rows[order]
    # Whole numbers a hundred times: exact, hence no doubt at the very percentage.
    so_far = 100 * np.cumsum(people[rows])
    ends = groups.starts + groups.sizes - 1
    before = np.append(0.0, so_far[ends[:-1]])
    whole = so_far[ends] - before
    found = []
    for share in per_cent:
        at = np.searchsorted(so_far, before + share * (whole / 100), side="left")
        reached = values[rows[np.minimum(at, ends)]]
        found.append(np.where(whole > 0, reached, np.nan))
    return found
