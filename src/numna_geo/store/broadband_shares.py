"""Shares of premises that were published as shares, by territory and year."""

from sqlalchemy import select

from numna_geo.model.territory import Level
from numna_geo.store.reading import Statement, kept
from numna_geo.store.tables import BroadbandShareRow


@kept
def shares(level: Level, quantity: str) -> Statement:
    """Those of a level, oldest first: code, period, value."""
    return (
        select(
            BroadbandShareRow.code, BroadbandShareRow.period, BroadbandShareRow.value
        )
        .where(BroadbandShareRow.level == level, BroadbandShareRow.quantity == quantity)
        .order_by(BroadbandShareRow.code, BroadbandShareRow.period)
    )
