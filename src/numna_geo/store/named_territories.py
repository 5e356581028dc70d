"""Territories that the operator named, and what communes they are drawn from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, delete, func, select

from numna_geo.model.territory import Level, NamedTerritory
from numna_geo.store.loading import copy_rows, relation
from numna_geo.store.tables import MemberRow, TerritoryRow

_CUSTOM = Level.CUSTOM.value


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneDrawn:
    """A commune of the region as it is drawn now; outlines may be loaded ones."""

    code: str
    department: str | None
    population: int | None
    area_km2: float | None
    fine: BaseGeometry
    coarse: BaseGeometry


def named_territories(connection: Connection) -> list[NamedTerritory]:
    """Those that are there, by code."""
    communes = func.array_agg(MemberRow.commune_code).label("communes")
    held = (MemberRow.level == TerritoryRow.level) & (
        MemberRow.code == TerritoryRow.code
    )
    asked = (
        select(TerritoryRow.code, TerritoryRow.name, communes)
        .join(MemberRow, held)
        .where(TerritoryRow.level == _CUSTOM)
        .group_by(TerritoryRow.code, TerritoryRow.name)
        .order_by(TerritoryRow.code)
    )
    return [
        NamedTerritory(code=row.code, name=row.name, communes=frozenset(row.communes))
        for row in connection.execute(asked)
    ]


def drawn_communes(connection: Connection, codes: Sequence[str]) -> list[CommuneDrawn]:
    """Communes with the outlines that territories are drawn from."""
    asked = select(
        TerritoryRow.code,
        TerritoryRow.department_code,
        TerritoryRow.population,
        TerritoryRow.area_km2,
        func.ST_AsBinary(TerritoryRow.outline_fine).label("fine"),
        func.ST_AsBinary(TerritoryRow.outline_coarse).label("coarse"),
    ).where(TerritoryRow.level == Level.COMMUNE.value, TerritoryRow.code.in_(codes))
    return [
        CommuneDrawn(
            code=row.code,
            department=row.department_code,
            population=row.population,
            area_km2=row.area_km2,
            fine=shapely.from_wkb(bytes(row.fine)),
            coarse=shapely.from_wkb(bytes(row.coarse)),
        )
        for row in connection.execute(asked)
    ]


def write_named(
    connection: Connection,
    territories: Sequence[Mapping[str, Any]],
    members: Iterable[Mapping[str, Any]],
) -> None:
    """Add named territories, or replace those of the same code; others are left."""
    forget_named(connection, [str(row["code"]) for row in territories])
    copy_rows(connection, relation(TerritoryRow).name, territories)
    copy_rows(connection, relation(MemberRow).name, members)


def forget_named(connection: Connection, codes: Sequence[str]) -> int:
    """Remove named territories; returns how many there were."""
    for table in (MemberRow, TerritoryRow):
        gone = delete(table).where(table.level == _CUSTOM, table.code.in_(codes))
        removed = connection.execute(gone).rowcount
    return removed
