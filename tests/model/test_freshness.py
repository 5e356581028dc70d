from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.model.category import Category
from numna_geo.model.freshness import DELAY_DAYS, verified

TODAY = date(2026, 11, 26)

categories = st.sampled_from(list(Category))


def test_every_category_has_a_delay() -> None:
    assert set(DELAY_DAYS) == set(Category)


# France Services keep a check for 365 days: the last good one is of 26 November 2025.
@pytest.mark.parametrize(
    ("verified_on", "expected"),
    [
        (date(2026, 11, 26), True),
        (date(2025, 11, 26), True),
        (date(2025, 11, 25), False),
        (date(2026, 11, 27), False),
        (None, False),
    ],
)
def test_worked_example(verified_on: date | None, expected: bool) -> None:
    assert verified(verified_on, Category.FRANCE_SERVICES, TODAY) is expected


@pytest.mark.parametrize(
    ("level", "expected"), [("A", True), ("B", False), ("C", False)]
)
def test_what_was_never_seen_at_its_address_is_not_verified(
    level: str, expected: bool
) -> None:
    checked = verified(TODAY, Category.TECHNOPOLE, TODAY, evidence_level=level)

    assert checked is expected


@given(categories, st.integers(0, 2_000), st.integers(0, 2_000))
def test_a_later_check_never_makes_a_structure_less_verified(
    category: Category, one: int, other: int
) -> None:
    earlier, later = (TODAY - timedelta(days=n) for n in sorted((one, other))[::-1])

    assert verified(later, category, TODAY) >= verified(earlier, category, TODAY)


@given(categories, st.dates(max_value=date(9990, 1, 1), min_value=date(2, 1, 1)))
def test_a_check_is_good_from_its_day_to_the_end_of_its_delay(
    category: Category, verified_on: date
) -> None:
    delay = DELAY_DAYS[category]

    good = {
        after
        for after in (-1, 0, delay, delay + 1)
        if verified(verified_on, category, verified_on + timedelta(days=after))
    }

    assert good == {0, delay}
