"""Which territory is the commune of a code, for those that name a commune by it."""

from sqlalchemy import and_
from sqlalchemy.orm import InstrumentedAttribute

from numna_geo.model.territory import Level
from numna_geo.store.statements import Condition
from numna_geo.store.tables import TerritoryRow


def is_commune(
    code: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
) -> Condition:
    """Joins `TerritoryRow` as the commune of a code; other levels have codes alike."""
    return and_(TerritoryRow.level == Level.COMMUNE, TerritoryRow.code == code)
