"""Objective 10: the worked examples of its indicators, and what always holds."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.figures import Figures
from numna_geo.gaps.groups import Groups, each, grouped
from numna_geo.gaps.indicator import Asked
from numna_geo.gaps.premises import day_number, without
from numna_geo.gaps.scene import Premises, Scene, TravelUsed
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Quantity

NOW, THEN = "2026-T2", "2018-T1"
NO_TRAVEL = TravelUsed(name="none", version="0", is_estimate=False, method="")
COUNTS = st.lists(
    st.tuples(st.integers(0, 5_000), st.integers(0, 5_000), st.integers(0, 900)),
    min_size=1,
    max_size=12,
)


def a_scene(
    counts: dict[str, list[float]],
    *,
    then: dict[str, list[float]] | None = None,
    closes: list[date | None] | None = None,
    establishments: list[float] | None = None,
) -> Scene:
    size = len(next(iter(counts.values())))
    days = [np.nan if day is None else day_number(day) for day in closes or []]
    undated = np.full(size, np.nan)
    quarters = {NOW: Premises(counts=arrays(counts), copper_closes=undated)}
    if days:
        quarters[NOW] = Premises(counts=arrays(counts), copper_closes=np.array(days))
    if then:
        quarters[THEN] = Premises(counts=arrays(then), copper_closes=undated)
    businesses = np.array(establishments or [np.nan] * size, dtype=float)
    return Scene(
        demand={Quantity.ESTABLISHMENTS: businesses},
        border_min=np.zeros(size),
        reaches={},
        beyond_known=frozenset(),
        not_collected={},
        premises=quarters,
        travel=NO_TRAVEL,
    )


def arrays(counts: dict[str, list[float]]) -> dict[str, np.ndarray]:
    return {name: np.array(values, dtype=float) for name, values in counts.items()}


def measured(
    key: str, scene: Scene, groups: Groups | None = None, *, period: str = NOW
) -> Figures:
    asked = Asked(
        supply=None,
        reading=Reading.DECLARED,
        period=period,
        max_min=None,
        counted=None,
    )
    return INDICATORS[key].measure(scene, asked, groups or each(len(scene)))


def test_fifty_of_a_thousand_premises_cannot_be_connected() -> None:
    scene = a_scene({"premises": [1_000], "connectable": [950]})

    figures = measured("fibre_not_connectable", scene)

    assert (figures.numerator[0], figures.value[0]) == (50, 0.05)


def test_progress_since_2018_is_told_in_premises() -> None:
    scene = a_scene(
        {"premises": [1_000, 80], "connectable": [950, 60]},
        then={"premises": [900, 70], "connectable": [200, 75]},
    )

    now = measured("fibre_not_connectable", scene, grouped([[0, 1]]))
    then = measured("fibre_not_connectable", scene, period=THEN)

    assert now.details["connectable"].tolist() == [1_010]
    assert now.details["connectable_2018"].tolist() == [275]
    assert now.details["connectable_since_2018"].tolist() == [735]
    # More connectable premises than premises: kept as it is, read as no gap.
    assert then.numerator.tolist() == [700, -5]
    assert then.value.tolist() == pytest.approx([700 / 900, 0])
    assert then.status.tolist() == ["measured", "estimated"]


def test_six_of_twelve_hundred_premises_lack_30_mbps() -> None:
    scene = a_scene({"mci_premises": [1_200], "thd30_terrestrial": [1_194]})

    figures = measured("below_30_mbps", scene)

    assert (figures.numerator[0], figures.value[0]) == (6, 0.005)


def test_sixty_of_twelve_hundred_premises_lack_a_gigabit() -> None:
    scene = a_scene({"mci_premises": [1_200], "gigabit": [1_140]})

    figures = measured("not_gigabit", scene)

    assert (figures.numerator[0], figures.value[0]) == (60, 0.05)


def test_the_two_counts_of_premises_are_never_mixed() -> None:
    scene = a_scene({"premises": [10], "gigabit": [5], "mci_premises": [12]})

    with pytest.raises(ShapeMismatch, match="two counts of premises"):
        without(scene, NOW, served="gigabit", of="premises")


def test_copper_that_closes_within_a_year_leaves_fifty_of_three_thousand() -> None:
    scene = a_scene(
        {"premises": [1_000] * 3, "connectable": [980, 970, 950]},
        closes=[date(2026, 1, 27), date(2027, 1, 31), None],
    )

    figures = measured("copper_before_fibre", scene, grouped([[0, 1, 2]]))

    assert figures.numerator.tolist() == [50]
    assert figures.value == pytest.approx([50 / 3_000])
    told = {name: found[0] for name, found in figures.details.items()}
    assert told == {
        "communes_closed": 1,
        "communes_soon": 1,
        "communes_later": 0,
        "communes_not_scheduled": 1,
        "left_closed": 20,
        "left_soon": 30,
        "left_later": 0,
        "left_not_scheduled": 50,
        "next_closing_day": day_number(date(2027, 1, 31)),
    }


def test_copper_that_the_calendar_calls_closed_is_closed_whatever_its_date() -> None:
    # Les Trois-Saints (19248): a part of it closed, another closes in January 2027.
    scene = a_scene(
        {"premises": [1_096], "connectable": [1_090], "copper_closed": [1]},
        closes=[date(2027, 1, 31)],
    )

    figures = measured("copper_before_fibre", scene)

    assert figures.details["communes_closed"].tolist() == [1]
    assert figures.details["left_closed"].tolist() == [6]
    assert np.isnan(figures.details["next_closing_day"]).all()


def test_without_a_calendar_nothing_is_known_of_copper() -> None:
    scene = a_scene({"premises": [1_000], "connectable": [980]})

    figures = measured("copper_before_fibre", scene)

    assert figures.status.tolist() == ["no_data"]
    assert np.isnan(figures.value).all()


def test_eight_of_four_hundred_establishments_are_estimated_not_connectable() -> None:
    scene = a_scene(
        {"premises": [1_000, 1_000], "connectable": [950, 990]},
        establishments=[100, 300],
    )

    figures = measured("establishments_not_connectable", scene, grouped([[0, 1]]))

    assert figures.numerator == pytest.approx([8])
    assert figures.value == pytest.approx([0.02])
    assert figures.status.tolist() == ["estimated"]


def test_a_commune_without_premises_tells_nothing_of_its_establishments() -> None:
    scene = a_scene(
        {"premises": [0, 100], "connectable": [0, 50]}, establishments=[10, 20]
    )

    figures = measured("establishments_not_connectable", scene, grouped([[0, 1]]))

    assert (figures.numerator[0], figures.denominator[0]) == (10, 20)


@settings(max_examples=25)
@given(COUNTS)
def test_premises_left_add_up_whatever_the_grouping(
    counts: list[tuple[int, int, int]],
) -> None:
    total = [float(max(a, b)) for a, b, _ in counts]
    served = [float(min(a, b)) for a, b, _ in counts]
    some = {"premises": total, "connectable": served}
    more = {"mci_premises": total, "thd30_terrestrial": served, "gigabit": served}
    scene = a_scene(
        {**some, **more},
        closes=[date.fromordinal(740_000 + days) for _, _, days in counts],
        establishments=[float(days) for _, _, days in counts],
    )
    half = len(counts) // 2
    parts = [list(range(half)), list(range(half, len(counts)))]

    for key in (key for key, one in INDICATORS.items() if one.objective == 10):
        apart = measured(key, scene, grouped([part for part in parts if part]))
        together = measured(key, scene, grouped([list(range(len(counts)))]))

        both = np.nansum(apart.numerator), np.nansum(together.numerator)
        assert both[0] == pytest.approx(both[1])
        known = together.value[~np.isnan(together.value)]
        assert ((known >= 0) & (known <= 1)).all()
