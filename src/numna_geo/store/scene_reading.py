"""What a measure needs of the tables, as plain rows."""

from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import Connection, Row, cast, func, select

from numna_geo.model.structure import Status
from numna_geo.model.territory import Level
from numna_geo.store.reading import Statement
from numna_geo.store.tables import (
    BroadbandRow,
    CollectionRow,
    DemandRow,
    MemberRow,
    StructureCategoryRow,
    StructureRow,
    TerritoryRow,
)

Rows = list[Row[*tuple[Any, ...]]]


def read(connection: Connection, statement: Statement) -> Rows:
    """All rows of one statement."""
    return list(connection.execute(statement))


def communes() -> Statement:
    """Communes of the region by code: code, department_code, border_km, lon, lat."""
    return (
        select(
            TerritoryRow.code,
            TerritoryRow.department_code,
            TerritoryRow.border_km,
            func.ST_X(cast(TerritoryRow.seat, Geometry)).label("lon"),
            func.ST_Y(cast(TerritoryRow.seat, Geometry)).label("lat"),
        )
        .where(TerritoryRow.level == Level.COMMUNE, TerritoryRow.in_region)
        .order_by(TerritoryRow.code)
    )


def newest_demand() -> Statement:
    """The newest count of each quantity: commune_code, quantity, value."""
    newest = (
        select(DemandRow.quantity, func.max(DemandRow.period).label("period"))
        .group_by(DemandRow.quantity)
        .subquery()
    )
    return select(DemandRow.commune_code, DemandRow.quantity, DemandRow.value).join(
        newest,
        (DemandRow.quantity == newest.c.quantity)
        & (DemandRow.period == newest.c.period),
    )


def places() -> Statement:
    """Structures people can go to, beyond the border too, with their last check.

    lon, lat, category (the main one), categories, verified_on, evidence_level.
    """
    return (
        select(
            StructureRow.category,
            StructureRow.verified_on,
            StructureRow.evidence_level,
            func.ST_X(cast(StructureRow.position, Geometry)).label("lon"),
            func.ST_Y(cast(StructureRow.position, Geometry)).label("lat"),
            func.array_agg(StructureCategoryRow.category).label("categories"),
        )
        .join(
            StructureCategoryRow, StructureCategoryRow.structure_id == StructureRow.id
        )
        .where(
            StructureRow.status.in_((Status.OPEN, Status.UNKNOWN)),
            StructureRow.position.is_not(None),
        )
        .group_by(StructureRow.id)
        .order_by(StructureRow.id)
    )


def premises() -> Statement:
    """Fibre premises: commune_code, period, connectable, premises."""
    return select(
        BroadbandRow.commune_code,
        BroadbandRow.period,
        BroadbandRow.connectable,
        BroadbandRow.premises,
    )


def uncollected() -> Statement:
    """Categories that nobody collected: category, department_code."""
    return select(CollectionRow.category, CollectionRow.department_code).where(
        CollectionRow.completeness == "not_collected"
    )


def members() -> Statement:
    """Which commune belongs to which larger territory: level, code, commune_code."""
    return select(MemberRow.level, MemberRow.code, MemberRow.commune_code).order_by(
        MemberRow.level, MemberRow.code, MemberRow.commune_code
    )
