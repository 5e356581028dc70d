"""Inequality among people, by hand and for any numbers; PySAL `inequality` beside."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from numna_geo.gaps.equity import gini, lorenz, mean, palma, theil
from numna_geo.gaps.groups import Groups, grouped
from numna_geo.gaps.scene import Floats

FEW = settings(max_examples=25)
counts = st.integers(1, 9_000).map(float)
amounts = st.one_of(st.just(0.0), st.floats(0.01, 500))
communes = st.lists(st.tuples(amounts, counts), min_size=4, max_size=12)


def arrays(told: list[tuple[float, float]]) -> tuple[Floats, Floats]:
    values, people = np.array(told).T
    return values, people


def test_worked_example() -> None:
    # 400, 400 and 200 people who have 1, 2 and 7 each: 2,600 in all, 2.6 on average.
    values, people = np.array([1.0, 2.0, 7.0]), np.array([400.0, 400.0, 200.0])

    curve = lorenz(values, people)
    found = palma(values, people)

    assert mean(values, people) == pytest.approx(2.6)
    assert curve == pytest.approx(
        np.array([[0, 0], [0.4, 400 / 2600], [0.8, 1200 / 2600], [1, 1]])
    )
    # 1 - (0.4 × 400 + 0.4 × 1,600 + 0.2 × 3,800) / 2,600.
    assert gini(values, people) == pytest.approx(1 - 1560 / 2600)
    assert (found.most, found.least, found.ratio) == pytest.approx((7, 1, 7))


def test_a_commune_that_the_cut_divides_counts_in_part() -> None:
    # The two fifths with least are 300 at 0 and 100 of the 600 at 3.
    values, people = np.array([0.0, 3.0, 9.0]), np.array([300.0, 600.0, 100.0])

    found = palma(values, people)

    assert (found.most, found.least, found.ratio) == pytest.approx((9, 0.75, 12))


def test_theil_worked_example() -> None:
    # Two groups of two communes of 100: 1 and 3 (mean 2), 6 and 6 (mean 6); mean 4.
    values, people = np.array([1.0, 3.0, 6.0, 6.0]), np.full(4, 100.0)

    found = theil(values, people, grouped([[0, 1], [2, 3]]))

    between = 0.25 * np.log(0.5) + 0.75 * np.log(1.5)
    first = 0.25 * (0.25 * np.log(0.5) + 0.75 * np.log(1.5))
    assert found.between == pytest.approx(between)
    assert found.parts.tolist() == pytest.approx([first, 0])
    assert found.within == pytest.approx(first)
    assert found.means.tolist() == [2, 6]
    assert found.total == pytest.approx(between + first)


def test_who_has_nothing_still_counts() -> None:
    values, people = np.array([0.0, 4.0]), np.array([50.0, 50.0])

    found = theil(values, people, grouped([[0], [1]]))

    assert mean(values, people) == 2
    assert gini(values, people) == pytest.approx(0.5)
    assert found.total == pytest.approx(np.log(2))
    assert np.isnan(palma(values, people).ratio)


def test_what_is_unknown_leaves_with_its_people() -> None:
    values = np.array([1.0, np.nan, 3.0, 8.0])
    people = np.array([300.0, 5_000.0, 100.0, np.nan])

    found = theil(values, people, grouped([[0, 1], [2, 3]]))

    assert mean(values, people) == 1.5
    assert gini(values, people) == pytest.approx(0.25)
    assert found.people.tolist() == [300, 100]


@pytest.mark.parametrize("values", [[], [0.0, 0.0], [np.nan, np.nan]])
def test_nothing_to_share_has_no_inequality(values: list[float]) -> None:
    few, people = np.array(values), np.ones(len(values))
    groups = grouped([[0], [1]]) if values else grouped([])

    assert np.isnan(gini(few, people))
    assert np.isnan(theil(few, people, groups).total)
    assert np.isnan(palma(few, people).ratio)


@FEW
@given(communes, st.floats(0.01, 1_000))
def test_a_change_of_unit_changes_no_inequality(
    told: list[tuple[float, float]], factor: float
) -> None:
    values, people = arrays(told)
    assume(values.any())
    halves = grouped([[0, 1], list(range(2, len(told)))])

    before, after = (
        theil(values, people, halves),
        theil(values * factor, people, halves),
    )

    assert gini(values * factor, people) == pytest.approx(
        gini(values, people), abs=1e-9
    )
    assert after.total == pytest.approx(before.total, abs=1e-9)
    assert after.between == pytest.approx(before.between, abs=1e-9)
    assert palma(values * factor, people).ratio == pytest.approx(
        palma(values, people).ratio, nan_ok=True
    )


@FEW
@given(communes, st.randoms())
def test_neither_the_order_nor_a_split_of_communes_matters(
    told: list[tuple[float, float]], at_random
) -> None:
    values, people = arrays(told)
    assume(values.any())
    split = [pair for value, count in told for pair in [(value, count / 2)] * 2]
    at_random.shuffle(split)
    other, halved = arrays(split)

    assert gini(other, halved) == pytest.approx(gini(values, people), abs=1e-9)
    assert palma(other, halved).most == pytest.approx(palma(values, people).most)
    assert palma(other, halved).least == pytest.approx(palma(values, people).least)


@FEW
@given(communes, st.integers(1, 3))
def test_between_and_within_add_up_and_stay_in_their_bounds(
    told: list[tuple[float, float]], first: int
) -> None:
    values, people = arrays(told)
    assume(values.any())
    found = theil(
        values, people, grouped([list(range(first)), list(range(first, len(told)))])
    )
    curve = lorenz(values, people)

    assert found.between + found.within == pytest.approx(found.total, abs=1e-12)
    assert -1e-12 <= found.between <= found.total + 1e-12
    assert (found.parts >= -1e-12).all()
    assert 0 <= gini(values, people) < 1
    assert (np.diff(curve, axis=0) >= 0).all()
    assert (curve[:, 1] <= curve[:, 0] + 1e-12).all()


def test_pysal_agrees_with_people_told_one_by_one() -> None:
    from inequality.gini import Gini
    from inequality.theil import Theil, TheilD

    at_random = np.random.default_rng(20261126)
    values = at_random.gamma(0.7, 12, 60)
    values[:9] = 0.0
    people = at_random.integers(1, 25, 60)
    regions = at_random.integers(0, 4, 60)
    each = np.repeat(values, people)
    of_each = np.repeat(regions, people)
    groups = grouped([np.flatnonzero(regions == one) for one in range(4)])

    found = theil(values, people.astype(float), groups)
    theirs = TheilD(each, of_each)

    assert gini(values, people * 1.0) == pytest.approx(Gini(each).g, abs=1e-12)
    assert found.total == pytest.approx(Theil(each).T, abs=1e-12)
    assert found.between == pytest.approx(theirs.bg.item(), abs=1e-12)
    assert found.within == pytest.approx(theirs.wg.item(), abs=1e-12)


def test_the_states_of_mexico_are_as_unequal_as_published() -> None:
    # S. J. Rey, PySAL: Theil's T of income per head in 1940, 32 states in the regions
    # of Hanson (1998): 0.20894344, of which 0.0345889 between them.
    import libpysal

    path = Path(libpysal.examples.get_path("mexico.csv"))
    rows = list(csv.DictReader(path.read_text().splitlines()))
    income = np.array([float(row["pcgdp1940"]) for row in rows])
    regions = np.array([row["hanson98"] for row in rows])

    found = theil(income, np.ones(32), by(regions))

    assert round(found.total, 8) == 0.20894344
    assert round(found.between, 7) == 0.0345889
    assert round(found.within, 8) == 0.17435454


def by(labels: np.ndarray) -> Groups:
    return grouped([np.flatnonzero(labels == one) for one in np.unique(labels)])
