"""Connections for those who write: migrations, loading, measuring."""

from collections.abc import Iterator
from contextlib import contextmanager

import orjson
import psycopg
from psycopg.errors import DiskFull
from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from numna_geo.errors import DatabaseUnavailable, StorageFull

__all__ = ["Connection", "Engine", "connect", "writing"]


def connect(database_url: str) -> Engine:
    """An engine on psycopg, whatever driver `database_url` names; nothing is opened."""
    url = make_url(database_url).set(drivername="postgresql+psycopg")
    return create_engine(url, pool_pre_ping=True, json_deserializer=orjson.loads)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: commits on success, rolls everything back on any error.

    Raises:
        DatabaseUnavailable: no connection can be had, or it was lost.
        StorageFull: the disk of the database is full.
    """
    try:
        connection = engine.connect()
    except OperationalError as error:
        raise DatabaseUnavailable(f"cannot connect to PostGIS: {error.orig}") from error
    try:
        with connection, connection.begin():
            yield connection
    except (DBAPIError, psycopg.Error) as error:
        raise _translated(error) from error


def _translated(error: DBAPIError | psycopg.Error) -> Exception:
    cause = error.orig if isinstance(error, DBAPIError) else error
    # A file system may refuse a file for its size before the disk is full.
    if isinstance(cause, DiskFull) or "could not extend file" in str(cause):
        return StorageFull(
            f"the disk of the database is full ({_first_line(cause)}); nothing was "
            "changed: free some space, then load again"
        )
    if isinstance(cause, psycopg.OperationalError) and cause.sqlstate in _LOST:
        return DatabaseUnavailable(
            f"the connection to PostGIS was lost ({_first_line(cause)}); nothing was "
            "changed: start it again, then load again"
        )
    return error


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0]


# No code at all, or one of the classes "connection" and "operator intervention".
_LOST = {None, "08000", "08003", "08006", "57P01", "57P02", "57P03"}
