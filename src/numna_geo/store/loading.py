"""Writing many rows at once, inside the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import Any, cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, delete, select, text
from sqlalchemy import Table as Relation

from numna_geo.store.tables import Table

Values = Mapping[str, Any]


def relation(table: type[Table]) -> Relation:
    """The table behind a row class."""
    found = table.__table__
    if not isinstance(found, Relation):
        raise TypeError(f"{table.__name__} maps no table")
    return found


def replace_all(
    connection: Connection, table: type[Table], rows: Iterable[Values]
) -> int:
    """Empty a table and fill it with `rows`; returns how many.

    Geometry values are hexadecimal EWKB, which COPY takes as it is.
    """
    connection.execute(delete(table))
    return copy_rows(connection, relation(table).name, rows)


def copy_rows(connection: Connection, name: str, rows: Iterable[Values]) -> int:
    """Stream rows, which all have the same keys, into the table called `name`."""
    several = iter(rows)
    first = next(several, None)
    if first is None:
        return 0
    columns = list(first)
    values = itemgetter(*columns) if len(columns) > 1 else lambda row: [*row.values()]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 1
    driver = cast("psycopg.Connection", connection.connection.driver_connection)
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        write = copy.write_row
        write(values(first))
        for row in several:
            write(values(row))
            count += 1
    return count


def upsert(
    connection: Connection,
    table: type[Table],
    rows: Sequence[Values],
    *,
    made: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Insert rows, or replace every given column of those whose key exists.

    Args:
        connection: in a transaction of the caller.
        table: to write to.
        rows: which all have the same keys.
        made: SQL, in terms of the given columns, by name of a column that it makes.
    """
    target = relation(table)
    if not rows:
        return
    staging = f"new_{target.name}"
    connection.execute(
        text(f"CREATE TEMP TABLE {staging} (LIKE {target.name}) ON COMMIT DROP")
    )
    copy_rows(connection, staging, rows)
    columns = list(rows[0])
    keys = [c.name for c in target.primary_key.columns]
    written = ", ".join((*columns, *made))
    given = ", ".join((*columns, *made.values()))
    changed = ", ".join(
        f"{c} = EXCLUDED.{c}" for c in (*columns, *made) if c not in keys
    )
    connection.execute(
        text(
            f"INSERT INTO {target.name} ({written}) SELECT {given} FROM {staging} "  # noqa: S608
            f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}"
        )
    )
    connection.execute(text(f"DROP TABLE {staging}"))


def known_keys(connection: Connection, table: type[Table]) -> set[str]:
    """The values of a single-column primary key."""
    (key,) = relation(table).primary_key.columns
    return set(connection.scalars(select(key)))
