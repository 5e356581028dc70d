"""What kind of ground each commune is: its density, its massif, its area."""

from functools import cache

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from numna_geo.model.territory import Level
from numna_geo.store.reading import Statement
from numna_geo.store.tables import TerritoryRow, ZoningRow

DENSITY, MOUNTAIN = "density", "mountain"
"""Keys of two zonings: INSEE's density label, and the massif of a mountain commune."""


@cache
def communes() -> Statement:
    """Every commune, beyond the border too: code, area_km2, density, massif.

    `density` and `massif` are labels, NULL where the commune is in no class.
    """
    density, massif = aliased(ZoningRow), aliased(ZoningRow)
    return (
        select(
            TerritoryRow.code,
            TerritoryRow.area_km2,
            density.label.label("density"),
            massif.label.label("massif"),
        )
        .outerjoin(
            density,
            and_(density.commune_code == TerritoryRow.code, density.zoning == DENSITY),
        )
        .outerjoin(
            massif,
            and_(massif.commune_code == TerritoryRow.code, massif.zoning == MOUNTAIN),
        )
        .where(TerritoryRow.level == Level.COMMUNE)
        .order_by(TerritoryRow.code)
    )
