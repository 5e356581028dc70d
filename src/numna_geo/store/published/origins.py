"""Where published datasets come from, where they lie, and which days they tell of."""

from typing import Any

from sqlalchemy import Date, cast, func, null, select

from numna_geo.model.territory import Level
from numna_geo.store.reading import Statement, kept
from numna_geo.store.tables import (
    PublishedBroadbandRow,
    PublishedGapRow,
    PublishedStructureRow,
    PublishedTerritoryRow,
    SourceRow,
    StructureRecordRow,
)

_LEVELS = {
    "communes": Level.COMMUNE,
    "epci": Level.EPCI,
    "departements": Level.DEPARTEMENT,
}


@kept
def structure_sources() -> Statement:
    """`key`: the sources that tell of a published structure, the most trusted first.

    Those whose licence is to be confirmed tell nothing of a structure that is passed
    on: they are left out.
    """
    told = (
        select(StructureRecordRow.source_key)
        .join(
            PublishedStructureRow,
            PublishedStructureRow.id == StructureRecordRow.structure_id,
        )
        .distinct()
    )
    return (
        select(SourceRow.key)
        .where(SourceRow.redistributable, SourceRow.key.in_(told))
        .order_by(SourceRow.rank, SourceRow.key)
    )


@kept
def broadband_sources() -> Statement:
    """`key`: the sources of published quarters, the oldest first."""
    row = PublishedBroadbandRow
    return (
        select(row.source.label("key"))
        .group_by(row.source)
        .order_by(func.min(row.period_start), row.source)
    )


@kept
def span(key: str) -> Statement:
    """One row: how many `features` a dataset has, the box and the days of all of them.

    `west`, `south`, `east` and `north` are degrees, null where nothing has a place;
    `first_day` and `last_day` are null where features have no days.

    Args:
        key: of the dataset.
    """
    if key in _LEVELS:
        territory = PublishedTerritoryRow
        whole = _span(territory.geom)
        return whole.where(territory.level == _LEVELS[key])
    if key == "structures":
        return _span(PublishedStructureRow.geom)
    days = _days(key)
    where = _span(PublishedTerritoryRow.geom).subquery()
    sides = (where.c[side] for side in _SIDES)
    return select(days.c.features, *sides, days.c.first_day, days.c.last_day)


_SIDES = ("west", "south", "east", "north")
_NO_DAY = cast(null(), Date)


def _span(geometry: Any) -> Statement:
    box = func.ST_Extent(geometry)
    corners = (func.ST_XMin, func.ST_YMin, func.ST_XMax, func.ST_YMax)
    sides = zip(corners, _SIDES, strict=True)
    return select(
        func.count().label("features"),
        *(corner(box).label(side) for corner, side in sides),
        _NO_DAY.label("first_day"),
        _NO_DAY.label("last_day"),
    )


def _days(key: str) -> Any:
    """Features that lie where the territories do, and the days that they tell of."""
    first: Any
    if key == "gaps":
        first = last = PublishedGapRow.measured_on
    else:
        first, last = (
            PublishedBroadbandRow.period_start,
            PublishedBroadbandRow.period_end,
        )
    return select(
        func.count().label("features"),
        func.min(first).label("first_day"),
        func.max(last).label("last_day"),
    ).subquery()
