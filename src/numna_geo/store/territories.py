"""Territories: listed, one by one, beside their neighbours, around a point."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    ColumnElement,
    Double,
    Integer,
    Text,
    and_,
    bindparam,
    cast,
    false,
    func,
    select,
)
from sqlalchemy.orm import aliased

from numna_geo.model.naming import search_name
from numna_geo.model.position import Position
from numna_geo.model.territory import Level
from numna_geo.store.reading import Filled, Statement, kept
from numna_geo.store.statements import Condition
from numna_geo.store.tables import FormerCommuneRow, MemberRow, TerritoryRow

_LEVEL, _ASKED = bindparam("level", None, Text), bindparam("asked", None, Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """Filters of a list of territories of one level; `within` is a level and a code."""

    level: Level
    within: tuple[Level, str] | None = None
    q: str | None = None


def page(among: Among, *, limit: int, offset: int) -> Filled:
    """At most `limit` territories of the region, by code."""
    return Filled(_page(among), {"most": limit, "skipped": offset})


@lru_cache(maxsize=64)
def _page(among: Among) -> Statement:
    return (
        _described()
        .where(*_is_among(among))
        .order_by(TerritoryRow.code)
        .limit(bindparam("most", None, Integer))
        .offset(bindparam("skipped", None, Integer))
    )


@kept
def count(among: Among) -> Statement:
    """How many territories of the region match."""
    return select(func.count(TerritoryRow.key)).where(*_is_among(among))


@kept
def levels() -> Statement:
    """The levels that have territories in the region."""
    return select(TerritoryRow.level).where(TerritoryRow.in_region).distinct()


def one(level: Level, code: str) -> Filled:
    """One territory of the region, with its seat and how many communes it has.

    `members` are those of the region, `members_outside` those beyond its border: four
    EPCI straddle it.
    """
    return Filled(_one(), {"level": level.value, "asked": code})


@cache
def _one() -> Statement:
    members = _members(ours=True).label("members")
    outside = _members(ours=False).label("members_outside")
    return _described(members, outside).where(
        TerritoryRow.in_region,
        TerritoryRow.level == _LEVEL,
        TerritoryRow.code == _ASKED,
    )


def _members(*, ours: bool) -> ColumnElement[int]:
    commune = aliased(TerritoryRow)
    return (
        select(func.count())
        .select_from(MemberRow)
        .join(
            commune,
            and_(
                commune.level == Level.COMMUNE,
                commune.code == MemberRow.commune_code,
                commune.in_region if ours else ~commune.in_region,
            ),
        )
        .where(MemberRow.level == _LEVEL, MemberRow.code == _ASKED)
        .scalar_subquery()
    )


def seat(commune_code: str) -> Filled:
    """Name and seat of a commune, beyond the border too."""
    return Filled(_seat_of(), {"asked": commune_code})


@cache
def _seat_of() -> Statement:
    return select(
        TerritoryRow.code, TerritoryRow.name, TerritoryRow.in_region, *_seat()
    ).where(TerritoryRow.level == Level.COMMUNE, TerritoryRow.code == _ASKED)


def successor(old_code: str) -> Statement:
    """The commune that a former code belongs to today."""
    return (
        select(FormerCommuneRow.commune_code)
        .where(FormerCommuneRow.code == old_code)
        .order_by(FormerCommuneRow.kind)
        .limit(1)
    )


def at(here: Position) -> Filled:
    """The commune of the region around `here`: code and name.

    Walks ix_territories__outline_fine; the outline is at most 50 m off.
    """
    return Filled(_at(), {"lon": here.lon, "lat": here.lat})


@cache
def _at() -> Statement:
    lon, lat = bindparam("lon", None, Double), bindparam("lat", None, Double)
    point = func.ST_SetSRID(func.ST_MakePoint(lon, lat), 4326)
    return (
        select(TerritoryRow.code, TerritoryRow.name)
        .where(
            TerritoryRow.level == Level.COMMUNE,
            TerritoryRow.in_region,
            func.ST_Intersects(TerritoryRow.outline_fine, point),
        )
        .order_by(TerritoryRow.code)
        .limit(1)
    )


def neighbours(level: Level, code: str) -> Filled:
    """Territories of the same level that share a stretch of border, not just a corner.

    Communes are compared by their fine outline, through its index; larger ones by the
    coarse one, which keeps shared borders with a tenth of the vertices.
    """
    return Filled(_neighbours(level), {"asked": code})


@cache
def _neighbours(level: Level) -> Statement:
    here = aliased(TerritoryRow)
    fine = level is Level.COMMUNE
    name = "outline_fine" if fine else "outline_coarse"
    ours, theirs = getattr(here, name), getattr(TerritoryRow, name)
    return (
        select(TerritoryRow.code, TerritoryRow.name)
        .join(
            here,
            and_(
                here.level == level,
                here.code == _ASKED,
                TerritoryRow.outline_fine.op("&&")(here.outline_fine),
                # Boundary meets boundary along a line.
                func.ST_Relate(theirs, ours, "****1****"),
            ),
        )
        .where(
            TerritoryRow.level == level,
            TerritoryRow.code != _ASKED,
            TerritoryRow.in_region,
        )
        .order_by(TerritoryRow.code)
    )


def inside(level: Level, within: tuple[Level, str]) -> Condition:
    """Whether a territory of `level` has a commune in `within`.

    A commune belongs to what it is a member of. An EPCI across two departments is in
    both.
    """
    outer_level, outer_code = within
    if outer_level is level:
        return TerritoryRow.code == outer_code
    if outer_level is Level.COMMUNE:
        communes = select(MemberRow.commune_code).where(
            MemberRow.commune_code == outer_code
        )
    else:
        communes = select(MemberRow.commune_code).where(
            MemberRow.level == outer_level, MemberRow.code == outer_code
        )
    if level is Level.COMMUNE:
        return TerritoryRow.code.in_(communes)
    holders = select(MemberRow.code).where(
        MemberRow.level == level, MemberRow.commune_code.in_(communes)
    )
    return TerritoryRow.code.in_(holders)


def _described(*more: ColumnElement[Any]) -> Statement:
    return select(
        TerritoryRow.level,
        TerritoryRow.code,
        TerritoryRow.name,
        TerritoryRow.population,
        TerritoryRow.area_km2,
        TerritoryRow.department_code,
        TerritoryRow.epci_code,
        *_seat(),
        *more,
    )


def _seat() -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    point = cast(TerritoryRow.seat, Geometry)
    return func.ST_X(point).label("lon"), func.ST_Y(point).label("lat")


def _is_among(among: Among) -> list[Condition]:
    found = [TerritoryRow.in_region, TerritoryRow.level == among.level]
    if among.within:
        found.append(inside(among.level, among.within))
    if among.q is not None:
        words = search_name(among.q)
        named = TerritoryRow.search_name.contains(words, autoescape=True)
        # Without a letter or a digit there is nothing to look for.
        found.append(named if words else false())
    return found
