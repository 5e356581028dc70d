"""Published datasets, made of the data in the transaction that changes them."""

from functools import cache

from sqlalchemy import Connection

from numna_geo.bundle import code_mark
from numna_geo.store.published.filling_broadband import fill_broadband
from numna_geo.store.published.filling_structures import fill_structures
from numna_geo.store.published.filling_territories import fill_territories
from numna_geo.store.published.writing import keep_mark, kept_mark

_PART = "data"


def fill(connection: Connection) -> None:
    """Bring structures, territories and broadband up to date.

    What did not change is left alone, but for all that other code has made.
    """
    code = _code()
    anew = kept_mark(connection, _PART) != code
    fill_structures(connection, anew=anew)
    fill_territories(connection, anew=anew)
    fill_broadband(connection, anew=anew)
    keep_mark(connection, _PART, code)


def fill_if_outdated(connection: Connection) -> None:
    """Make all again, unless today's code has made it: nothing was loaded since."""
    if kept_mark(connection, _PART) != _code():
        fill(connection)


@cache
def _code() -> str:
    """A mark of what the datasets are made by."""
    return code_mark(
        *("model/dataset.py", "model/datasets/*.py"),
        *("model/category.py", "model/freshness.py"),
        *("store/published/filling*.py", "store/published/writing.py"),
        *("store/one_department.py", "store/sql/published_*.sql"),
    )
