"""What two names say of their being one place, in points of log-odds.

They weigh what sets a place apart: a shared word counts by its rarity, and words of the
field (« mairie », « services ») only by the kind of place that they name.
"""

import numpy as np

from numna_geo.matching.compared import Compared
from numna_geo.matching.texts import FloatArray, Truths
from numna_geo.matching.words import ANNEXE, BODIES, LABEL, MOVING, SERVICE

# Points by how alike the words are that set two names apart, 0 to 1.
_LIKENESS = (0.0, 0.35, 0.55, 0.75, 1.0)
_POINTS = (-3.2, -2.2, 0.0, 1.6, 3.6)
_ENOUGH_WEIGHT, _LEAST_SHARE = 1.0, 0.4
"""Names agree in full when they share the weight of one rare word; words that are met
everywhere keep `_LEAST_SHARE` of the points."""

# A bare name has no word of its own: « Mairie », « France services Ambazac ».
_BARE_SAME, _BARE_ALIKE, _BARE_UNLIKE = 2.0, 1.7, -0.3
_ONE_BARE, _ONE_BARE_UNLIKE = 1.0, -0.8
_OTHER_KIND, _LABEL_HERE, _OTHER_BRANCH = -2.5, -1.6, -2.5
_SHARED_BY_KINDS = 0.5
"""What is left of points for names when their kinds differ: « Médiathèque de Vézère »
and « Communauté de communes de Vézère » share the name of a country."""

_HOUSED, _SHORTENED = 1.0, 1.6
"""For a name that the address of the other gives, or the initials of the other."""

_OTHER_NUMBERS, _ONE_NUMBERED = -2.5, -0.5
_ONE_MOVES = -8.0
"""Against one that moves about and one that does not, by the word of their sources;
only a name, an address and every contact in common outweigh it: one word is wrong."""


def name_points(pairs: Compared) -> FloatArray:
    """Points for the words of two names."""
    columns, same = pairs.columns, pairs.name_likeness
    share = np.clip(pairs.name_weight / _ENOUGH_WEIGHT, _LEAST_SHARE, 1.0)
    points = np.interp(same, _LIKENESS, _POINTS)
    points = np.where(points > 0, points * share, points)
    codes = columns.core.codes
    both_bare = (codes[pairs.left] < 0) & (codes[pairs.right] < 0)
    one_kind = (columns.kinds[pairs.left] & columns.kinds[pairs.right]) != 0
    bare = np.where(one_kind, _BARE_ALIKE, _BARE_UNLIKE)
    bare = np.where(pairs.same(columns.field), _BARE_SAME, bare)
    one_bare = np.where(one_kind, _ONE_BARE, _ONE_BARE_UNLIKE)
    points = np.where(both_bare, bare, np.where(np.isnan(same), one_bare, points))
    other = columns.kinds[pairs.left] != columns.kinds[pairs.right]
    unlike = (_unlike_kinds(pairs) | (_branch(pairs) & other)) & (points > 0)
    points = np.where(unlike, points * _SHARED_BY_KINDS, points)
    points = np.where(pairs.hosted, np.maximum(points, 0.0), points)
    points = np.where(pairs.housed, np.maximum(points, _HOUSED), points)
    return np.where(pairs.shortened, np.maximum(points, _SHORTENED), points)


def kind_points(pairs: Compared) -> FloatArray:
    """Points against two names that name different kinds of place."""
    kinds = pairs.columns.kinds
    label = ((kinds[pairs.left] | kinds[pairs.right]) & LABEL) != 0
    against = np.where(label & pairs.same_address, _LABEL_HERE, _OTHER_KIND)
    return np.where(_unlike_kinds(pairs), against, 0.0)


def _unlike_kinds(pairs: Compared) -> Truths:
    return pairs.other_kinds & ~pairs.hosted


def number_points(pairs: Compared) -> FloatArray:
    """Points against two names whose numbers differ."""
    codes = pairs.columns.numbers.codes
    one_side = (codes[pairs.left] >= 0) != (codes[pairs.right] >= 0)
    points = np.where(one_side, _ONE_NUMBERED, 0.0)
    return np.where(pairs.differ(pairs.columns.numbers), _OTHER_NUMBERS, points)


def branch_points(pairs: Compared) -> FloatArray:
    """Points against an annexe, a bus or a service, and what it depends on.

    An annexe is elsewhere: where two sources give one address, it is but another word;
    where one source gives it for both, it is that of the parent. A bus is at home where
    the place is, and a service of a public body where its seat is.
    """
    itinerant = pairs.columns.itinerant
    one, other = itinerant[pairs.left], itinerant[pairs.right]
    moves = (one >= 0) & (other >= 0) & (one != other)
    return np.where(moves, _ONE_MOVES, np.where(_branch(pairs), _OTHER_BRANCH, 0.0))


def _branch(pairs: Compared) -> Truths:
    """Whether only one is an annexe, a bus, or a service of the body."""
    branches, kinds = pairs.columns.branches, pairs.columns.kinds
    other = branches[pairs.left] ^ branches[pairs.right]
    one, another = kinds[pairs.left], kinds[pairs.right]
    here = pairs.same_address & ~pairs.same(pairs.columns.source) & (one == another)
    annexe = (other & ANNEXE != 0) & ~here & ~pairs.hosted
    service = (other & SERVICE != 0) & (one & another & BODIES != 0)
    return np.asarray((other & MOVING != 0) | annexe | service)
