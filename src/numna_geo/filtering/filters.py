"""From the text of a filter to a condition that a dataset can be asked."""

from typing import Any

from numna_geo.filtering.checking import checked
from numna_geo.filtering.geometries import CRS84
from numna_geo.filtering.parsing import LANGUAGES, tree
from numna_geo.filtering.refusing import refused
from numna_geo.filtering.scope import Scope
from numna_geo.model.condition import Condition
from numna_geo.model.dataset import Dataset

__all__ = ["LANGUAGES", "condition_of"]

_MOST_LEVELS = 40
# A statement of as many is built in a quarter of a second, once.
_MOST_OPERATIONS = 500


def condition_of(
    text: str,
    language: str,
    dataset: Dataset,
    *,
    srid: int = CRS84,
    lat_first: bool = False,
) -> Condition:
    """The condition that a filter says, on fields that the dataset has.

    Args:
        text: of the filter.
        language: one of `LANGUAGES`.
        dataset: whose features are filtered.
        srid: the CRS of the geometries in the filter, `filter-crs`.
        lat_first: whether they are written y before x, as EPSG:4326 wants it.

    Raises:
        InvalidQuery: it cannot be read, or means nothing for this dataset.
    """
    parts = tree(text, language)
    _held_in_levels(parts)
    return checked(parts, Scope(dataset, srid, lat_first))


def _held_in_levels(parts: Any) -> None:
    """Refuse what would take those who walk through it too deep, or too long."""
    level, operations = [parts], 0
    for _ in range(_MOST_LEVELS):
        level = [part for one in level for part in _within(one)]
        operations += sum(isinstance(one, dict) and "op" in one for one in level)
        if operations > _MOST_OPERATIONS:
            raise refused(level[0], f"no more than {_MOST_OPERATIONS} operations")
        if not level:
            return
    raise refused(level[0], f"no more than {_MOST_LEVELS} operations in one another")


def _within(part: Any) -> list[Any]:
    inner = part.get("args") if isinstance(part, dict) else part
    return inner if isinstance(inner, list) else []
