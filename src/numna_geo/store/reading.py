"""Reads for the service: SQLAlchemy statements on a bounded asyncpg pool.

SQLAlchemy builds the statement, asyncpg runs its text: rows come back as plain
records, never as objects. Measured in docs/decisions/0003.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractContextManager
from time import monotonic
from typing import Any

import asyncpg
from sqlalchemy.engine import make_url

from numna_geo.errors import DatabaseUnavailable
from numna_geo.store.compiled import Filled, Statement, compiled, kept
from numna_geo.store.reading_errors import AWAY, NOT_READY, in_our_words
from numna_geo.store.turns import Answer, Connection, Turns

__all__ = ["AWAY", "NOT_READY", "Filled", "Reader", "Row", "Statement", "kept"]

Row = asyncpg.Record

STREAMS = 4
"""Downloads at a time, each on a connection of its own."""
_ONE_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_STREAM_S = 3_600
"""The longest that a download may take."""
_STALL_S = 60
"""The longest between two batches: for the database to find one, or for us to write
one."""


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
        self._turns: Turns | None = None
        self._opening = asyncio.Lock()
        self._streams = asyncio.Semaphore(STREAMS)

    async def rows(self, statement: Statement | Filled) -> list[Row]:
        """Every row of the answer.

        Raises:
            DatabaseUnavailable: no connection, or no answer in time.
            DatabaseNotReady: the schema is not there yet.
        """
        text, values = compiled(statement)
        with _told(statement):
            return await self._run(lambda one: one.fetch(text, *values))

    async def row(self, statement: Statement | Filled) -> Row | None:
        """The first row, or `None`; raises as `rows`."""
        text, values = compiled(statement)
        with _told(statement):
            return await self._run(lambda one: one.fetchrow(text, *values))

    async def value(self, statement: Statement | Filled) -> Any:
        """The first column of the first row, or `None`; raises as `rows`."""
        text, values = compiled(statement)
        with _told(statement):
            return await self._run(lambda one: one.fetchval(text, *values))

    async def stream(
        self, statement: Statement | Filled, *, batch: int = 1_000
    ) -> AsyncGenerator[list[Row], None]:
        """Every row of one snapshot, batch after batch, in constant memory.

        Close it (`contextlib.aclosing`) to give its connection back at once. Who takes
        a minute to write a batch, or an hour for all, is cut off: not the client, who
        is sent a file once it is whole.

        Raises:
            DatabaseUnavailable: too many streams, too slow, or the database went away.
            DatabaseNotReady: the schema is not there yet.
            InvalidQuery: as `Filled.blamed` says.
        """
        text, values = compiled(statement)
        with _told(statement):
            connection = await self._streaming()
            try:
                await connection.execute(_ONE_SNAPSHOT)
                cursor = await connection.cursor(text, *values)
                ends = monotonic() + _STREAM_S
                while rows := await cursor.fetch(batch):
                    yield rows
                    if monotonic() > ends:
                        raise DatabaseUnavailable("the download took too long")
                await connection.close(timeout=self._wait_s)
            finally:
                # Of one that is given up, whatever the server still says to it.
                connection.terminate()

    async def close(self) -> None:
        """Close every connection, at once if they do not close by themselves."""
        if self._turns is not None:
            self._turns.terminate()
            self._turns = None

    async def _run(self, ask: Callable[[Connection], Awaitable[Answer]]) -> Answer:
        turns = self._turns or await self._opened()
        return await turns.run(ask)

    async def _opened(self) -> Turns:
        async with self._opening:
            if self._turns is None:
                pool = await asyncpg.create_pool(
                    self._url.render_as_string(hide_password=False),
                    min_size=0,
                    max_size=self._size,
                    timeout=self._wait_s,
                    reset=_nothing_to_reset,
                    command_timeout=self._statement_timeout_s + 1,
                    server_settings=_settings(self._statement_timeout_s, 30),
                )
                self._turns = Turns(pool, size=self._size, wait_s=self._wait_s)
            return self._turns

    async def _streaming(self) -> asyncpg.Connection:
        """A connection of its own: a slow download never keeps a page waiting."""
        async with asyncio.timeout(self._wait_s):
            await self._streams.acquire()
        try:
            connection = await asyncpg.connect(
                self._url.render_as_string(hide_password=False),
                timeout=self._wait_s,
                command_timeout=_STALL_S + 1,
                server_settings=_settings(_STALL_S, _STALL_S),
            )
        except BaseException:
            self._streams.release()
            raise
        # However it ends: read to the end, given up, or cut off by the server.
        connection.add_termination_listener(lambda _: self._streams.release())
        return connection


def _settings(statement_s: float, idle_s: float) -> dict[str, str]:
    return {
        "application_name": "numna-geo",
        "default_transaction_read_only": "on",
        "jit": "off",
        # A second process takes longer to start than most answers to be found, and
        # every request may start one: 79 ms against 9 for 100 features of a box.
        "max_parallel_workers_per_gather": "0",
        # A generic plan walks the table where a custom one walks the index: 48 ms
        # against 0.06 ms.
        "plan_cache_mode": "force_custom_plan",
        "statement_timeout": f"{statement_s}s",
        "idle_in_transaction_session_timeout": f"{idle_s}s",
    }


def _told(asked: Statement | Filled) -> AbstractContextManager[None]:
    return in_our_words(asked.blamed if isinstance(asked, Filled) else "")


async def _nothing_to_reset(_: object) -> None:
    """Single read-only statements leave nothing behind: spare a round trip a read."""
