"""Keeping what is said of a source: who publishes it, under which licence."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select, text

from numna_geo.store.loading import upsert
from numna_geo.store.tables import SourceRow


def kept_source(connection: Connection, key: str) -> Mapping[str, Any] | None:
    """All that is kept of a source, by column; `None` when nobody named it."""
    row = connection.execute(
        select(SourceRow.__table__).where(SourceRow.key == key)
    ).first()
    return None if row is None else dict(row._mapping)


def write_source(connection: Connection, described: Mapping[str, Any]) -> bool:
    """Keep a source; False when everything of it was there."""
    if kept_source(connection, described["key"]) == dict(described):
        return False
    upsert(connection, SourceRow, [described])
    return True


def live_records(connection: Connection, source: str) -> int:
    """How many places a source lists today."""
    found = connection.scalar(
        text(
            "SELECT count(*) FROM records WHERE source_key = :source"
            " AND gone_on IS NULL"
        ),
        {"source": source},
    )
    return int(found or 0)


def sources_in(connection: Connection, layout: str) -> frozenset[str]:
    """Keys of the sources of a format of which records are kept, not all dropped."""
    statement = text(
        "SELECT key FROM sources WHERE format = :layout AND EXISTS (SELECT FROM records"
        " WHERE source_key = sources.key AND gone_on IS NULL)"
    )
    return frozenset(connection.scalars(statement, {"layout": layout}))
