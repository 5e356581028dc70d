"""Classes that the values make: by hand on small numbers, then on any."""

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.maps.breaks import METHODS, MOST, breaks

ANY = st.lists(st.integers(0, 90) | st.just(np.inf), min_size=1, max_size=60)


def of_classes(values: list[float], bounds: tuple[float, ...]) -> list[list[float]]:
    ends = [-np.inf, *bounds, np.inf]
    return [[v for v in values if low < v <= high] for low, high in pairwise(ends)]


def spread(classes: list[list[float]]) -> float:
    return sum(float(np.var(one) * len(one)) for one in classes)


def test_natural_breaks_part_where_values_leave_a_gap() -> None:
    # 1 2 3 | 10 11 12 | 30 31: the classes that anybody would make.
    assert breaks([30, 1, 10, 2, 31, 11, 3, 12], "natural", step=1, most=3) == (3, 12)


def test_quantiles_put_as_many_in_each_class() -> None:
    assert breaks(range(1, 11), "quantile", step=1) == (2, 4, 6, 8)


def test_equal_bounds_are_one_and_leave_fewer_classes() -> None:
    # Six communes of ten without a gap: three of the five classes would be the same.
    assert breaks([0, 0, 0, 0, 0, 0, 1, 2, 3, 4], "quantile", step=1) == (0, 2)
    assert breaks([7, 7, 7], "natural", step=1) == ()
    assert breaks([], "quantile", step=1) == ()


def test_those_that_reach_nothing_are_counted_in_the_last_class() -> None:
    nothing = [np.inf] * 4

    assert breaks([1, 2, 3, 4, *nothing], "quantile", step=1) == (2, 4)
    assert breaks([1, 2, 30, 31, *nothing], "natural", step=1, most=2) == (2,)
    assert breaks([5, *nothing], "natural", step=1) == (5,)
    assert breaks(nothing, "quantile", step=1) == ()


def test_a_bound_is_the_number_that_the_legend_says() -> None:
    shares = [0.0123, 0.0127, 0.2, 0.21]

    assert breaks(shares, "natural", step=0.001, most=2) == (0.013,)


@given(values=ANY, method=st.sampled_from(METHODS))
def test_no_class_is_empty_and_bounds_rise(values: list[float], method: str) -> None:
    bounds = breaks(values, method, step=1)  # type: ignore[arg-type]

    assert len(bounds) < MOST
    assert list(bounds) == sorted(set(bounds))
    assert all(of_classes(values, bounds))


@given(values=st.lists(st.integers(0, 30), min_size=3, max_size=9, unique=True))
def test_no_other_classes_are_more_alike_inside(values: list[int]) -> None:
    natural = spread(of_classes(values, breaks(values, "natural", step=1, most=3)))

    others = combinations(sorted(values)[:-1], 2)
    assert natural <= min(spread(of_classes(values, o)) for o in others) + 1e-9


@given(values=st.lists(st.integers(0, 10**6), min_size=10, max_size=60, unique=True))
def test_without_ties_classes_differ_by_one_value(values: list[int]) -> None:
    sizes = [len(c) for c in of_classes(values, breaks(values, "quantile", step=1))]

    assert len(sizes) == MOST
    assert max(sizes) - min(sizes) <= 1
