"""Outlines of single territories, for still pictures."""

from functools import cache

from sqlalchemy import Text, bindparam, case, func, select

from numna_geo.model.territory import Level
from numna_geo.store.reading import Filled, Statement
from numna_geo.store.tables import TerritoryRow

_COARSE_DEG = 0.004


def outline(level: Level, code: str) -> Filled:
    """A territory's outline as GeoJSON text, NULL without one.

    That of a commune is the fine one; others are simplified to about 400 m.
    """
    return Filled(_outline(), {"level": level.value, "asked": code})


@cache
def _outline() -> Statement:
    fine, coarse = TerritoryRow.outline_fine, TerritoryRow.outline_coarse
    simpler = func.ST_SimplifyPreserveTopology(func.coalesce(coarse, fine), _COARSE_DEG)
    drawn = case((TerritoryRow.level == Level.COMMUNE, fine), else_=simpler)
    return select(func.ST_AsGeoJSON(drawn, 4).label("outline")).where(
        TerritoryRow.level == bindparam("level", None, Text),
        TerritoryRow.code == bindparam("asked", None, Text),
    )
