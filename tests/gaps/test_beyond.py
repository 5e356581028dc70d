import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from numna_geo.gaps.beyond import beyond
from numna_geo.gaps.counts import gathered

THRESHOLD_KM = 20.0
Floats = npt.NDArray[np.float64]


def test_worked_example() -> None:
    # Three communes: 5 km, exactly 20 km and 30 km from the nearest place; the border
    # is 12 km from the last one, so a place nobody collected may be nearer.
    counts = beyond(
        np.array([100.0, 200.0, 300.0]),
        np.array([5.0, 20.0, 30.0]),
        threshold_km=THRESHOLD_KM,
        border_km=np.array([50.0, 50.0, 12.0]),
    )

    assert counts.numerator.tolist() == [0, 0, 300]
    assert counts.border_unknown.tolist() == [0, 0, 300]
    assert counts.share().tolist() == [0, 0, 1]
    assert counts.status().tolist() == ["measured", "measured", "border_unknown"]
    assert counts.rank().tolist() == [2, 2, 1]


def test_a_border_beyond_the_threshold_changes_nothing() -> None:
    counts = beyond(
        np.array([300.0]),
        np.array([30.0]),
        threshold_km=THRESHOLD_KM,
        border_km=np.array([25.0]),
    )

    assert counts.status().tolist() == ["measured"]


def test_a_commune_without_people_has_no_share() -> None:
    counts = beyond(
        np.array([0.0, np.nan]),
        np.array([30.0, 30.0]),
        threshold_km=THRESHOLD_KM,
        border_km=None,
    )

    assert np.isnan(counts.share()).all()
    assert counts.status().tolist() == ["no_data", "no_data"]
    assert np.isnan(counts.rank()).all()


def test_an_uncollected_place_is_not_an_absent_one() -> None:
    counts = beyond(
        np.array([100.0]),
        np.array([30.0]),
        threshold_km=THRESHOLD_KM,
        border_km=None,
        not_collected=np.array([True]),
    )

    assert counts.status().tolist() == ["not_collected"]
    assert np.isnan(counts.share()).all()
    assert np.isnan(counts.numerator).all()


def test_without_any_place_everybody_is_beyond() -> None:
    counts = beyond(
        np.array([100.0]),
        np.array([np.inf]),
        threshold_km=THRESHOLD_KM,
        border_km=None,
    )

    assert counts.numerator.tolist() == [100]
    assert np.isnan(counts.nearest_km).all()


people = arrays.arrays(np.float64, 8, elements=st.integers(0, 10_000).map(float))
distances = arrays.arrays(np.float64, 8, elements=st.floats(0, 100))


@given(people, distances, distances)
def test_nobody_is_lost_when_communes_are_gathered(
    demand: Floats, nearest: Floats, border: Floats
) -> None:
    counts = beyond(demand, nearest, threshold_km=THRESHOLD_KM, border_km=border)
    halves = [np.arange(0, 3), np.arange(3, 8)]

    summed = gathered(counts, halves)

    assert summed.numerator.sum() == pytest.approx(counts.numerator.sum())
    assert summed.denominator.sum() == pytest.approx(demand.sum())
    assert (summed.border_unknown <= summed.numerator).all()


@given(people, distances, st.floats(0, 50), st.floats(0, 50))
def test_a_longer_reach_never_leaves_more_people_out(
    demand: Floats, nearest: Floats, one_km: float, other_km: float
) -> None:
    short, long = sorted((one_km, other_km))

    near = beyond(demand, nearest, threshold_km=short, border_km=None)
    far = beyond(demand, nearest, threshold_km=long, border_km=None)

    assert (far.numerator <= near.numerator).all()
