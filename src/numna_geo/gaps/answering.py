"""Who answers in a territory: one status a cell, by rules that only better it."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.figures import Statuses
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.scene import Flags, Floats
from numna_geo.model.matrix import ABLE, FAR_MIN, CellStatus

_MOST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answering:
    """Who answers one question in one reading, commune by commune, shape (N,) each.

    Args:
        central: minutes to the quickest who is able and may be asked; NaN without any.
        low: at the best.
        high: at the worst.
        inside: able ones whose site is in the commune.
        visited: whether an able one keeps a permanence there.
        remote: whether an able one may be asked from there, and helps from afar.
    """

    central: Floats
    low: Floats
    high: Floats
    inside: Floats
    visited: Flags
    remote: Flags

    def __post_init__(self) -> None:
        arrays = (self.central, self.low, self.high, self.inside)
        shapes = {a.shape for a in (*arrays, self.visited, self.remote)}
        if len(shapes) != 1:
            raise ShapeMismatch(f"communes of different numbers: {sorted(shapes)}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unsaid:
    """What nobody can tell of one question, shape (N,) each.

    Args:
        inside: structures there that may answer: no source tells their stages, or
            their sectors.
        central: minutes to the quickest such one; NaN without any.
        complete: whether every directory that matters is complete there.
    """

    inside: Floats
    central: Floats
    complete: Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spread:
    """Communes or people by what the band of the minutes tells, shape (G,) each.

    `covered`, `uncertain` and `beyond` add up to `total`; `within` are those on site or
    within the threshold by the central minutes, as the indicators count.
    """

    total: Floats
    within: Floats
    covered: Floats
    uncertain: Floats
    beyond: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """One row of the matrix for G territories, shape (G,) each.

    Args:
        status: one `CellStatus` each.
        guaranteed: every inhabited commune has somebody on site or within the
            threshold, at the worst of the estimate.
        may_be_nearer: somebody is nearer than `status` who may answer, nobody knows, or
            who is declared and was not checked.
        people: inhabitants.
        communes: inhabited ones; all of them where nobody lives in any.
    """

    status: Statuses
    guaranteed: Flags
    may_be_nearer: Flags
    people: Spread
    communes: Spread


@dataclass(frozen=True, kw_only=True, eq=False)
class Asking:
    """Who asks, from where, and what is near for them.

    Args:
        people: inhabitants of each commune, NaN where unknown, shape (N,).
        groups: the communes of each territory.
        near_min: minutes, inclusive.
    """

    people: Floats
    groups: Groups
    near_min: float

    def most(self, flags: Flags) -> Flags:
        """Whether more than half of the people of each territory are flagged."""
        flagged = self.groups.total(np.where(flags, self.weights, 0.0))
        return flagged > _MOST * self._totals

    @cached_property
    def _totals(self) -> Floats:
        return self.groups.total(self.weights)

    @cached_property
    def weights(self) -> Floats:
        """People; where a territory has none, its communes count alike."""
        known = np.nan_to_num(self.people)
        empty = self.groups.total(known) == 0
        alike = np.zeros(len(known), dtype=bool)
        alike[self.groups.rows[np.repeat(empty, self.groups.sizes)]] = True
        return np.where(alike, 1.0, known)

    @cached_property
    def counted(self) -> Flags:
        """Communes where somebody lives, or may; all of a territory without any."""
        return (self.weights > 0) | np.isnan(self.people)


def cells(answering: Answering, unsaid: Unsaid, asking: Asking) -> Cells:
    """The declared reading of a row: nobody is said to answer only where all is known.

    Args:
        answering: who is able, whoever declares it.
        unsaid: who may be.
        asking: who asks.
    """
    groups = asking.groups
    may_answer = (unsaid.inside > 0) | (unsaid.central <= FAR_MIN)
    nobody = groups.all(unsaid.complete) & ~groups.any(may_answer)
    otherwise = np.where(nobody, CellStatus.NONE.value, CellStatus.UNKNOWN.value)
    return _told(_status(answering, asking, otherwise), answering, unsaid, asking)


def verified_cells(
    verified: Answering, declared: Cells, unsaid: Unsaid, asking: Asking
) -> Cells:
    """The verified reading: who is declared and was not checked is unverified.

    Args:
        verified: who is able and was checked in time.
        declared: the other reading of the same territories.
        unsaid: who may be able.
        asking: who asks.
    """
    is_declared = np.isin(declared.status, [one.value for one in ABLE])
    otherwise = np.where(is_declared, CellStatus.UNVERIFIED.value, declared.status)
    status = _status(verified, asking, otherwise)
    told = _told(status, verified, unsaid, asking)
    is_better = _rank(declared.status) < _rank(status)
    nearer = is_better & (status != CellStatus.UNVERIFIED.value)
    return replace(told, may_be_nearer=told.may_be_nearer | nearer)


def _rank(status: Statuses) -> Floats:
    """0 is the best."""
    places = [status == one.value for one in CellStatus]
    return np.select(places, list(range(len(places)))).astype(np.float64)


def _status(answering: Answering, asking: Asking, otherwise: Statuses) -> Statuses:
    """The best that is true of each territory, in the order of `CellStatus`."""
    groups = asking.groups
    rules = {
        CellStatus.ON_SITE: groups.any(answering.inside > 0),
        CellStatus.NEAR: asking.most(answering.central <= asking.near_min),
        CellStatus.VISITS: groups.any(answering.visited),
        CellStatus.FAR: asking.most(answering.central <= FAR_MIN),
        CellStatus.REMOTE_ONLY: asking.most(answering.remote),
    }
    names = [np.full(len(groups), status.value, dtype="U12") for status in rules]
    return np.select(list(rules.values()), names, otherwise.astype("U12"))


def _told(
    status: Statuses, answering: Answering, unsaid: Unsaid, asking: Asking
) -> Cells:
    groups, near = asking.groups, asking.near_min
    on_site = answering.inside > 0
    covered = on_site | (answering.high <= near)
    uncertain = ~covered & (answering.low <= near)
    nearer = asking.most(unsaid.central <= near) | groups.any(unsaid.inside > 0)
    best = np.isin(status, [CellStatus.ON_SITE.value, CellStatus.NEAR.value])
    within = on_site | (answering.central <= near)
    counted = asking.counted

    def spread(count: Floats) -> Spread:
        return Spread(
            total=groups.total(count),
            within=groups.total(np.where(within, count, 0.0)),
            covered=groups.total(np.where(covered, count, 0.0)),
            uncertain=groups.total(np.where(uncertain, count, 0.0)),
            beyond=groups.total(np.where(covered | uncertain, 0.0, count)),
        )

    return Cells(
        status=status,
        guaranteed=~groups.any(counted & ~covered),
        may_be_nearer=nearer & ~best,
        people=spread(np.nan_to_num(asking.people)),
        communes=spread(counted.astype(np.float64)),
    )
