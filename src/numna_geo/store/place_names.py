"""What a few structures are called."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Text, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY

from numna_geo.store.reading import Filled, Statement
from numna_geo.store.tables import StructureRow


def names(ids: Sequence[str]) -> Filled:
    """id, name."""
    return Filled(_names(), {"ids": list(ids)})


@cache
def _names() -> Statement:
    wanted = bindparam("ids", None, ARRAY(Text))
    return select(StructureRow.id, StructureRow.name).where(
        StructureRow.id == wanted.any_()
    )
