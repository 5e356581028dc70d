"""Territories of the region as they are published, with outlines for every view."""

from functools import cache
from pathlib import Path

from sqlalchemy import (
    Connection,
    Select,
    Text,
    TextClause,
    delete,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from numna_geo.model.datasets import COMMUNES, DEPARTEMENTS, EPCIS
from numna_geo.model.territory import Level
from numna_geo.store.one_department import department_of
from numna_geo.store.published.writing import (
    delete_others,
    differing,
    keep_mark,
    kept_mark,
    properties_json,
    write_changed,
)
from numna_geo.store.tables import PublishedTerritoryRow, TerritoryRow

_DATASETS = {Level.COMMUNE: COMMUNES, Level.DEPARTEMENT: DEPARTEMENTS}
_OTHERS = EPCIS
"""Levels that are no dataset are kept for their outlines."""

_PART = "outlines"

_SQL = Path(__file__).parents[1] / "sql" / "published_outlines.sql"


def fill_territories(connection: Connection, *, anew: bool) -> None:
    """Write those that changed, delete those that are there no more.

    Args:
        connection: in a transaction of the caller.
        anew: whether all of them, and every outline, are made again.
    """
    table = PublishedTerritoryRow
    if anew:
        connection.execute(delete(table))
    wanted = select(
        TerritoryRow.key,
        TerritoryRow.level,
        TerritoryRow.code,
        TerritoryRow.name,
        department_of(),
        TerritoryRow.epci_code,
        TerritoryRow.population,
        TerritoryRow.area_km2,
    ).where(TerritoryRow.in_region)
    rows = []
    for found in differing(connection, table, wanted, anew=anew):
        dataset = _DATASETS.get(Level(found["level"]), _OTHERS)
        rows.append({**found, "properties_json": properties_json(dataset, found)})
    write_changed(connection, table, rows, anew=True)
    listed = select(TerritoryRow.key).where(TerritoryRow.in_region)
    delete_others(connection, table, listed)
    _fill_outlines(connection, anew=anew or bool(rows))


def _fill_outlines(connection: Connection, *, anew: bool) -> None:
    """Make outlines again where any changed, which a mark of them all tells at once.

    Args:
        connection: in a transaction of the caller.
        anew: whatever the mark tells: rows were written that have none yet.
    """
    mark = connection.scalar(_mark_of_outlines())
    if anew or kept_mark(connection, _PART) != mark:
        connection.execute(_outlines())
        keep_mark(connection, _PART, mark or "")


@cache
def _mark_of_outlines() -> Select[str]:
    both = func.concat(
        TerritoryRow.key,
        func.md5(func.st_asbinary(TerritoryRow.outline_fine)),
        func.md5(func.st_asbinary(TerritoryRow.outline_coarse)),
    )
    by_key = aggregate_order_by(literal("", Text), TerritoryRow.key)
    every = func.md5(func.string_agg(func.md5(both), by_key))
    return select(every).where(TerritoryRow.in_region)


@cache
def _outlines() -> TextClause:
    return text(_SQL.read_text())
