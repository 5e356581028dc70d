"""Where the communes of the region have their town halls."""

from geoalchemy2 import Geometry
from sqlalchemy import cast, func, select

from numna_geo.model.territory import Level
from numna_geo.store.reading import Statement, kept
from numna_geo.store.tables import TerritoryRow


@kept
def seats() -> Statement:
    """Communes of the region by code: code, lon, lat (WGS 84 degrees)."""
    seat = cast(TerritoryRow.seat, Geometry)
    return (
        select(
            TerritoryRow.code,
            func.ST_X(seat).label("lon"),
            func.ST_Y(seat).label("lat"),
        )
        .where(TerritoryRow.level == Level.COMMUNE, TerritoryRow.in_region)
        .order_by(TerritoryRow.code)
    )
