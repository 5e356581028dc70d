"""Every name people may search for, as the gazetteer wants them."""

from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import ColumnElement, and_, cast, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from numna_geo.model.structure import Status
from numna_geo.model.territory import Level
from numna_geo.store.communes import is_commune
from numna_geo.store.reading import Statement
from numna_geo.store.tables import (
    FormerCommuneRow,
    PostcodeRow,
    StructureRow,
    TerritoryRow,
)


def communes() -> Statement:
    """Communes of the region: names, department, people, seat, postcodes (or null)."""
    # Gathered once: a subquery per commune would walk the postcodes 4,293 times.
    in_order = aggregate_order_by(PostcodeRow.postcode, PostcodeRow.postcode)
    gathered = (
        select(PostcodeRow.commune_code, func.array_agg(in_order).label("postcodes"))
        .group_by(PostcodeRow.commune_code)
        .subquery()
    )
    department = aliased(TerritoryRow)
    its_department = and_(
        department.level == Level.DEPARTEMENT,
        department.code == TerritoryRow.department_code,
    )
    return (
        select(
            TerritoryRow.code,
            TerritoryRow.name,
            TerritoryRow.department_code,
            department.name.label("department"),
            TerritoryRow.population,
            *_lon_lat(TerritoryRow.seat),
            gathered.c.postcodes,
        )
        .outerjoin(gathered, gathered.c.commune_code == TerritoryRow.code)
        .outerjoin(department, its_department)
        .where(TerritoryRow.level == Level.COMMUNE, TerritoryRow.in_region)
    )


def former() -> Statement:
    """Names that merged communes left: the name, and the commune of today."""
    return select(
        FormerCommuneRow.code, FormerCommuneRow.name, FormerCommuneRow.commune_code
    ).where(FormerCommuneRow.name.is_not(None))


def structures() -> Statement:
    """Structures of the region that are not closed, with their commune's name."""
    return (
        select(
            StructureRow.id,
            StructureRow.name,
            StructureRow.category,
            StructureRow.commune_code,
            StructureRow.source_key,
            TerritoryRow.name.label("commune"),
            *_lon_lat(StructureRow.position),
        )
        .outerjoin(TerritoryRow, is_commune(StructureRow.commune_code))
        .where(
            StructureRow.in_region,
            StructureRow.redistributable,
            StructureRow.status != Status.CLOSED,
        )
    )


def _lon_lat(position: Any) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    point = cast(position, Geometry)
    return func.ST_X(point).label("lon"), func.ST_Y(point).label("lat")
