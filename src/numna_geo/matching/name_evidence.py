"""What two names say of their being one place, in points of log-odds.

They weigh what sets a place apart: a shared word counts by its rarity, and words of the
field (« mairie », « services ») only by the kind of place that they name.
"""

import numpy as np

from numna_geo.matching.compared import Compared
from numna_geo.matching.texts import FloatArray
from numna_geo.matching.words import MOVING

# Points by how alike the words are that set two names apart, 0 to 1.
_LIKENESS = (0.0, 0.35, 0.55, 0.75, 1.0)
_POINTS = (-3.2, -2.2, 0.0, 1.6, 3.6)
_ENOUGH_WEIGHT, _LEAST_SHARE = 1.0, 0.4
"""Names agree in full when they share the weight of one rare word; words that are met
everywhere keep `_LEAST_SHARE` of the points."""

# A bare name has no word of its own: « Mairie », « France services Ambazac ».
_BARE_SAME, _BARE_ALIKE, _BARE_UNLIKE = 2.0, 1.7, -0.3
_ONE_BARE, _ONE_BARE_UNLIKE = 1.0, -0.8
_OTHER_KIND, _OTHER_BRANCH = -2.5, -2.5
_SHARED_BY_KINDS = 0.5
"""What is left of points for names when their kinds differ: « Médiathèque de Vézère »
and « Communauté de communes de Vézère » share the name of a country."""

_OTHER_NUMBERS, _ONE_NUMBERED = -2.5, -0.5


def name_points(pairs: Compared) -> FloatArray:
    """Points for the words of two names."""
    columns, same = pairs.columns, pairs.name_likeness
    share = np.clip(pairs.name_weight / _ENOUGH_WEIGHT, _LEAST_SHARE, 1.0)
    points = np.interp(same, _LIKENESS, _POINTS)
    points = np.where(points > 0, points * share, points)
    unlike = pairs.other_kinds & (points > 0)
    points = np.where(unlike, points * _SHARED_BY_KINDS, points)
    codes = columns.core.codes
    both_bare = (codes[pairs.left] < 0) & (codes[pairs.right] < 0)
    one_kind = (columns.kinds[pairs.left] & columns.kinds[pairs.right]) != 0
    bare = np.where(one_kind, _BARE_ALIKE, _BARE_UNLIKE)
    bare = np.where(pairs.same(columns.field), _BARE_SAME, bare)
    one_bare = np.where(one_kind, _ONE_BARE, _ONE_BARE_UNLIKE)
    return np.where(both_bare, bare, np.where(np.isnan(same), one_bare, points))


def kind_points(pairs: Compared) -> FloatArray:
    """Points against two names that name different kinds of place."""
    return np.where(pairs.other_kinds, _OTHER_KIND, 0.0)


def number_points(pairs: Compared) -> FloatArray:
    """Points against two names whose numbers differ."""
    codes = pairs.columns.numbers.codes
    one_side = (codes[pairs.left] >= 0) != (codes[pairs.right] >= 0)
    points = np.where(one_side, _ONE_NUMBERED, 0.0)
    return np.where(pairs.differ(pairs.columns.numbers), _OTHER_NUMBERS, points)


def branch_points(pairs: Compared) -> FloatArray:
    """Points against an annexe, or a bus, and the place that it depends on.

    An annexe is elsewhere: where two sources give one address, it is but another word;
    where one source gives it for both, it is that of the parent. A bus is at home where
    the place is.
    """
    branches = pairs.columns.branches
    other = branches[pairs.left] ^ branches[pairs.right]
    here = pairs.same_address & ~pairs.same(pairs.columns.source)
    apart = (other & MOVING != 0) | ((other != 0) & ~here)
    return np.where(apart, _OTHER_BRANCH, 0.0)
