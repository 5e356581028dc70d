"""Outlines of single territories, for still pictures."""

from functools import cache

from sqlalchemy import Text, bindparam, case, func, select

from numna_geo.model.territory import Level
from numna_geo.store.reading import Filled, Statement, kept
from numna_geo.store.tables import TerritoryRow

_COARSE_DEG = 0.004


def outline(level: Level, code: str) -> Filled:
    """A territory's outline as GeoJSON text, NULL without one.

    That of a commune is the fine one; others are simplified to about 400 m.
    """
    return Filled(_outline(), {"level": level.value, "asked": code})


@kept
def boxes(level: Level) -> Statement:
    """Bounds in degrees of the territories of a level, of those with an outline.

    code, west, south, east, north.
    """
    drawn = func.coalesce(TerritoryRow.outline_coarse, TerritoryRow.outline_fine)
    return select(
        TerritoryRow.code,
        func.ST_XMin(drawn).label("west"),
        func.ST_YMin(drawn).label("south"),
        func.ST_XMax(drawn).label("east"),
        func.ST_YMax(drawn).label("north"),
    ).where(TerritoryRow.level == level, TerritoryRow.in_region, drawn.is_not(None))


@cache
def _outline() -> Statement:
    fine, coarse = TerritoryRow.outline_fine, TerritoryRow.outline_coarse
    simpler = func.ST_SimplifyPreserveTopology(func.coalesce(coarse, fine), _COARSE_DEG)
    drawn = case((TerritoryRow.level == Level.COMMUNE, fine), else_=simpler)
    return select(func.ST_AsGeoJSON(drawn, 4).label("outline")).where(
        TerritoryRow.level == bindparam("level", None, Text),
        TerritoryRow.code == bindparam("asked", None, Text),
    )
