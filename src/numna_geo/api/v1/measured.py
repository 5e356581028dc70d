"""Measures as answers tell of them: counts, their share, and what stands behind."""

from collections.abc import Sequence
from typing import Any

from numna_geo.api.replies import whole
from numna_geo.api.v1.directories import Directories
from numna_geo.model.collection import MeasureStatus, Reading
from numna_geo.store.statements import Row

_COUNTS = ("numerator", "denominator", "border_unknown")
SPLIT = ("absent", "not_verified")
"""What the numerator of a verified reading is made of."""


def total(row: Row, reading: Reading) -> dict[str, Any]:
    """The region in one period: a row of `store.measures.totals`."""
    return {
        "period": row["period"],
        "value": row["value"],
        **_counts(row, reading),
        "status": row["status"],
    }


def value(row: Row, reading: Reading, directories: Directories) -> dict[str, Any]:
    """One territory: a row of `store.measures.values`."""
    return {
        "code": row["code"],
        "name": row["name"],
        "value": row["value"],
        **_counts(row, reading),
        "nearest_km": row["nearest_km"],
        "rank": row["rank"],
        "population": row["population"],
        "status": row["status"] or MeasureStatus.NO_DATA,
        "collection": directories.behind(row),
    }


def _counts(row: Row, reading: Reading) -> dict[str, float | int | None]:
    split: Sequence[str] = () if reading is Reading.DECLARED else SPLIT
    return {name: whole(row[name]) for name in (*_COUNTS, *split)}
