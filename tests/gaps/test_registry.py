"""The catalogue is complete: an indicator says all that there is to say of it."""

import inspect
from pathlib import Path

import pytest
from tests.gaps.indicators_page import PAGE, START, tables
from tests.gaps.worked_examples import WORKED

from numna_geo.bundle import DATA
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Indicator
from numna_geo.model.supply import SUPPLIES
from numna_geo.sources.source import catalogue

ELSEWHERE = "".join(
    page.read_text() for page in Path(__file__).parent.glob("test_*.py")
)
every_indicator = pytest.mark.parametrize(
    "indicator", INDICATORS.values(), ids=INDICATORS.keys()
)


def test_the_objectives_come_in_the_order_of_the_roadmap() -> None:
    objectives = [i.objective for i in INDICATORS.values()]

    assert objectives == sorted(objectives)
    assert {10, 11, 12} <= set(objectives)


def test_access_is_measured_in_five_ways_for_both_objectives() -> None:
    kinds = ("nearest_min", "choices", "access", "per_10000")
    asked = {f"{of}_{kind}" for of in ("support", "host") for kind in kinds}
    asked |= {"support_beyond", "host_place_beyond"}
    asked |= {"france_services_beyond", "france_services_nearest_min"}

    assert asked <= INDICATORS.keys()


@every_indicator
def test_an_indicator_says_what_it_asks_and_how_it_is_measured(
    indicator: Indicator,
) -> None:
    told = (indicator.title, indicator.unit, indicator.counted, indicator.method)

    assert indicator.question.endswith("?")
    assert all((*told, indicator.formula, indicator.example, indicator.limits))
    assert indicator.direction in ("higher_is_worse", "lower_is_worse")
    assert indicator.periods


@every_indicator
def test_a_question_reads_well_whatever_the_minutes(indicator: Indicator) -> None:
    assert "minutes" not in indicator.question or not indicator.thresholds
    assert indicator.threshold is None or indicator.threshold in indicator.thresholds


@every_indicator
def test_what_can_be_looked_for_is_a_supply_of_the_model(indicator: Indicator) -> None:
    assert {supply.key for supply in indicator.supplies} <= SUPPLIES.keys()
    assert len(set(indicator.supplies)) == len(indicator.supplies)


@every_indicator
def test_the_sources_of_an_indicator_are_in_the_catalogue(
    indicator: Indicator,
) -> None:
    assert indicator.sources
    assert set(indicator.sources) <= catalogue(DATA).keys()


@every_indicator
def test_the_example_of_an_indicator_is_computed_by_a_test(
    indicator: Indicator,
) -> None:
    assert indicator.key in WORKED or f'"{indicator.key}"' in ELSEWHERE


@every_indicator
def test_a_formula_says_whose_it_is(indicator: Indicator) -> None:
    assert inspect.getdoc(indicator.measure)


def test_the_guide_to_the_indicators_says_what_the_catalogue_says() -> None:
    _, _, told = PAGE.read_text().partition(START)

    assert told.strip() == tables().strip(), "python -m tests.gaps.indicators_page"
