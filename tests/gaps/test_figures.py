"""Counts of communes, what they amount to, and who comes first."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gaps.made_scenes import a_reach, a_scene

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.figures import Counts, rank, summed, tied
from numna_geo.gaps.groups import each, grouped
from numna_geo.gaps.percentiles import percentiles


def some_counts(numerator: list[float], denominator: list[float]) -> Counts:
    zeros = np.zeros(len(numerator))
    return Counts(
        numerator=np.array(numerator),
        denominator=np.array(denominator),
        border_unknown=zeros,
        uncertain=zeros,
        not_collected=zeros > 0,
        estimated=zeros > 0,
    )


def test_a_mean_may_exceed_one_and_a_share_may_not() -> None:
    counts = some_counts([300.0], [100.0])

    assert summed(counts, each(1)).value.tolist() == [1]
    assert summed(counts, each(1), per=None).value.tolist() == [3]
    assert summed(counts, each(1), per=10_000).value.tolist() == [30_000]


def test_a_commune_may_be_in_several_groups_or_in_none() -> None:
    counts = some_counts([1.0, 2.0, 4.0], [10.0, 10.0, 10.0])

    figures = summed(counts, grouped([[0, 1], [1]]))

    assert figures.numerator.tolist() == [3, 2]
    assert figures.denominator.tolist() == [20, 10]


def test_the_worst_is_first_whichever_way_is_worse() -> None:
    few = some_counts([1.0, 0.0, 2.0], [10.0, 10.0, 10.0])

    assert summed(few, each(3)).rank().tolist() == [2, 3, 1]
    assert summed(few, each(3)).rank(descending=False).tolist() == [2, 1, 3]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8))
def test_a_rank_is_one_more_than_how_many_are_before(values: list[int]) -> None:
    found = rank(np.array(values, dtype=float))

    assert found.tolist() == [1 + sum(v > value for v in values) for value in values]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8))
def test_a_tie_counts_the_others_of_the_same_value(values: list[int]) -> None:
    found = tied(np.array([*values, np.nan]))

    assert found[:-1].tolist() == [values.count(value) - 1 for value in values]
    assert np.isnan(found[-1])


def test_all_that_lack_everything_are_first_together_however_many_they_are() -> None:
    every = some_counts([10.0, 900.0, 5.0], [10.0, 900.0, 10.0])

    figures = summed(every, each(3))

    assert figures.rank().tolist() == [1, 1, 3]
    assert figures.tied().tolist() == [1, 1, 0]


def test_a_sum_that_differs_in_the_last_bit_is_the_same_value() -> None:
    assert rank(np.array([0.1 + 0.2, 0.3])).tolist() == [1, 1]


def test_nobody_counted_means_that_nobody_is_known_to_be_in_doubt() -> None:
    nothing = some_counts([np.nan], [np.nan])

    figures = summed(nothing, each(1))

    assert np.isnan([*figures.border_unknown, *figures.uncertain]).all()


def test_a_percentile_of_a_group_does_not_look_at_the_others() -> None:
    minutes, people = np.array([5.0, 50.0, 7.0, 70.0]), np.array([3.0, 1.0, 1.0, 1.0])
    groups = grouped([[1, 0], [3, 2], [0]])

    median, third = percentiles(minutes, people, groups, [50, 76])

    # Exactly half of the second group is within 7 minutes.
    assert median.tolist() == [5, 7, 5]
    assert third.tolist() == [50, 70, 5]


def test_a_percentile_of_nobody_and_of_no_group_is_nothing() -> None:
    nobody = percentiles(np.array([5.0]), np.array([0.0]), each(1), [50])

    assert np.isnan(nobody[0]).all()
    assert percentiles(np.array([5.0]), np.array([1.0]), grouped([]), [50])[0].size == 0


def test_an_empty_group_is_refused() -> None:
    with pytest.raises(ShapeMismatch, match="empty"):
        grouped([[0], [], [1]])


def test_arrays_that_do_not_describe_the_communes_are_refused() -> None:
    with pytest.raises(ShapeMismatch, match="beside 2 communes"):
        a_scene([100, 200], a_reach([10, 20, 30]))
    with pytest.raises(ShapeMismatch, match="different shapes"):
        some_counts([1.0, 2.0], [1.0])
