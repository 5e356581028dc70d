"""The example that each indicator gives is what it computes."""

import numpy as np
import pytest
from tests.gaps.worked_examples import ACCESS, WORKED

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.groups import grouped

every_key = pytest.mark.parametrize("key", WORKED)


@every_key
def test_an_indicator_says_of_its_worked_example_what_was_done_by_hand(
    key: str,
) -> None:
    worked, indicator = WORKED[key], INDICATORS[key]
    together = grouped([range(len(worked.scene))])

    figures = indicator.measure(worked.scene, indicator.default, together)

    told = {name: float(found[0]) for name, found in figures.details.items()}
    assert figures.value[0] == pytest.approx(worked.value)
    assert figures.numerator[0] == pytest.approx(worked.numerator, nan_ok=True)
    assert figures.denominator[0] == worked.denominator
    assert told == pytest.approx(dict(worked.details))
    assert figures.status[0] == "measured"


@every_key
def test_the_catalogue_tells_the_same_example(key: str) -> None:
    example = INDICATORS[key].example

    assert [words for words in WORKED[key].said if words not in example] == []


def test_a_place_counts_less_at_fifteen_minutes_than_at_five() -> None:
    assert np.round(ACCESS * 10_000, 2).tolist() == [3.70, 2.52]
