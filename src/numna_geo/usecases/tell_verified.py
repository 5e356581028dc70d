"""Is this structure verified today?"""

from datetime import date

from numna_geo.model.category import Category
from numna_geo.model.freshness import verified
from numna_geo.store.statements import Row


def is_verified(row: Row, today: date) -> bool:
    """Whether somebody checked it within the delay of its main category.

    Args:
        row: of structures, with `category`, `verified_on` and `evidence_level`.
        today: the day that matters.
    """
    return verified(
        row["verified_on"],
        Category(row["category"]),
        today,
        evidence_level=row["evidence_level"],
    )
