"""Connections for those who write: migrations, loading, measuring."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.exc import OperationalError

from numna_geo.errors import DatabaseUnavailable

__all__ = ["Connection", "Engine", "connect", "writing"]


def connect(database_url: str) -> Engine:
    """An engine on psycopg, whatever driver `database_url` names; nothing is opened."""
    url = make_url(database_url).set(drivername="postgresql+psycopg")
    return create_engine(url, pool_pre_ping=True)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: commits on success, rolls everything back on any error.

    Raises:
        DatabaseUnavailable: no connection can be had.
    """
    try:
        connection = engine.connect()
    except OperationalError as error:
        raise DatabaseUnavailable(f"cannot connect to PostGIS: {error.orig}") from error
    with connection, connection.begin():
        yield connection
