"""What a measure needs of the tables, as plain rows."""

from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import ColumnElement, Connection, Row, cast, func, select

from numna_geo.model.structure import Status
from numna_geo.model.territory import Level
from numna_geo.store.loading import relation
from numna_geo.store.reading import Statement
from numna_geo.store.tables import (
    BroadbandRow,
    CollectionRow,
    DemandRow,
    EstablishmentRow,
    MemberRow,
    StructureCategoryRow,
    StructureNeedRow,
    StructureRow,
    StructureSectorRow,
    StructureStageRow,
    TerritoryRow,
)

Rows = list[Row[*tuple[Any, ...]]]


def read(connection: Connection, statement: Statement) -> Rows:
    """All rows of one statement."""
    return list(connection.execute(statement))


def communes() -> Statement:
    """Communes by code, beyond the border too.

    code, in_region, department_code, population, area_km2, border_km, lon, lat.
    """
    return (
        select(
            TerritoryRow.code,
            TerritoryRow.in_region,
            TerritoryRow.department_code,
            TerritoryRow.population,
            TerritoryRow.area_km2,
            TerritoryRow.border_km,
            func.ST_X(cast(TerritoryRow.seat, Geometry)).label("lon"),
            func.ST_Y(cast(TerritoryRow.seat, Geometry)).label("lat"),
        )
        .where(TerritoryRow.level == Level.COMMUNE)
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


def digital_establishments() -> Statement:
    """The newest count of digital establishments: commune_code, value.

    Their register is exhaustive: where any are loaded, a commune that is not there has
    none.
    """
    digital = EstablishmentRow.sector == "digital"
    newest = select(func.max(EstablishmentRow.period)).where(digital).scalar_subquery()
    return (
        select(
            EstablishmentRow.commune_code,
            func.sum(EstablishmentRow.value).label("value"),
        )
        .where(digital, EstablishmentRow.period == newest)
        .group_by(EstablishmentRow.commune_code)
    )


def places() -> Statement:
    """Structures people can go to, beyond the border too, with their last check.

    id, organisation_id, commune_code, position_precision, lon, lat, category (the main
    one), categories, needs, stages, sectors, verified_on, evidence_level.
    """
    return (
        select(
            StructureRow.id,
            StructureRow.organisation_id,
            StructureRow.commune_code,
            StructureRow.position_precision,
            StructureRow.category,
            StructureRow.verified_on,
            StructureRow.evidence_level,
            func.ST_X(cast(StructureRow.position, Geometry)).label("lon"),
            func.ST_Y(cast(StructureRow.position, Geometry)).label("lat"),
            words_of(StructureCategoryRow, "category").label("categories"),
            words_of(StructureNeedRow, "need").label("needs"),
            words_of(StructureStageRow, "stage").label("stages"),
            words_of(StructureSectorRow, "sector").label("sectors"),
        )
        .where(
            StructureRow.status.in_((Status.OPEN, Status.UNKNOWN)),
            StructureRow.position.is_not(None),
        )
        .order_by(StructureRow.id)
    )


def words_of(row: Any, name: str) -> ColumnElement[list[str]]:
    """The words of a table about a structure, in an array; empty where there are none.

    Args:
        row: of the table, such as `StructureStageRow`.
        name: of the column of words.
    """
    words = select(getattr(row, name)).where(row.structure_id == StructureRow.id)
    return func.array(words.correlate(StructureRow).scalar_subquery())


def premises() -> Statement:
    """Premises by commune and quarter, every count of them, and their copper."""
    return select(*relation(BroadbandRow).columns)


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
