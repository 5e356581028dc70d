"""Measured gaps, as the last measuring left them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from numna_geo.model.territory import REGION_CODE, Level
from numna_geo.store.reading import Statement, kept
from numna_geo.store.tables import MeasureRow, MeasureRunRow, TerritoryRow
from numna_geo.store.territories import inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Which reading of which indicator; `category` is empty for the whole family."""

    run: int
    indicator: str
    category: str


@kept
def run(run_id: int | None) -> Statement:
    """One measuring, the last one when `run_id` is None."""
    found = select(
        MeasureRunRow.id, MeasureRunRow.measured_at, MeasureRunRow.data_version
    )
    if run_id is not None:
        found = found.where(MeasureRunRow.id == run_id)
    return found.order_by(MeasureRunRow.id.desc()).limit(1)


@kept
def values(
    measured: Measured,
    *,
    period: str,
    level: Level,
    within: tuple[Level, str] | None,
) -> Statement:
    """Every territory of `level`, with its measure or nulls, by code."""
    of_territory = and_(
        *_is(measured),
        MeasureRow.period == period,
        MeasureRow.level == level,
        MeasureRow.code == TerritoryRow.code,
    )
    found = (
        select(
            TerritoryRow.code,
            TerritoryRow.name,
            TerritoryRow.population,
            MeasureRow.value,
            MeasureRow.numerator,
            MeasureRow.denominator,
            MeasureRow.border_unknown,
            MeasureRow.nearest_km,
            MeasureRow.rank,
            MeasureRow.status,
        )
        .outerjoin(MeasureRow, of_territory)
        .where(TerritoryRow.level == level, TerritoryRow.in_region)
        .order_by(TerritoryRow.code)
    )
    return found.where(inside(level, within)) if within else found


@kept
def totals(measured: Measured) -> Statement:
    """The region's value in every period, the oldest first."""
    return (
        select(
            MeasureRow.period,
            MeasureRow.value,
            MeasureRow.numerator,
            MeasureRow.denominator,
            MeasureRow.border_unknown,
            MeasureRow.status,
        )
        .where(
            *_is(measured),
            MeasureRow.level == Level.REGION,
            MeasureRow.code == REGION_CODE,
        )
        .order_by(MeasureRow.period)
    )


def _is(measured: Measured) -> tuple[Any, ...]:
    return (
        MeasureRow.run_id == measured.run,
        MeasureRow.indicator == measured.indicator,
        MeasureRow.category == measured.category,
    )
