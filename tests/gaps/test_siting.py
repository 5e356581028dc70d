"""Where to open: by hand, against every choice there is, and against spopt."""

from importlib import import_module
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numna_geo.errors import NotInTime, ShapeMismatch
from numna_geo.gaps.siting import Savings, greedy, reach_savings, time_savings
from numna_geo.gaps.siting_exact import Floor, NoSuchChoice, exact
from numna_geo.gaps.siting_median import exact_median

Floats = npt.NDArray[np.float64]
NEVER = np.nan


def whole(minutes: Floats) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Floats]:
    """A table of minutes, communes by candidates, as pairs."""
    communes, places = np.nonzero(~np.isnan(minutes))
    return communes, places, minutes[communes, places]


def covering(minutes: Floats, people: Floats, now: Floats, limit: float) -> Savings:
    return reach_savings(whole(minutes), people, now, limit, candidates=len(minutes.T))


def best(savings: Savings, count: int) -> float:
    every = range(savings.candidates_size)
    return max(savings.total(chosen) for chosen in combinations(every, count))


# Four villages on a road, 10 min apart, and a place at the first already.
ROAD = np.abs(np.subtract.outer(np.arange(4), np.arange(4))) * 10.0
PEOPLE = np.array([500.0, 100.0, 300.0, 200.0])
NOW = np.array([0.0, 10.0, 20.0, 30.0])


def test_worked_example_of_coverage() -> None:
    # Within 10 min of the place: villages 0 and 1. Of the 500 others, a place at 2 or
    # at 3 serves all; one at 1 only the 300 of village 2.
    savings = covering(ROAD, PEOPLE, NOW, 10.0)

    chosen = greedy(savings, 1)

    assert savings.beyond(np.zeros(4)).tolist() == [0, 300, 500, 500]
    assert (chosen.candidates, chosen.gains, chosen.bound) == ((2,), (500.0,), 500.0)


def test_worked_example_of_time() -> None:
    # A place at 2 spares village 2 its 20 min and village 3 20 of its 30.
    savings = time_savings(whole(ROAD), PEOPLE, NOW, 45.0, candidates=4)

    assert savings.total([2]) == 300 * 20 + 200 * 20
    assert greedy(savings, 1).candidates == (2,)


def test_what_greed_misses_is_found_and_proved() -> None:
    # Greedily the third candidate is first, and then two are left over by three.
    minutes = np.full((6, 3), NEVER)
    minutes[[0, 1, 2], 0] = minutes[[3, 4, 5], 1] = minutes[[1, 2, 3, 4], 2] = 5.0
    savings = covering(minutes, np.ones(6), np.full(6, NEVER), 10.0)

    assert greedy(savings, 2).total == 5
    assert (
        exact(savings, 2, seconds=60).total == exact(savings, 2, seconds=60).bound == 6
    )


def test_a_floor_moves_a_place_and_says_when_it_cannot_be_met() -> None:
    minutes = np.where(np.eye(3, dtype=bool), 1.0, NEVER)
    savings = covering(minutes, np.array([9.0, 8.0, 1.0]), np.full(3, NEVER), 10.0)
    groups = np.array([0, 0, 1])

    free = exact(savings, 2, seconds=60)
    kept = exact(
        savings, 2, seconds=60, floor=Floor(groups=groups, missing=np.array([0.0, 1.0]))
    )

    assert (free.total, kept.total, set(kept.candidates)) == (17, 10, {0, 2})
    with pytest.raises(NoSuchChoice):
        exact(
            savings,
            2,
            seconds=60,
            floor=Floor(groups=groups, missing=np.array([17.0, 1.0])),
        )


def test_a_floor_that_may_be_met_is_not_told_impossible_when_time_runs_out() -> None:
    random = np.random.default_rng(1)
    minutes = np.where(random.random((120, 80)) < 0.08, 5.0, NEVER)
    people = random.integers(1, 99, 120).astype(np.float64)
    savings = covering(minutes, people, np.full(120, NEVER), 10.0)
    groups = random.integers(0, 4, 120)
    floor = Floor(groups=groups, missing=np.full(4, 1_000.0))

    with pytest.raises(NotInTime):
        exact(savings, 12, seconds=0, floor=floor)


def test_a_pair_told_twice_is_refused() -> None:
    with pytest.raises(ShapeMismatch):
        Savings(
            candidates=np.array([0, 0]),
            communes=np.array([1, 1]),
            worth=np.ones(2),
            candidates_size=1,
            communes_size=2,
        )


@st.composite
def towns(draw: st.DrawFn) -> tuple[Floats, Floats, Floats]:
    communes, places = draw(st.integers(1, 7)), draw(st.integers(2, 6))
    minute = st.one_of(st.just(NEVER), st.integers(0, 40).map(float))

    def column(size: int, of: st.SearchStrategy[float]) -> list[float]:
        return draw(st.lists(of, min_size=size, max_size=size))

    minutes = np.array(column(communes * places, minute)).reshape(communes, places)
    people = np.array(column(communes, st.integers(0, 900).map(float)))
    return minutes, people, np.array(column(communes, minute))


@settings(max_examples=40)
@given(towns(), st.integers(1, 3))
def test_against_every_choice_there_is(
    made: tuple[Floats, Floats, Floats], count: int
) -> None:
    minutes, people, now = made
    count = min(count, len(minutes.T))
    for savings, proved in (
        (covering(minutes, people, now, 15.0), exact),
        (
            time_savings(whole(minutes), people, now, 45.0, candidates=len(minutes.T)),
            exact_median,
        ),
    ):
        true, quick = best(savings, count), greedy(savings, count)

        assert quick.total >= (1 - 1 / np.e) * true - 1e-6
        assert quick.bound >= true - 1e-6
        assert proved(savings, count, seconds=60).total == pytest.approx(true)
        assert list(quick.gains) == sorted(quick.gains, reverse=True)
        # One more place, or one more candidate, never makes the best worse.
        assert best(savings, min(count + 1, len(minutes.T))) >= true


# PuLP announces its next version.
@pytest.mark.filterwarnings("ignore")
def test_spopt_finds_the_same_objectives() -> None:
    locate, pulp = import_module("spopt.locate"), import_module("pulp")
    made = np.random.default_rng(20261126)
    lonlat, sites = made.uniform(0, 60, (25, 2)), made.uniform(0, 60, (12, 2))
    minutes = np.hypot(*(lonlat[:, None] - sites[None]).T).T
    people, nothing = made.integers(1, 900, 25).astype(float), np.full(25, NEVER)
    solver = pulp.PULP_CBC_CMD(msg=False)

    theirs = locate.MCLP.from_cost_matrix(minutes, people, 15, p_facilities=3)
    theirs.solve(solver)
    median = locate.PMedian.from_cost_matrix(minutes, people, p_facilities=3)
    median.solve(solver)

    ours = exact(covering(minutes, people, nothing, 15.0), 3, seconds=60)
    assert ours.total == pytest.approx(theirs.problem.objective.value())
    assert (ours.gap, ours.bound) == (0, ours.total)
    spared = exact_median(
        time_savings(whole(minutes), people, nothing, 90.0, candidates=12),
        3,
        seconds=60,
    )
    left = 90 * people.sum() - spared.total
    assert left == pytest.approx(median.problem.objective.value())
