"""What a scenario would change, item by item, as it is asked."""

from dataclasses import dataclass
from enum import StrEnum

from numna_geo.model.category import Category

MOST = 50
"""Changes of one scenario."""


class Kind(StrEnum):
    """What is done to a place."""

    ADD = "add"
    VISIT = "visit"
    MOVE = "move"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item as it was asked; `item` is its name in answers, such as `add[0]`.

    `at` is a commune or, for a visit, a place; `lon` and `lat` are used without it.
    """

    kind: Kind
    item: str
    category: Category | None = None
    structure: str | None = None
    at: str | None = None
    lon: float | None = None
    lat: float | None = None
