"""How often chance would deal a commune neighbours as extreme as its own."""

from collections.abc import Iterable

import numpy as np

from numna_geo.gaps.groups import Rows
from numna_geo.gaps.neighbours import Neighbours
from numna_geo.gaps.scene import Floats

PERMUTATIONS, FINER, SEED = 999, 99_999, 20_261_126
_CROWDED = 10


def permuted_p(
    values: Floats,
    neighbours: Neighbours,
    *,
    permutations: int = PERMUTATIONS,
    accepted: float | None = None,
    seed: int = SEED,
) -> Floats:
    """The chance of neighbours as high, or as low, were all others dealt anew.

    Each commune keeps its value; the same draws serve all, each skipping the commune
    itself. (r + 1) / (R + 1) of the smaller side, doubled: at least 2 / (R + 1). Of
    4,293 communes with R = 999, 172 would have to reach that least p before a false
    discovery rate of 5 % lets any stand out: where fewer do, they are drawn anew
    `FINER` times, by other draws.

    Args:
        values: of each commune, all known, shape (N,).
        neighbours: of each.
        permutations: R.
        accepted: rate of false discoveries that p must be fine enough for, if any.
        seed: the same one always gives the same p.

    Returns:
        in (0, 1], NaN without neighbours or when all values are equal, shape (N,).

    Source:
        Conditional permutation of L. Anselin (1995), Geographical Analysis 27:93-115.
    """
    p = np.full(len(values), np.nan)
    some = np.flatnonzero(neighbours.sizes)
    if not len(some) or np.ptp(values) == 0:
        return p
    random = np.random.default_rng(seed)
    p[some] = _two_sided_p(values, neighbours, some, permutations, random)
    least = 2 / (permutations + 1)
    extreme = some[p[some] <= least]
    if accepted is not None and len(extreme) < least * len(some) / accepted:
        p[extreme] = _two_sided_p(values, neighbours, extreme, FINER, random)
    return p


def _two_sided_p(
    values: Floats,
    neighbours: Neighbours,
    rows: Rows,
    permutations: int,
    random: np.random.Generator,
) -> Floats:
    """The p of the communes `rows`.

    Only the neighbours decide: the value of the commune turns the two sides over.
    """
    widest = int(neighbours.sizes.max())
    draws = different_numbers(len(values) - 1, widest, permutations, random).T
    # A number stands for the commune after it unless it is before the one tested.
    before, after = values[draws], values[draws + 1]
    observed, sizes = neighbours.total(values), neighbours.sizes
    # The same values added up in another order are not equal to the last bit.
    slack = 1e-12 * widest * np.abs(values).max()

    def smaller_sides() -> Iterable[int]:
        for row in rows:
            first = slice(sizes[row])
            drawn = np.where(draws[first] >= row, after[first], before[first])
            excess = drawn.sum(axis=0) - observed[row]
            above = int(np.count_nonzero(excess >= -slack))
            yield min(above, int(np.count_nonzero(excess <= slack)))

    smaller = np.fromiter(smaller_sides(), dtype=np.float64, count=len(rows))
    p: Floats = np.minimum(1.0, 2 * (smaller + 1) / (permutations + 1))
    return p


def different_numbers(
    size: int, count: int, times: int, random: np.random.Generator
) -> Rows:
    """Draw `count` different numbers below `size`, `times` times, each set as likely.

    Returns:
        shape (times, count); any first columns are as good a draw.
    """
    if size < _CROWDED * count:
        shuffled = random.random((times, size)).argsort(axis=1)
        return shuffled[:, :count]
    found = random.integers(0, size, (times, count))
    while True:
        ordered = np.sort(found, axis=1)
        twice = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
        if not twice.any():
            return found
        found[twice] = random.integers(0, size, (np.count_nonzero(twice), count))
