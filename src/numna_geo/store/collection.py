"""How completely each category was collected, where."""

from sqlalchemy import and_, func, select

from numna_geo.model.collection import Completeness
from numna_geo.model.territory import Level
from numna_geo.store.communes import is_commune
from numna_geo.store.reading import Statement, kept
from numna_geo.store.tables import CollectionRow, MemberRow, TerritoryRow
from numna_geo.store.territories import inside


@kept
def not_collected(within: tuple[Level, str] | None) -> Statement:
    """Categories that nobody collected in any department `within`; of the region."""
    communes = (
        select(TerritoryRow.department_code)
        .where(TerritoryRow.level == Level.COMMUNE, TerritoryRow.in_region)
        .distinct()
    )
    if within is not None:
        communes = communes.where(inside(Level.COMMUNE, within))
    asked = communes.subquery()
    every = select(func.count()).select_from(asked).scalar_subquery()
    return (
        select(CollectionRow.category)
        .join(asked, asked.c.department_code == CollectionRow.department_code)
        .where(CollectionRow.completeness == Completeness.NOT_COLLECTED)
        .group_by(CollectionRow.category)
        # A department that the table does not speak of is unknown, not uncollected.
        .having(func.count() == every)
    )


@kept
def by_department() -> Statement:
    """How completely each category was collected in each department, and why."""
    return (
        select(
            CollectionRow.category,
            CollectionRow.department_code,
            CollectionRow.completeness,
            CollectionRow.reason,
            TerritoryRow.name.label("department"),
        )
        .join(
            TerritoryRow,
            and_(
                TerritoryRow.level == Level.DEPARTEMENT,
                TerritoryRow.code == CollectionRow.department_code,
            ),
        )
        .order_by(CollectionRow.category, CollectionRow.department_code)
    )


@kept
def departments(level: Level) -> Statement:
    """The departments that each territory of a level has communes in: code, codes."""
    codes = func.array_agg(TerritoryRow.department_code.distinct())
    return (
        select(MemberRow.code, codes.label("department_codes"))
        .join(TerritoryRow, is_commune(MemberRow.commune_code))
        .where(MemberRow.level == level, TerritoryRow.in_region)
        .group_by(MemberRow.code)
    )
