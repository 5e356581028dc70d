"""Pairs drawn at random for a person to judge how well matching does."""

import numpy as np

from numna_geo.matching.columns import Columns
from numna_geo.matching.neighbours import NEAR_M, metres_between
from numna_geo.matching.score import AUTOMATIC
from numna_geo.matching.texts import FloatArray, IntArray


def drawn(
    columns: Columns,
    pairs: IntArray,
    scores: FloatArray,
    *,
    above: int,
    below: int,
    seed: int,
) -> list[tuple[int, int]]:
    """Pairs within 1 km, as many as asked on each side of `AUTOMATIC`, in random order.

    The same records and seed give the same pairs, in whatever order records came.

    Args:
        columns: the records.
        pairs: those compared, shape (n, 2).
        scores: of each pair, 0 to 1.
        above: how many of those joined.
        below: how many of those left apart.
        seed: of the draw.
    """
    near = metres_between(columns, pairs[:, 0], pairs[:, 1]) <= NEAR_M
    keys = np.sort(columns.order[pairs], axis=1)
    by_key = np.lexsort((keys[:, 1], keys[:, 0]))
    chance = np.random.default_rng(seed)
    found = []
    for side, asked in ((scores >= AUTOMATIC, above), (scores < AUTOMATIC, below)):
        there = by_key[(side & near)[by_key]]
        found.append(chance.choice(there, min(asked, there.size), replace=False))
    chosen = chance.permutation(np.concatenate(found))
    return [(one, other) for one, other in pairs[chosen].tolist()]
