"""What asyncpg raises, in our words: never the text of a statement, nor of a server."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from numna_geo.errors import (
    DatabaseNotReady,
    DatabaseUnavailable,
    InvalidQuery,
    WrongParameter,
)

# While the server dies, restarts or is too busy.
AWAY = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    # "Cannot switch to state …": the socket died between two steps of a statement.
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.QueryCanceledError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
)
NOT_READY = (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError)

_OF_POSTGIS = "pg_error"
"""The function that raises what its libraries cannot compute: "internal", as of a file
that is broken, and yet not our mistake."""

_BLAMED: tuple[tuple[type[Exception], str, str], ...] = (
    (
        asyncpg.QueryCanceledError,
        "takes too long",
        "less to compute, or a `bbox` that leaves fewer features to compute it for",
    ),
    (asyncpg.DataError, "out of range", "what can be computed for every feature"),
    (
        asyncpg.InternalServerError,
        "no relation of geometries",
        "geometries that can be compared with every feature",
    ),
)


@contextmanager
def in_our_words(blamed: str = "") -> Iterator[None]:
    """Raise our errors for those of asyncpg.

    Args:
        blamed: as in `Filled`.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: nothing can be read now.
        InvalidQuery: what the parameter to blame asks cannot be computed.
    """
    try:
        yield
    except (*NOT_READY, *AWAY, asyncpg.PostgresError) as error:
        told = _refused(error, blamed) or _away(error)
        if told is None:
            raise
        raise told from error


def _refused(error: Exception, blamed: str) -> InvalidQuery | None:
    if not blamed:
        return None
    internal = isinstance(error, asyncpg.InternalServerError)
    for kind, told, expected in _BLAMED:
        if isinstance(error, kind) and (not internal or _is_of_postgis(error)):
            wrong = WrongParameter(blamed, told, expected)
            return InvalidQuery("this cannot be computed", [wrong])
    return None


def _away(error: Exception) -> DatabaseNotReady | DatabaseUnavailable | None:
    if isinstance(error, NOT_READY):
        return DatabaseNotReady("the schema is missing or old")
    if isinstance(error, AWAY):
        return DatabaseUnavailable(type(error).__name__)
    return None


def _is_of_postgis(error: Exception) -> bool:
    return getattr(error, "server_source_function", None) == _OF_POSTGIS
