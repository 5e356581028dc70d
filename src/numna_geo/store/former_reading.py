"""What a commune that is none any more was called."""

from functools import cache

from sqlalchemy import Text, bindparam, select

from numna_geo.store.reading import Filled, Statement
from numna_geo.store.tables import FormerCommuneRow


def former_name(code: str, today: str) -> Filled:
    """The name of a former commune of the commune of today; nothing of any other."""
    return Filled(_former(), {"asked": code, "today": today})


@cache
def _former() -> Statement:
    return (
        select(FormerCommuneRow.name)
        .where(
            FormerCommuneRow.code == bindparam("asked", None, Text),
            FormerCommuneRow.commune_code == bindparam("today", None, Text),
        )
        .order_by(FormerCommuneRow.kind)
        .limit(1)
    )
