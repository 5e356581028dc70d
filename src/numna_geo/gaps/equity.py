"""How unequally a good is shared among people: each formula weighs people alike.

What is unknown (NaN) leaves the sums with its people. A fall of any of these can come
from taking away from the best served: read them beside the mean and the share in gap.
"""

from dataclasses import dataclass

import numpy as np

from numna_geo.gaps.figures import ratio
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.scene import Floats

BEST_SHARE, WORST_SHARE = 0.1, 0.4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Palma:
    """The tenth of people who have most beside the two fifths who have least.

    Args:
        most: their mean.
        least: their mean.
        ratio: the first over the second; NaN where those have nothing at all.
    """

    most: float
    least: float
    ratio: float


@dataclass(frozen=True, slots=True, eq=False)
class Theil:
    """Inequality, and the parts of it between groups and within them.

    Args:
        total: 0 where all have the same, at most the logarithm of the people.
        between: were each group's share equal among its people.
        within: the rest, exactly the sum of `parts`.
        people: of each group whose figures are known, shape (G,).
        means: of each group, NaN without people, shape (G,).
        parts: what the inequality inside each group adds to `within`, shape (G,).
    """

    total: float
    between: float
    within: float
    people: Floats
    means: Floats
    parts: Floats


def mean(values: Floats, people: Floats) -> float:
    """What people have on average; NaN without any whose figure is known.

    >>> mean(np.array([1.0, np.nan, 4.0]), np.array([2.0, 9.0, 1.0]))
    2.0
    """
    known, weights = _known(values, people)
    return float(known @ weights / weights.sum()) if len(known) else np.nan


def lorenz(values: Floats, people: Floats) -> Floats:
    """The curve of Lorenz: the share that the worst-off x of people have.

    Args:
        values: what each commune's people have each, shape (N,).
        people: of each commune, shape (N,).

    Returns:
        Cumulated shares of people and of what they have, from 0, 0 to 1, 1, one point
        a different value, shape (K, 2); no point where nobody has anything.

    Source:
        M. O. Lorenz (1905), Publications of the American Statistical Association 9:209.
    """
    known, weights = _known(values, people)
    if not (known @ weights):
        return np.empty((0, 2))
    different, of_value = np.unique(known, return_inverse=True)
    who = np.bincount(of_value, weights)
    held = who * different
    shares = np.cumsum(np.column_stack((who / who.sum(), held / held.sum())), axis=0)
    shares[-1] = 1.0
    return np.vstack((np.zeros(2), shares))


def gini(values: Floats, people: Floats) -> float:
    """Twice the area between the curve of Lorenz and equality, in [0, 1).

    Half the mean difference of two people drawn at random, over the mean: communes of
    300 and 100 people who have 1 and 3 each differ by 2 in 2 × 0.75 × 0.25 of the
    draws, hence 0.75 / 2 / 1.5 = 0.25.

    >>> gini(np.array([1.0, 3.0]), np.array([300.0, 100.0]))
    0.25

    Returns:
        NaN where nobody has anything.

    Source:
        C. Gini (1912), Variabilità e mutabilità, as the trapezoids under Lorenz.
    """
    curve = lorenz(values, people)
    if not len(curve):
        return np.nan
    widths, heights = np.diff(curve[:, 0]), curve[1:, 1] + curve[:-1, 1]
    return max(0.0, float(1 - widths @ heights))


def palma(values: Floats, people: Floats) -> Palma:
    """The mean of the tenth who have most over that of the two fifths who have least.

    The ratio of J. G. Palma without incomes: people are ranked by what they have of the
    very good that is measured. His is of shares, ours of means, four times his: 1 where
    all have the same. Of a commune that the cut divides, a part counts.

    >>> found = palma(np.array([1.0, 2.0, 8.0]), np.array([40.0, 50.0, 10.0]))
    >>> found.most, found.least, found.ratio
    (8.0, 1.0, 8.0)

    Source:
        J. G. Palma (2011), Development and Change 42:87-153.
    """
    known, weights = _known(values, people)
    if not len(known):
        return Palma(most=np.nan, least=np.nan, ratio=np.nan)
    order = np.argsort(known, kind="stable")
    upwards, who = known[order], weights[order]
    most = _mean_of_first(upwards[::-1], who[::-1], BEST_SHARE)
    least = _mean_of_first(upwards, who, WORST_SHARE)
    return Palma(most=most, least=least, ratio=most / least if least else np.nan)


def theil(values: Floats, people: Floats, groups: Groups) -> Theil:
    """Theil's T, and how much of it is between groups of communes and within them.

    T is the sum of w (x / m) ln(x / m), w being a commune's share of people and m the
    mean. Who has nothing adds 0, the limit of x ln x, and stays among the people.
    Communes of no group are left out.

    >>> two = Groups(rows=np.array([0, 1]), starts=np.array([0, 1]))
    >>> found = theil(np.array([1.0, 3.0]), np.array([300.0, 100.0]), two)
    >>> round(found.total, 6), round(found.between, 6), found.within
    (0.143841, 0.143841, 0.0)

    Args:
        values: what each commune's people have each, not negative, shape (N,).
        people: of each commune, shape (N,).
        groups: that share no commune.

    Source:
        H. Theil (1967), Economics and Information Theory; A. F. Shorrocks (1980),
        Econometrica 48:613-625, for the decomposition.
    """
    known = ~(np.isnan(values) | np.isnan(people))
    who, has = (np.where(known, n, 0.0) for n in (people, values * people))
    group_who, group_has = groups.total(who), groups.total(has)
    everybody, everything = float(group_who.sum()), float(group_has.sum())
    means = ratio(group_has, group_who)
    if not everything:
        nan = np.full(len(groups), np.nan)
        return Theil(np.nan, np.nan, np.nan, people=group_who, means=means, parts=nan)
    each_has, each_who = has[groups.rows], who[groups.rows]
    whole = _entropy(each_has, each_who, everything, everybody)
    apart = _entropy(group_has, group_who, everything, everybody)
    parts = _inside(each_has, each_who, groups) / everything
    return Theil(
        total=float(whole.sum()) / everything,
        between=float(apart.sum()) / everything,
        within=float(parts.sum()),
        people=group_who,
        means=means,
        parts=parts,
    )


def _inside(has: Floats, who: Floats, groups: Groups) -> Floats:
    """The sums over each group of what its communes differ from it, shape (G,)."""
    of_group = np.repeat(np.arange(len(groups)), groups.sizes)
    group_has = np.add.reduceat(has, groups.starts)[of_group]
    group_who = np.add.reduceat(who, groups.starts)[of_group]
    apart = _entropy(has, who, group_has, group_who)
    sums: Floats = np.add.reduceat(apart, groups.starts)
    return sums


def _entropy(
    has: Floats, who: Floats, of_has: Floats | float, of_who: Floats | float
) -> Floats:
    """`has` ln((has / of_has) / (who / of_who)), 0 for who has nothing."""
    some = has > 0
    relative = np.ones(has.shape)
    np.divide(has, of_has, out=relative, where=some)
    np.divide(relative * of_who, who, out=relative, where=some)
    return has * np.log(relative)


def _known(values: Floats, people: Floats) -> tuple[Floats, Floats]:
    """Values that somebody has, and how many do."""
    known = ~np.isnan(values) & (people > 0)
    return values[known], people[known]


def _mean_of_first(values: Floats, people: Floats, share: float) -> float:
    """The mean over the first `share` of people, in the order given."""
    wanted = share * people.sum()
    before = np.cumsum(people) - people
    taken = np.clip(wanted - before, 0.0, people)
    return float(values @ taken / wanted)
