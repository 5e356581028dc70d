"""How long a check of a structure stays good, category by category."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from numna_geo.model.category import Category

_A_YEAR, _A_YEAR_AND_A_HALF, _TWO_YEARS = 365, 540, 730

DELAY_DAYS: Mapping[Category, int] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                Category.FRANCE_SERVICES,
                Category.DIGITAL_MEDIATION,
                Category.INCUBATOR,
                Category.UNIVERSITY_INCUBATOR,
                Category.ACCELERATOR,
                Category.TRAINING,
            ),
            _A_YEAR,
        ),
        **dict.fromkeys(
            (
                Category.COWORKING,
                Category.THIRD_PLACE,
                Category.FAB_LAB,
                Category.FRENCH_TECH,
                Category.DIGITAL_HUB,
            ),
            _A_YEAR_AND_A_HALF,
        ),
        **dict.fromkeys(
            (
                Category.TECHNOPOLE,
                Category.BUSINESS_NURSERY,
                Category.CLUSTER,
                Category.PUBLIC_AGENCY,
                Category.RESEARCH,
            ),
            _TWO_YEARS,
        ),
    }
)
"""Days after its last check during which a structure counts as verified.

A choice of ours, made from how soon what a check saw may be over:

- a year where what is offered is renewed each year: hours and agents of France
  Services and of digital mediation follow yearly conventions and fixed-term contracts,
  incubators and accelerators work by calls for projects, training by school years;
- a year and a half for places without a public mandate, and for networks of volunteers
  or members, which open, move and close in between;
- two years where a local authority, a statute or a building stands behind.

Source:
    ours; `docs/decisions/0011-declared-and-verified.md`.
"""

SEEN_LEVEL = "A"
"""The level of evidence, in our own list, of what was seen at its address."""


def verified(
    verified_on: date | None,
    category: Category,
    today: date,
    *,
    evidence_level: str | None = None,
) -> bool:
    """Whether somebody checked the structure within its category's delay.

    Only a check counts: neither an edition, nor a label, nor an import is one. What our
    own list knows only by its commune (level B) or from hearsay (C) is not verified,
    whatever its date; nor is a check dated after `today`.

    >>> verified(date(2026, 1, 10), Category.FAB_LAB, date(2026, 11, 26))
    True
    >>> verified(date(2024, 1, 10), Category.FAB_LAB, date(2026, 11, 26))
    False
    """
    until = verified_until(verified_on, category, evidence_level=evidence_level)
    if verified_on is None or until is None:
        return False
    return verified_on <= today <= until


def verified_until(
    verified_on: date | None, category: Category, *, evidence_level: str | None = None
) -> date | None:
    """The last day on which a check counts; `None` where it never did.

    >>> verified_until(date(2026, 1, 10), Category.FRANCE_SERVICES).isoformat()
    '2027-01-10'
    >>> verified_until(date(2026, 1, 10), Category.FAB_LAB, evidence_level="C")
    """
    if verified_on is None or evidence_level not in {None, SEEN_LEVEL}:
        return None
    return verified_on + timedelta(days=DELAY_DAYS[category])
