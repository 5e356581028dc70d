"""Rows of a statement one batch after another, for those without an event loop."""

from collections.abc import Iterator

from sqlalchemy import RowMapping

from numna_geo.store.compiled import Filled
from numna_geo.store.database import Engine


def stream(
    engine: Engine, asked: Filled, *, batch: int = 1_000
) -> Iterator[list[RowMapping]]:
    """Every row of one snapshot by a server-side cursor, in constant memory.

    Close it, or read it to the end, to give its connection back.
    """
    with engine.connect() as connection:
        snapshot = connection.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        rows = snapshot.execution_options(yield_per=batch).execute(
            asked.statement, dict(asked.values)
        )
        for part in rows.mappings().partitions():
            yield list(part)
