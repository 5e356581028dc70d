import pytest

from numna_geo.bundle import DATA
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator
from numna_geo.sources.source import catalogue

every_indicator = pytest.mark.parametrize(
    "indicator", INDICATORS.values(), ids=INDICATORS.keys()
)


def test_each_objective_has_its_question() -> None:
    assert [i.objective for i in INDICATORS.values()] == [10, 11, 11, 12, 12]


@every_indicator
def test_an_indicator_says_what_it_asks_and_how_it_is_measured(
    indicator: Indicator,
) -> None:
    assert indicator.question.endswith("?")
    assert all((indicator.unit, indicator.counted, indicator.method, indicator.limits))
    assert indicator.direction == "higher_is_worse"
    assert indicator.periods


@every_indicator
def test_the_sources_of_an_indicator_are_in_the_catalogue(
    indicator: Indicator,
) -> None:
    assert set(indicator.sources) <= catalogue(DATA).keys()
