"""The version of the data: what caches, measures and pages are made from."""

from datetime import UTC, datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from numna_geo.store.published.filling import fill
from numna_geo.store.tables import DataStateRow

_THE_ROW = 1
_WRITING = 2018


def alone(connection: Connection) -> None:
    """Wait for whoever else migrates, loads or measures, then keep them waiting."""
    connection.execute(select(func.pg_advisory_xact_lock(_WRITING)))


def loaded_fingerprint(connection: Connection) -> str | None:
    """What was loaded last, or `None` when nothing was."""
    return connection.scalar(select(DataStateRow.fingerprint))


def data_version(connection: Connection) -> int:
    """The version of the data, 0 before the first load."""
    return connection.scalar(select(DataStateRow.version)) or 0


def publish(connection: Connection, *, fingerprint: str) -> int:
    """Give what this transaction wrote the next version, and return it.

    The published datasets are made of it at once: whoever reads that version finds all
    of it in them.
    """
    version = data_version(connection) + 1
    values = {
        "id": _THE_ROW,
        "version": version,
        "changed_at": datetime.now(UTC),
        "fingerprint": fingerprint,
    }
    statement = insert(DataStateRow).values(**values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["id"], set_=values)
    )
    fill(connection)
    return version
