"""The best choice of places for coverage, proved by branch and bound (HiGHS).

The programme is made small first: communes that the same candidates serve are one, and
a candidate that serves nobody but whom another one serves is left out.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from numna_geo.errors import NotInTime
from numna_geo.gaps.groups import Rows
from numna_geo.gaps.scene import Floats
from numna_geo.gaps.siting import Chosen, Savings, greedy, in_order

Matrix: TypeAlias = Any
"""Sparse, 1 where a candidate (row) serves a commune (column)."""

_FOUND, _LIMIT, _INFEASIBLE = 0, 1, 2
_ROUNDS = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Floor:
    """No group of communes may be left with less.

    Args:
        groups: the group of each commune, from 0, -1 for none, shape (N,).
        missing: people of each group who must be newly covered, shape (G,).
    """

    groups: Rows
    missing: Floats


class NoSuchChoice(Exception):
    """No choice of so many candidates leaves every group at its floor."""


def exact(
    savings: Savings, count: int, *, seconds: float, floor: Floor | None = None
) -> Chosen:
    """The best choice, or the best that was found in time with a bound on it.

    Args:
        savings: of `reach_savings`: what a commune is spared does not depend on who
            spares it.
        count: candidates at most.
        seconds: after which the search ends.
        floor: what groups of communes must have at least.

    Raises:
        NoSuchChoice: the floor cannot be met.
        NotInTime: nothing that meets the floor was found, nor that nothing does.

    Source:
        Church & ReVelle (1974); solved by HiGHS (Huangfu & Hall, 2018, Mathematical
        Programming Computation 10:119-142) through scipy.optimize.milp.
    """
    start = greedy(savings, count)
    if not len(savings) or (floor is None and start.gap == 0):
        return _met(savings, start, floor)
    small = _reduced(savings, floor)
    found = _solved(small, count, seconds, floor)
    if found.status == _INFEASIBLE:
        raise NoSuchChoice
    if floor is not None and found.x is None:
        raise NotInTime("no choice that meets the floor was found in time")
    bound = start.bound
    if found.mip_dual_bound is not None:
        bound = min(bound, -float(found.mip_dual_bound))
    best = start.candidates
    if found.x is not None:
        size = len(small.candidates)
        taken = small.candidates[found.x[:size] > 1 / 2].tolist()
        if floor is not None or savings.total(taken) > start.total:
            best = tuple(taken)
    reached = savings.total(best)
    if found.status == _FOUND:
        bound = reached
    return in_order(savings, best, max(bound, reached))


def _met(savings: Savings, chosen: Chosen, floor: Floor | None) -> Chosen:
    if floor is not None:
        spared = savings.spared(chosen.candidates)
        inside = floor.groups >= 0
        given = np.bincount(
            floor.groups[inside], spared[inside], minlength=len(floor.missing)
        )
        if (given < floor.missing).any():
            raise NoSuchChoice
    return chosen


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Small:
    """Candidates that are left, and classes of communes: weight, group, who serves."""

    candidates: Rows
    weights: Floats
    groups: Rows
    serves: Matrix


def _reduced(savings: Savings, floor: Floor | None) -> _Small:
    from scipy.sparse import csr_array

    used, columns = np.unique(savings.communes, return_inverse=True)
    weights = np.zeros(len(used))
    weights[columns] = savings.worth
    group = np.zeros(len(used), dtype=np.intp)
    if floor is not None:
        group = floor.groups[used]
    serves = csr_array(
        (np.ones(len(savings)), (savings.candidates, columns)),
        shape=(savings.candidates_size, len(used)),
    )
    candidates = np.flatnonzero(np.diff(serves.indptr))
    serves = serves[candidates]
    for _ in range(_ROUNDS):
        before = serves.shape
        kept = _undominated(serves)
        candidates, serves = candidates[kept], serves[kept]
        first, class_of = _alike(serves, group)
        weights = np.bincount(class_of, weights).astype(np.float64)
        group, serves = group[first], serves[:, first]
        if serves.shape == before:
            break
    return _Small(
        candidates=candidates, weights=weights, groups=group, serves=serves.tocsr()
    )


def _undominated(serves: Matrix) -> Rows:
    """Candidates that no other serves all of; of equal ones the first."""
    sizes = np.diff(serves.indptr)
    common = (serves @ serves.T).tocoo()
    row, column = common.coords
    inside = (common.data == sizes[row]) & (row != column)
    row, column = row[inside], column[inside]
    beaten = (sizes[column] > sizes[row]) | (column < row)
    kept = np.ones(len(sizes), dtype=bool)
    kept[row[beaten]] = False
    return np.flatnonzero(kept)


def _alike(serves: Matrix, groups: Rows) -> tuple[Rows, Rows]:
    """The first commune of each class that the same serve, and the class of each."""
    by_commune = serves.tocsc()
    by_commune.sort_indices()
    first: dict[tuple[int, bytes], int] = {}
    members: list[int] = []
    class_of = np.empty(by_commune.shape[1], dtype=np.intp)
    pointers, rows = by_commune.indptr, by_commune.indices
    for commune in range(by_commune.shape[1]):
        served = rows[pointers[commune] : pointers[commune + 1]].tobytes()
        key = (int(groups[commune]), served)
        if key not in first:
            first[key] = len(members)
            members.append(commune)
        class_of[commune] = first[key]
    return np.array(members, dtype=np.intp), class_of


def _solved(small: _Small, count: int, seconds: float, floor: Floor | None) -> Any:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, eye_array, hstack

    places, classes = small.serves.shape
    # A class is served when one of its candidates is taken; that share needs no
    # integrality: at whole candidates it is 0 or 1 by itself.
    served = hstack([small.serves.T, -eye_array(classes)]).tocsr()
    taken = np.concatenate([np.ones(places), np.zeros(classes)])
    rules = [
        LinearConstraint(served, lb=0.0),
        LinearConstraint(csr_array(taken[None, :]), ub=float(count)),
    ]
    if floor is not None:
        inside = np.flatnonzero(small.groups >= 0)
        per_group = csr_array(
            (small.weights[inside], (small.groups[inside], places + inside)),
            shape=(len(floor.missing), places + classes),
        )
        rules.append(LinearConstraint(per_group, lb=np.maximum(floor.missing, 0.0)))
    return milp(
        np.concatenate([np.zeros(places), -small.weights]),
        integrality=taken,
        bounds=Bounds(0.0, 1.0),
        constraints=rules,
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
