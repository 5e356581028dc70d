"""What the map page draws and what the data page tells, in whole columns."""

from geoalchemy2 import Geometry
from sqlalchemy import cast, func, select

from numna_geo.model.collection import Completeness
from numna_geo.model.territory import Level
from numna_geo.store.reading import Statement, kept
from numna_geo.store.structures import USABLE
from numna_geo.store.tables import (
    BroadbandRow,
    CollectionRow,
    MemberRow,
    PostcodeRow,
    SourceRow,
    StructureCategoryRow,
    StructureRecordRow,
    StructureRow,
    TerritoryRow,
)

_OWN = (StructureRow.in_region, StructureRow.status.in_(USABLE))


def communes() -> Statement:
    """Communes of the region by code; `lon` and `lat` are where people are counted."""
    seat = cast(TerritoryRow.seat, Geometry)
    postcode = (
        select(func.min(PostcodeRow.postcode))
        .where(PostcodeRow.commune_code == TerritoryRow.code)
        .correlate(TerritoryRow)
        .scalar_subquery()
    )
    return (
        select(
            TerritoryRow.code,
            TerritoryRow.name,
            TerritoryRow.department_code,
            TerritoryRow.epci_code,
            TerritoryRow.population,
            postcode.label("postcode"),
            func.ST_X(seat).label("lon"),
            func.ST_Y(seat).label("lat"),
        )
        .where(TerritoryRow.level == Level.COMMUNE, TerritoryRow.in_region)
        .order_by(TerritoryRow.code)
    )


def names(level: Level) -> Statement:
    """Code and name of the territories of a level, by code."""
    return (
        select(TerritoryRow.code, TerritoryRow.name)
        .where(TerritoryRow.level == level)
        .order_by(TerritoryRow.code)
    )


def straddling() -> Statement:
    """Codes of the EPCI that have communes beyond the region, wherever they lie."""
    return (
        select(MemberRow.code)
        .join(TerritoryRow, TerritoryRow.code == MemberRow.commune_code)
        .where(
            MemberRow.level == Level.EPCI,
            TerritoryRow.level == Level.COMMUNE,
            ~TerritoryRow.in_region,
        )
        .distinct()
        .order_by(MemberRow.code)
    )


def structures() -> Statement:
    """Every usable structure with a position, halo included, by id."""
    point = cast(StructureRow.position, Geometry)
    return (
        select(
            StructureRow.id,
            StructureRow.name,
            StructureRow.category,
            StructureRow.commune_code,
            StructureRow.position_precision,
            StructureRow.status,
            StructureRow.in_region,
            StructureRow.source_key,
            StructureRow.redistributable,
            StructureRow.verified_on,
            StructureRow.evidence_level,
            func.ST_X(point).label("lon"),
            func.ST_Y(point).label("lat"),
        )
        .where(
            StructureRow.position.is_not(None),
            StructureRow.status.in_(USABLE),
        )
        .order_by(StructureRow.id)
    )


def copper(period: str) -> Statement:
    """When copper closes in each commune, as published in one quarter."""
    return (
        select(
            BroadbandRow.commune_code.label("code"),
            BroadbandRow.copper_status,
            BroadbandRow.copper_closes_on,
        )
        .where(BroadbandRow.period == period)
        .order_by(BroadbandRow.commune_code)
    )


def structure_counts() -> Statement:
    """Usable sites of the region by main category, and those not to be passed on."""
    unconfirmed = func.count().filter(StructureRow.redistributable.is_(False))
    return (
        select(
            StructureRow.category,
            func.count().label("sites"),
            unconfirmed.label("unconfirmed"),
        )
        .where(*_OWN)
        .group_by(StructureRow.category)
        .order_by(StructureRow.category)
    )


def checks() -> Statement:
    """Usable sites of the region that were ever checked, with what tells how well."""
    return select(
        StructureRow.category, StructureRow.verified_on, StructureRow.evidence_level
    ).where(*_OWN, StructureRow.verified_on.is_not(None))


def not_collected() -> Statement:
    """Categories of which no department has a directory."""
    none = CollectionRow.completeness == Completeness.NOT_COLLECTED
    return (
        select(CollectionRow.category)
        .group_by(CollectionRow.category)
        .having(func.bool_and(none))
    )


@kept
def category_sources() -> Statement:
    """Which sources speak of a usable structure of each category, halo included.

    The most trusted source comes first.
    """
    return (
        select(
            StructureCategoryRow.category, StructureRecordRow.source_key, SourceRow.rank
        )
        .join(
            StructureRecordRow,
            StructureRecordRow.structure_id == StructureCategoryRow.structure_id,
        )
        .join(StructureRow, StructureRow.id == StructureCategoryRow.structure_id)
        .join(SourceRow, SourceRow.key == StructureRecordRow.source_key)
        .where(StructureRow.status.in_(USABLE))
        .distinct()
        .order_by(SourceRow.rank, StructureRecordRow.source_key)
    )
