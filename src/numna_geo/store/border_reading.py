"""How near the land border of the region a territory comes."""

from functools import cache

from sqlalchemy import Text, bindparam, func, select

from numna_geo.model.territory import Level
from numna_geo.store.reading import Filled, Statement
from numna_geo.store.tables import MemberRow, TerritoryRow


def nearest_border_km(level: Level, code: str) -> Filled:
    """Kilometres from the nearest of its town halls; nothing where none is known."""
    return Filled(_nearest(), {"level": level.value, "asked": code})


@cache
def _nearest() -> Statement:
    return (
        select(func.min(TerritoryRow.border_km))
        .select_from(MemberRow)
        .join(TerritoryRow, TerritoryRow.code == MemberRow.commune_code)
        .where(
            TerritoryRow.level == Level.COMMUNE,
            TerritoryRow.in_region,
            MemberRow.level == bindparam("level", None, Text),
            MemberRow.code == bindparam("asked", None, Text),
        )
    )
