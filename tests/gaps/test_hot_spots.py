"""Clusters of lack: by hand, for any numbers, and as PySAL `esda` finds them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numna_geo.gaps.false_discovery import false_discovery_rate
from numna_geo.gaps.hot_spots import getis_ord_star, hot_spots, local_moran
from numna_geo.gaps.neighbours import (
    Neighbours,
    nearest_neighbours,
    neighbours_of,
    on_globe,
)
from numna_geo.gaps.permuting import different_numbers, permuted_p
from numna_geo.gaps.scene import Floats

SIZE = 240


@pytest.fixture(scope="module")
def lonlat() -> Floats:
    at_random = np.random.default_rng(1)
    return np.column_stack(
        (at_random.uniform(-1.5, 2.5, SIZE), at_random.uniform(43, 47, SIZE))
    )


@pytest.fixture(scope="module")
def near(lonlat: Floats) -> Neighbours:
    return nearest_neighbours(lonlat)


@pytest.fixture(scope="module")
def values(lonlat: Floats) -> Floats:
    """High in the north-east, and a little of everything."""
    return 40 + 9 * lonlat.sum(axis=1) + np.random.default_rng(2).normal(0, 9, SIZE)


def test_eight_nearest_are_those_on_the_globe(lonlat: Floats, near: Neighbours) -> None:
    metres = on_globe(lonlat)
    apart = np.linalg.norm(metres[:, np.newaxis] - metres, axis=2)
    np.fill_diagonal(apart, np.inf)

    by_hand = np.sort(apart.argsort(axis=1)[:, :8])

    assert (np.sort(near.rows.reshape(SIZE, 8)) == by_hand).all()


def test_communes_at_one_place_are_neighbours_but_never_of_themselves() -> None:
    here = np.array([[0.3, 46.6]] * 4 + [[np.nan, np.nan]])

    found = nearest_neighbours(here, 2)

    assert found.sizes.tolist() == [2, 2, 2, 2, 0]
    assert (found.owners != found.rows).all()


def test_unknown_communes_are_left_out_and_isolated_ones_told() -> None:
    line = neighbours_of([[1], [0, 2], [3], [2], [4 - 1]])
    values = np.array([1.0, np.nan, 4.0, 9.0, 2.0])

    found = hot_spots(values, line, permutations=19)

    assert found.found[[0, 1]].tolist() == ["isolated", "no_data"]
    assert np.isnan(found.moran[[0, 1]]).all()
    assert not np.isnan(found.moran[2:]).any()


def test_equal_values_make_no_cluster(near: Neighbours) -> None:
    found = hot_spots(np.full(SIZE, 0.3), near, permutations=19)

    assert set(found.found) == {"not_significant"}
    assert np.isnan(found.moran).all()
    assert np.isnan(found.gi_star).all()


def test_a_cluster_is_found_where_it_was_put(near: Neighbours, lonlat: Floats) -> None:
    corner = (lonlat[:, 0] > 1.2) & (lonlat[:, 1] > 45.7)
    values = np.random.default_rng(3).normal(10, 1, SIZE) + 30 * corner

    found = hot_spots(values, near)

    high = found.found == "HH"
    assert high[corner].mean() > 0.8
    assert not high[~corner].any()
    assert (found.q[high] <= 0.05).all()
    assert (high <= (found.before == "HH")).all()


@settings(max_examples=15)
@given(st.permutations(range(24)), st.floats(0.1, 9), st.floats(-50, 50))
def test_neither_the_order_of_communes_nor_the_unit_matters(
    order: list[int], factor: float, shift: float
) -> None:
    at_random = np.random.default_rng(9)
    lonlat, values = at_random.random((24, 2)), at_random.normal(30, 9, 24)
    other = nearest_neighbours(lonlat[order], 4)
    before = nearest_neighbours(lonlat, 4)

    moved = factor * values[order] + shift

    assert local_moran(moved, other) == pytest.approx(
        local_moran(values, before)[order], abs=1e-6
    )
    assert getis_ord_star(moved, other) == pytest.approx(
        getis_ord_star(values, before)[order], abs=1e-6
    )


def test_the_same_question_has_the_same_answer(
    near: Neighbours, values: Floats
) -> None:
    first, second = (permuted_p(values, near, permutations=99) for _ in range(2))

    assert (first == second).all()


def test_a_few_extremes_are_drawn_finely_enough_to_be_found(near: Neighbours) -> None:
    values = np.zeros(SIZE)
    values[near.rows[7 * 8 : 7 * 8 + 4]] = 100.0

    coarse = permuted_p(values, near)
    fine = permuted_p(values, near, accepted=0.05)

    assert coarse[7] == 0.002
    assert 2e-5 <= fine[7] < 2e-4
    assert (fine[coarse > 0.002] == coarse[coarse > 0.002]).all()


@settings(max_examples=20)
@given(st.integers(1, 8), st.integers(8, 200))
def test_draws_are_different_numbers_below_their_bound(count: int, size: int) -> None:
    found = different_numbers(size, count, 30, np.random.default_rng(count))

    assert found.shape == (30, count)
    assert ((found >= 0) & (found < size)).all()
    assert all(len(set(row)) == count for row in found.tolist())


def test_draws_take_every_number_as_often() -> None:
    for size in (12, 400):
        found = different_numbers(size, 4, 20_000, np.random.default_rng(8))

        for column in found.T:
            assert column.mean() == pytest.approx((size - 1) / 2, rel=0.02)


@settings(max_examples=25)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_control_never_lowers_a_p_nor_changes_the_order(told: list[float]) -> None:
    p = np.array(told)

    q = false_discovery_rate(p)

    assert (q >= p).all()
    assert (q <= 1).all()
    assert (np.diff(q[np.argsort(p, kind="stable")]) >= 0).all()


# Y. Benjamini and Y. Hochberg (1995), Journal of the Royal Statistical Society B
# 57:289-300: 15 comparisons of two treatments of heart attacks (Neuhaus et al. 1992).
# Bonferroni would reject three at 5 %, the procedure rejects four.
PUBLISHED = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
    *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
]


def test_benjamini_and_hochberg_reject_four_of_fifteen() -> None:
    backwards = np.array(PUBLISHED[::-1])

    q = false_discovery_rate(backwards)[::-1]

    assert (q <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert q[3] == pytest.approx(0.0095 * 15 / 4)
    assert sum(p * 15 <= 0.05 for p in PUBLISHED) == 3


def test_scipy_agrees_on_false_discoveries() -> None:
    from scipy.stats import false_discovery_control

    p = np.random.default_rng(4).random(200) ** 3

    assert np.abs(false_discovery_rate(p) - false_discovery_control(p)).max() < 1e-15


# Its next version tells two sides by default, as ours does.
@pytest.mark.filterwarnings("ignore:The alternative hypothesis")
def test_esda_agrees(near: Neighbours, values: Floats) -> None:
    import esda
    from libpysal.weights import W

    lists = {i: near.rows[near.owners == i].tolist() for i in range(SIZE)}
    moran = esda.Moran_Local(
        values, W(lists, silence_warnings=True), permutations=999, seed=5
    )
    star = esda.G_Local(
        values,
        W(lists, silence_warnings=True),
        transform="B",
        star=True,
        permutations=0,
    )

    ours = permuted_p(values, near)

    assert np.abs(moran.Is - local_moran(values, near)).max() < 1e-12
    assert np.abs(star.Zs - getis_ord_star(values, near)).max() < 1e-12
    # Theirs is one-sided and of other draws: 0.5 has an error of 0.016.
    assert np.abs(2 * moran.p_sim - ours).max() < 0.13
    assert np.abs((moran.p_sim <= 0.025).mean() - (ours <= 0.05).mean()) < 0.05
    assert np.corrcoef(moran.p_sim, ours)[0, 1] > 0.99


def test_ord_and_getis_agree_on_the_example_of_esda() -> None:
    # Six points within 15 of each other; the z that `esda.G_Local` documents.
    near = neighbours_of([[1, 3], [0, 3, 4], [4], [0, 1, 4], [1, 2, 3, 5], [4]])
    values = np.array([2, 3, 3.2, 5, 8, 7])

    found = getis_ord_star(values, near)

    documented = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088]
    assert found.tolist() == pytest.approx([*documented, 2.02424331], abs=1e-8)
