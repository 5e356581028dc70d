"""Where to open ten places: greedily, proved, and as spopt does, on one instance."""

import time
import warnings
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from bench.figure import Figure
from numna_geo.gaps.siting import Savings, greedy, reach_savings
from numna_geo.gaps.siting_exact import exact
from numna_geo.travel.engine import plain_ends
from numna_geo.travel.estimate import Estimate
from numna_geo.travel.pairs import pairs_within

COMMUNES, PLACES, COUNT, LIMIT_MIN = 4_293, 94, 10, 20.0
"""As many communes as the region has, and support structures."""

SMALL = 600
"""Communes of the instance that spopt gets: its model is built pair by pair."""

Floats = npt.NDArray[np.float64]
Answer = TypeVar("Answer")


def figures() -> Iterator[Figure]:
    """Greedy and exact choices, and those of spopt on a part of the communes."""
    whole = instance(COMMUNES)
    quick, quick_s = timed(lambda: greedy(whole, COUNT))
    proved, proved_s = timed(lambda: exact(whole, COUNT, seconds=30))
    yield Figure(
        name=f"{COUNT} of {COMMUNES:,}, greedy (bound {quick.gap:.1%} above)",
        times_s=quick_s,
    )
    yield Figure(
        name=f"{COUNT} of {COMMUNES:,}, exact (gap {proved.gap:.2%}, "
        f"{proved.total / quick.total - 1:+.2%})",
        times_s=proved_s,
        beside="greedy",
        beside_s=quick_s,
    )
    yield from beside_spopt()


def beside_spopt() -> Iterator[Figure]:
    """A smaller instance solved here and by spopt; nothing where that is absent."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pulp
            from spopt.locate import MCLP

            solver = pulp.PULP_CBC_CMD(msg=False)
    except ImportError:
        return
    small, (minutes, people) = instance(SMALL), table(SMALL)
    ours, ours_s = timed(lambda: exact(small, COUNT, seconds=30))

    def theirs() -> float:
        model = MCLP.from_cost_matrix(minutes, people, LIMIT_MIN, p_facilities=COUNT)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.solve(solver)
        return float(model.problem.objective.value())

    told, theirs_s = timed(theirs, runs=1)
    same = "same" if abs(told - ours.total) < 1 else f"{told:.0f} ≠ {ours.total:.0f}"
    yield Figure(
        name=f"{COUNT} of {SMALL:,}, exact ({same} objective)",
        times_s=ours_s,
        beside="spopt with CBC",
        beside_s=theirs_s,
    )


def instance(communes: int) -> Savings:
    """What each commune as a candidate would spare the others."""
    people, now = drawn(communes)
    ends = plain_ends(_lonlat(communes))
    rows, columns, minutes = pairs_within(Estimate(), ends, ends, LIMIT_MIN)
    pairs = (rows, columns, minutes.central)
    return reach_savings(pairs, people, now, LIMIT_MIN, candidates=communes)


def table(communes: int) -> tuple[Floats, Floats]:
    """The same as a table of minutes, and people who have no place yet."""
    people, now = drawn(communes)
    ends = plain_ends(_lonlat(communes))
    minutes = Estimate().table(ends, ends).central
    return minutes, np.where(now <= LIMIT_MIN, 0.0, people)


def drawn(communes: int) -> tuple[Floats, Floats]:
    """People of each commune, and minutes to the nearest of places among them."""
    chance = np.random.default_rng(5)
    people = np.rint(np.exp(chance.normal(6.2, 1.3, communes)))
    ends = plain_ends(_lonlat(communes))
    weight = people**0.8 / (people**0.8).sum()
    few = max(PLACES * communes // COMMUNES, 1)
    there = chance.choice(communes, size=few, replace=False, p=weight)
    return people, Estimate().nearest(ends, ends.some(there))[0].central


def timed(ask: Callable[[], Answer], *, runs: int = 3) -> tuple[Answer, list[float]]:
    """What was answered, and seconds of each run."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        found = ask()
        times.append(time.perf_counter() - begun)
    return found, times


def _lonlat(communes: int) -> Floats:
    chance = np.random.default_rng(4)
    side = np.sqrt(communes / COMMUNES)
    return np.column_stack(
        (
            0.2 + (chance.uniform(-1.5, 1.5, communes)) * side,
            45.0 + (chance.uniform(-1.9, 1.9, communes)) * side,
        )
    )
