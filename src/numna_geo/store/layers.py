"""Every territory of a level with the communes it is made of."""

from sqlalchemy import and_, func, select

from numna_geo.model.territory import Level
from numna_geo.store.one_department import department_of
from numna_geo.store.reading import Statement, kept
from numna_geo.store.tables import MemberRow, TerritoryRow, ZoningRow


@kept
def layer(level: Level) -> Statement:
    """Territories of the region by code, with their communes of the region.

    code, name, population, department_code, epci_code, communes.
    """
    described = (
        TerritoryRow.code,
        TerritoryRow.name,
        TerritoryRow.population,
        TerritoryRow.epci_code,
    )
    found = select(*described, department_of()).where(
        TerritoryRow.level == level, TerritoryRow.in_region
    )
    if level is Level.COMMUNE:
        communes = func.array_agg(TerritoryRow.code)
    else:
        communes = func.array_agg(MemberRow.commune_code)
        found = found.join(
            MemberRow,
            and_(MemberRow.level == level, MemberRow.code == TerritoryRow.code),
        )
    return (
        found.add_columns(communes.label("communes"))
        .group_by(TerritoryRow.key, *described)
        .order_by(TerritoryRow.code)
    )


@kept
def zoning(name: str) -> Statement:
    """Classes of a zoning by label, with their communes: label, communes."""
    communes = func.array_agg(ZoningRow.commune_code).label("communes")
    return (
        select(ZoningRow.label, communes)
        .where(ZoningRow.zoning == name)
        .group_by(ZoningRow.label)
        .order_by(ZoningRow.label)
    )
