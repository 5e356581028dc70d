"""Territories of the region as they are published, with outlines for every view."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, TextClause, delete, select, text

from numna_geo.model.datasets import COMMUNES, DEPARTEMENTS, EPCIS
from numna_geo.model.territory import Level
from numna_geo.store.one_department import department_of
from numna_geo.store.published.writing import (
    delete_others,
    differing,
    properties_json,
    write_changed,
)
from numna_geo.store.tables import PublishedTerritoryRow, TerritoryRow

_DATASETS = {Level.COMMUNE: COMMUNES, Level.DEPARTEMENT: DEPARTEMENTS}
_OTHERS = EPCIS
"""Levels that are no dataset are kept for their outlines."""

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
    connection.execute(_outlines())


@cache
def _outlines() -> TextClause:
    return text(_SQL.read_text())
