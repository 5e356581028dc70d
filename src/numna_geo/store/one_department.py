"""The department of a territory that is made of communes."""

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import aliased

from numna_geo.model.territory import Level
from numna_geo.store.tables import MemberRow, TerritoryRow


def department_of() -> ColumnElement[str]:
    """Of a territory: the one that all of its communes of the region lie in, or null.

    A commune's is its own. Correlates with `TerritoryRow`.
    """
    member, commune = aliased(MemberRow), aliased(TerritoryRow)
    its_own = and_(member.level == TerritoryRow.level, member.code == TerritoryRow.code)
    same = and_(commune.level == Level.COMMUNE, commune.code == member.commune_code)
    several = commune.department_code
    found = (
        select(case((func.min(several) == func.max(several), func.min(several))))
        .select_from(member)
        .join(commune, same)
        .where(its_own, commune.in_region)
        .correlate(TerritoryRow)
        .scalar_subquery()
    )
    known = func.coalesce(TerritoryRow.department_code, found)
    return known.label("department_code")
