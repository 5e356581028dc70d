"""Reads for the service: SQLAlchemy statements on a bounded asyncpg pool.

SQLAlchemy builds the statement, asyncpg runs its text: rows come back as plain
records, never as objects. Measured in docs/decisions/0003.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

import asyncpg
from sqlalchemy import Dialect, Select
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect
from sqlalchemy.engine import make_url
from sqlalchemy.sql.compiler import SQLCompiler

from numna_geo.errors import DatabaseNotReady, DatabaseUnavailable

Row = asyncpg.Record
Statement = Select[*tuple[Any, ...]]
Answer = TypeVar("Answer")
Asked = ParamSpec("Asked")

_DIALECT: Dialect = cast("Any", asyncpg_dialect).dialect()

# What asyncpg raises while the server dies, restarts or is too busy.
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
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
)
NOT_READY = (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError)


@dataclass(frozen=True, slots=True)
class Filled:
    """A statement built once, and the values of its `bindparam`s this time.

    Building and compiling the nearest-structures statement takes 7 ms, asking it 2:
    statements of hot routes are built once and filled.
    """

    statement: Statement
    values: Mapping[str, Any]


def kept(build: Callable[Asked, Statement]) -> Callable[Asked, Filled]:
    """Build a statement once for the same arguments, for those asked again and again.

    Arguments must be hashable. Where each caller has values of their own (positions,
    ids), `bindparam`s and `Filled` keep one statement for all of them.
    """
    # Its type asks for hashable arguments, which a ParamSpec cannot promise.
    remember = cast("Any", lru_cache(maxsize=64))
    remembered = cast("Callable[Asked, Statement]", remember(build))

    @wraps(build)
    def filled(*args: Asked.args, **named: Asked.kwargs) -> Filled:
        return Filled(remembered(*args, **named), {})

    return filled


class Reader:
    """Runs `Select`s, read-only, on at most `size` connections.

    Nothing connects before the first read, and a server that comes back is used again
    without being told.

    Args:
        database_url: any `postgresql://` URL.
        size: connections at most.
        statement_timeout_s: a slower statement is cancelled.
        wait_s: how long to wait for a connection before giving up.
    """

    def __init__(
        self, database_url: str, *, size: int, statement_timeout_s: float, wait_s: float
    ) -> None:
        self._url = make_url(database_url).set(drivername="postgresql")
        self._size, self._wait_s = size, wait_s
        self._statement_timeout_s = statement_timeout_s
        self._pool: asyncpg.Pool | None = None
        self._opening = asyncio.Lock()

    async def rows(self, statement: Statement | Filled) -> list[Row]:
        """Every row of the answer.

        Raises:
            DatabaseUnavailable: no connection, or no answer in time.
            DatabaseNotReady: the schema is not there yet.
        """
        text, values = _compiled(statement)
        return await self._run(lambda connection: connection.fetch(text, *values))

    async def row(self, statement: Statement | Filled) -> Row | None:
        """The first row, or `None`; raises as `rows`."""
        text, values = _compiled(statement)
        return await self._run(lambda connection: connection.fetchrow(text, *values))

    async def value(self, statement: Statement | Filled) -> Any:
        """The first column of the first row, or `None`; raises as `rows`."""
        text, values = _compiled(statement)
        return await self._run(lambda connection: connection.fetchval(text, *values))

    async def close(self) -> None:
        """Close every connection, at once if they do not close by themselves."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool = None

    async def _run(
        self, ask: Callable[[asyncpg.pool.PoolConnectionProxy], Awaitable[Answer]]
    ) -> Answer:
        try:
            pool = await self._opened()
            async with pool.acquire(timeout=self._wait_s) as connection:
                return await ask(connection)
        except NOT_READY as error:
            raise DatabaseNotReady("the schema is missing or old") from error
        except AWAY as error:
            raise DatabaseUnavailable(type(error).__name__) from error

    async def _opened(self) -> asyncpg.Pool:
        async with self._opening:
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    self._url.render_as_string(hide_password=False),
                    min_size=0,
                    max_size=self._size,
                    timeout=self._wait_s,
                    reset=_nothing_to_reset,
                    command_timeout=self._statement_timeout_s + 1,
                    server_settings={
                        "application_name": "numna-geo",
                        "default_transaction_read_only": "on",
                        "jit": "off",
                        # A generic plan walks the table where a custom one walks the
                        # index: 48 ms against 0.06 ms.
                        "plan_cache_mode": "force_custom_plan",
                        "statement_timeout": f"{self._statement_timeout_s}s",
                        "idle_in_transaction_session_timeout": "30s",
                    },
                )
            return self._pool


async def _nothing_to_reset(_: object) -> None:
    """Single read-only statements leave nothing behind: spare a round trip a read."""


def _compiled(asked: Statement | Filled) -> tuple[str, Sequence[Any]]:
    if isinstance(asked, Filled):
        state = _kept(asked.statement).construct_expanded_state(dict(asked.values))
    else:
        state = _fresh(asked).construct_expanded_state()
    order = state.positiontup or ()
    return state.statement, [state.parameters[name] for name in order]


def _fresh(statement: Statement) -> SQLCompiler:
    return statement.compile(dialect=_DIALECT)


# A statement equals nothing but itself, and is held here as long as its text.
_kept = lru_cache(maxsize=256)(_fresh)
