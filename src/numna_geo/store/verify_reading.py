"""What tells which structures to check first: people, places, and how to call."""

from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import ColumnElement, cast, func, select

from numna_geo.model.structure import Status
from numna_geo.model.territory import Level
from numna_geo.store.communes import is_commune
from numna_geo.store.reading import Statement
from numna_geo.store.tables import (
    StructureCategoryRow,
    StructureNeedRow,
    StructureRow,
    TerritoryRow,
)

CALLABLE = (Status.OPEN, Status.UNKNOWN, Status.PLANNED)
"""A closed place is not called; a planned one may have opened since."""


def inhabitants() -> Statement:
    """Communes of the region: lon, lat, population, epci_code, department_code."""
    seat = cast(TerritoryRow.seat, Geometry)
    return (
        select(
            func.ST_X(seat).label("lon"),
            func.ST_Y(seat).label("lat"),
            TerritoryRow.population,
            TerritoryRow.epci_code,
            TerritoryRow.department_code,
        )
        .where(TerritoryRow.level == Level.COMMUNE, TerritoryRow.in_region)
        .order_by(TerritoryRow.code)
    )


def structures() -> Statement:
    """Structures that can be called, beyond the border too, by id.

    What a call needs (name, contacts, commune), where it is (lon, lat), what it answers
    (category, categories, needs) and its last check.
    """
    here = cast(StructureRow.position, Geometry)
    return (
        select(
            StructureRow.id,
            StructureRow.name,
            StructureRow.category,
            StructureRow.status,
            StructureRow.phone,
            StructureRow.website,
            StructureRow.in_region,
            StructureRow.verified_on,
            StructureRow.evidence_level,
            TerritoryRow.name.label("commune"),
            TerritoryRow.department_code.label("department"),
            func.ST_X(here).label("lon"),
            func.ST_Y(here).label("lat"),
            _all(StructureCategoryRow, "category").label("categories"),
            _all(StructureNeedRow, "need").label("needs"),
        )
        .outerjoin(TerritoryRow, is_commune(StructureRow.commune_code))
        .where(StructureRow.status.in_(CALLABLE), StructureRow.position.is_not(None))
        .order_by(StructureRow.id)
    )


def _all(row: Any, name: str) -> ColumnElement[Any]:
    gathered = func.array_agg(getattr(row, name))
    found = select(gathered).where(row.structure_id == StructureRow.id)
    return found.correlate(StructureRow).scalar_subquery()
