"""Which of two records is told to be in the house of the other."""

from collections.abc import Sequence

import numpy as np

from numna_geo.matching.columns import Columns
from numna_geo.matching.texts import IntArray, Truths
from numna_geo.matching.words import LABEL, LONG_ENOUGH


def named_by_address(
    columns: Columns, left: IntArray, right: IntArray, near: Truths
) -> Truths:
    """Whether what an address says beside its street is the name of the other record.

    Args:
        columns: the records.
        left: those that come first in each pair.
        right: those they are compared with.
        near: the pairs to look at; of others it says no.
    """
    found = np.zeros(left.size, dtype=np.bool_)
    building, called = columns.building, columns.called
    for one, other in ((left, right), (right, left)):
        told = near & (building.codes[one] >= 0) & (called.codes[other] >= 0)
        where = np.flatnonzero(told & ~found)
        houses, names = building.codes[one[where]], called.codes[other[where]]
        found[where] = _within(building.values, houses, called.values, names)
    return found


def named_by_mailbox(
    columns: Columns, left: IntArray, right: IntArray, near: Truths
) -> Truths:
    """Whether the mailbox of a France services holds the name of the other record.

    The arguments are those of `named_by_address`.
    """
    found = np.zeros(left.size, dtype=np.bool_)
    email, proper, core = columns.email, columns.proper, columns.core
    labelled = columns.kinds & LABEL != 0
    for one, other in ((left, right), (right, left)):
        told = near & labelled[one] & ~labelled[other]
        told &= (email.codes[one] >= 0) & (proper.codes[other] >= 0)
        for n in np.flatnonzero(told).tolist():
            letters = "".join(filter(str.isalnum, email.value(one[n]) or "")).lower()
            # With its little words or without: « arcenciel », « entredeuxmers ».
            names = proper.value(other[n]), (core.value(other[n]) or "")
            spelt = (name.replace(" ", "") for name in names if name)
            found[n] |= any(len(s) >= LONG_ENOUGH and s in letters for s in spelt)
    return found


def _within(
    houses: Sequence[str], house: IntArray, names: Sequence[str], name: IntArray
) -> Truths:
    """Whether all words of the house are in the name, or all of the name in it."""
    codes = (house.astype(np.int64) << 32) | name
    each, where = np.unique(codes, return_inverse=True)
    found = np.zeros(each.size, dtype=np.bool_)
    for n, code in enumerate(each.tolist()):
        one = set(houses[code >> 32].split())
        other = set(names[code & 0xFFFFFFFF].split())
        found[n] = one <= other or other <= one
    return np.asarray(found[where])
