"""Beside the roadmap's count: our support structures, as plain rows."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from numna_geo.model.category import SUPPORT
from numna_geo.store.communes import is_commune
from numna_geo.store.reading import Statement
from numna_geo.store.tables import (
    CollectionRow,
    OrganisationRow,
    StructureCategoryRow,
    StructureRecordRow,
    StructureRow,
    TerritoryRow,
)


def support_sites() -> Statement:
    """Every support structure of the region, closed ones too, by name.

    id, name, status, organisation, commune, department, `categories` (the main one
    first) and `records` as `source:record_key`.
    """
    named = _named_records()
    kinds = _kinds()
    return (
        select(
            StructureRow.id,
            StructureRow.name,
            StructureRow.status,
            OrganisationRow.name.label("organisation"),
            TerritoryRow.name.label("commune"),
            TerritoryRow.department_code.label("department"),
            kinds.label("categories"),
            named.label("records"),
        )
        .outerjoin(OrganisationRow, OrganisationRow.id == StructureRow.organisation_id)
        .outerjoin(TerritoryRow, is_commune(StructureRow.commune_code))
        .where(
            StructureRow.in_region,
            select(1)
            .where(
                StructureCategoryRow.structure_id == StructureRow.id,
                StructureCategoryRow.category.in_(SUPPORT),
            )
            .exists(),
        )
        .order_by(StructureRow.name, StructureRow.id)
    )


def record_names(sources: Collection[str]) -> Statement:
    """Records of some sources that a structure stands on: `name`."""
    name = StructureRecordRow.source_key + ":" + StructureRecordRow.record_key
    return select(name.label("name")).where(StructureRecordRow.source_key.in_(sources))


def collected() -> Statement:
    """How completely each category was collected: category, department, why."""
    return select(
        CollectionRow.category,
        CollectionRow.department_code.label("department"),
        CollectionRow.completeness,
        CollectionRow.reason,
    ).order_by(CollectionRow.category, CollectionRow.department_code)


def _kinds() -> ColumnElement[Any]:
    order = (StructureCategoryRow.is_main.desc(), StructureCategoryRow.category)
    gathered = func.array_agg(aggregate_order_by(StructureCategoryRow.category, *order))
    return (
        select(gathered)
        .where(StructureCategoryRow.structure_id == StructureRow.id)
        .correlate(StructureRow)
        .scalar_subquery()
    )


def _named_records() -> ColumnElement[Any]:
    name = StructureRecordRow.source_key + ":" + StructureRecordRow.record_key
    return (
        select(func.array_agg(aggregate_order_by(name, name)))
        .where(StructureRecordRow.structure_id == StructureRow.id)
        .correlate(StructureRow)
        .scalar_subquery()
    )
