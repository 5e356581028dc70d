"""Connections by turns: never more than there are, and none kept that broke."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
import pytest
from sqlalchemy import Select, func, literal, select

from numna_geo.errors import DatabaseUnavailable
from numna_geo.store.reading import Reader


def reader_of(url: str, *, size: int) -> Reader:
    return Reader(url, size=size, statement_timeout_s=60, wait_s=60)


def backend() -> Select[tuple[int]]:
    return select(func.pg_backend_pid())


LOCK = 20_261_126


def kept_busy() -> Select[tuple[str]]:
    """What takes until somebody else's lock is released."""
    return select(func.pg_advisory_xact_lock(LOCK).label("locked"))


@asynccontextmanager
async def locking(url: str) -> AsyncIterator[None]:
    """Nothing that is `kept_busy` ends before this does."""
    other = await asyncpg.connect(url)
    await other.execute("SELECT pg_advisory_lock($1)", LOCK)
    try:
        yield
    finally:
        await other.close()


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def test_many_readers_share_few_connections(
    loaded_url: str, runner: asyncio.Runner
) -> None:
    async def asked() -> list[int]:
        reader = reader_of(loaded_url, size=2)
        found = await asyncio.gather(*[reader.value(backend()) for _ in range(20)])
        await reader.close()
        return found

    assert len(set(runner.run(asked()))) <= 2


def test_who_waits_too_long_for_a_turn_is_told(
    loaded_url: str, runner: asyncio.Runner
) -> None:
    async def asked() -> int:
        reader = reader_of(loaded_url, size=1)
        await reader.value(backend())
        # To connect may take its time; a turn that never comes is not waited for.
        assert reader._turns is not None
        reader._turns._wait_s = 0.3
        async with locking(loaded_url):
            busy = asyncio.create_task(reader.row(kept_busy()))
            await asyncio.sleep(0)
            with pytest.raises(DatabaseUnavailable):
                await reader.value(backend())
            assert not busy.done()
        await busy
        found = await reader.value(select(literal(1)))
        await reader.close()
        return int(found)

    assert runner.run(asked()) == 1


def test_a_connection_that_broke_is_replaced(
    loaded_url: str, runner: asyncio.Runner
) -> None:
    async def asked() -> tuple[int, int]:
        reader = reader_of(loaded_url, size=1)
        before = await reader.value(backend())
        other = await asyncpg.connect(loaded_url)
        await other.execute("SELECT pg_terminate_backend($1)", before)
        await other.close()
        async with asyncio.timeout(60):
            # Its number may be that of a stranger by then.
            with suppress(ProcessLookupError, PermissionError):
                while True:
                    os.kill(before, 0)
                    await asyncio.sleep(0.01)
        # What it said last, and that the line ends, is read when the loop comes round,
        # one after the other.
        for _ in range(10):
            await asyncio.sleep(0.01)
        after = await reader.value(backend())
        await reader.close()
        return before, after

    before, after = runner.run(asked())

    assert before != after


def test_a_reader_who_hangs_up_takes_no_turn_along(
    loaded_url: str, runner: asyncio.Runner
) -> None:
    async def asked() -> int:
        reader = reader_of(loaded_url, size=1)
        await reader.value(backend())
        async with locking(loaded_url):
            waiting = [asyncio.create_task(reader.row(kept_busy())) for _ in range(3)]
            await asyncio.sleep(0.05)
            for one in waiting:
                one.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        found = await reader.value(select(literal(1)))
        await reader.close()
        return int(found)

    assert runner.run(asked()) == 1


class _Counting(asyncio.SelectorEventLoop):
    """Counts how often somebody is called."""

    calls = 0

    async def create_connection(self, *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        return await super().create_connection(*args, **kwargs)


def test_a_database_that_refuses_is_not_insisted_on() -> None:
    async def asked() -> None:
        # A turn is waited for, up to a minute; a server that is not there is not.
        reader = reader_of("postgresql://nobody@127.0.0.1:1/none", size=1)
        with pytest.raises(DatabaseUnavailable):
            await reader.value(backend())
        await reader.close()

    loop = _Counting()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(asked())

    assert loop.calls == 1
