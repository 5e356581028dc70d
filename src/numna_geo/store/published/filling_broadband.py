"""Broadband as it is published: one feature a commune of the region and a quarter."""

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Double,
    Integer,
    and_,
    case,
    cast,
    func,
    literal_column,
    select,
)

from numna_geo.model.datasets import BROADBAND
from numna_geo.model.territory import Level
from numna_geo.store.published.writing import (
    delete_others,
    differing,
    properties_json,
    write_changed,
)
from numna_geo.store.reading import Statement
from numna_geo.store.tables import (
    BroadbandRow,
    PublishedBroadbandRow,
    SourceRow,
    TerritoryRow,
)

_ID = BroadbandRow.commune_code + ":" + BroadbandRow.period
_COUNTS = tuple(
    getattr(BroadbandRow, name)
    for name in (
        *("premises", "connectable", "mci_premises"),
        *("best_ftth", "best_coax", "best_copper", "best_thd_radio"),
        *("best_4g", "best_hd_radio", "best_satellite"),
        *("thd30_terrestrial", "gigabit", "copper_status", "copper_closes_on"),
    )
)


def fill_broadband(connection: Connection, *, anew: bool) -> None:
    """Write what changed, delete what is there no more.

    Args:
        connection: in a transaction of the caller.
        anew: whether all of it is written again.
    """
    table = PublishedBroadbandRow
    rows = [
        {**found, "properties_json": properties_json(BROADBAND, found)}
        for found in differing(connection, table, _wanted(), anew=anew)
    ]
    write_changed(connection, table, rows, anew=True)
    delete_others(connection, table, _of_the_region(select(_ID)))


def _wanted() -> Statement:
    first = _first_day()
    return _of_the_region(
        select(
            _ID.label("id"),
            BroadbandRow.commune_code.label("code"),
            TerritoryRow.name,
            TerritoryRow.department_code,
            TerritoryRow.epci_code,
            BroadbandRow.period,
            first.label("period_start"),
            cast(
                first + literal_column("interval '3 months' - interval '1 day'"), Date
            ).label("period_end"),
            _share().label("connectable_share"),
            BroadbandRow.source_key.label("source"),
            *_COUNTS,
        )
    )


def _of_the_region(asked: Statement) -> Statement:
    commune = and_(
        TerritoryRow.level == Level.COMMUNE,
        TerritoryRow.code == BroadbandRow.commune_code,
    )
    return (
        asked.select_from(BroadbandRow)
        .join(TerritoryRow, commune)
        .join(SourceRow, SourceRow.key == BroadbandRow.source_key)
        .where(TerritoryRow.in_region, SourceRow.redistributable)
    )


def _first_day() -> ColumnElement[Date]:
    """Of a quarter such as 2026-T2."""
    year, quarter = (
        cast(func.substr(BroadbandRow.period, *part), Integer)
        for part in ((1, 4), (7, 1))
    )
    return func.make_date(year, quarter * 3 - 2, 1, type_=Date)


def _share() -> ColumnElement[float]:
    """At most 1: of six communes ARCEP counted more connectable premises than all."""
    share = cast(BroadbandRow.connectable, Double) / BroadbandRow.premises
    known = and_(BroadbandRow.premises > 0, BroadbandRow.connectable.is_not(None))
    return case((known, func.least(share, 1.0)))
