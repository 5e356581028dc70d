"""Measured gaps, as the last measuring left them."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from numna_geo.model.collection import Reading
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
    reading: Reading = Reading.DECLARED


# The same measure as sources declare it, beside one that only believes checks.
_Declared = aliased(MeasureRow, name="declared")


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
    """Every territory of `level`, with its measure or nulls, by code.

    In the verified reading, `numerator` is `absent` (nobody declares a place) and
    `not_verified` (somebody does, and nobody checked) together.
    """
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
            TerritoryRow.department_code,
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
    code = TerritoryRow.code
    found = _split(found, measured, level=level, code=code, period=period)
    return found.where(inside(level, within)) if within else found


@kept
def totals(measured: Measured) -> Statement:
    """The region's value in every period, the oldest first; split as `values`."""
    found = (
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
    return _split(
        found,
        measured,
        level=Level.REGION,
        code=REGION_CODE,
        period=MeasureRow.period,
    )


def _split(
    found: Select[*tuple[Any, ...]],
    measured: Measured,
    *,
    level: Level,
    code: Any,
    period: Any,
) -> Select[*tuple[Any, ...]]:
    if measured.reading is Reading.DECLARED:
        return found
    # Every part of the key but one is a constant: the planner, which knows little of a
    # table just written, still looks each territory up.
    declared = and_(
        *_is(replace(measured, reading=Reading.DECLARED), _Declared),
        _Declared.level == level,
        _Declared.period == period,
        _Declared.code == code,
    )
    return found.outerjoin(_Declared, declared).add_columns(
        _Declared.numerator.label("absent"),
        (MeasureRow.numerator - _Declared.numerator).label("not_verified"),
    )


def _is(measured: Measured, row: Any = MeasureRow) -> tuple[Any, ...]:
    return (
        row.run_id == measured.run,
        row.indicator == measured.indicator,
        row.category == measured.category,
        row.reading == measured.reading,
    )
