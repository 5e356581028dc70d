"""Connections by turns: never more than there are, and none kept that broke."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import suppress

import asyncpg
import pytest
from sqlalchemy import Select, func, literal, select

from numna_geo.errors import DatabaseUnavailable
from numna_geo.store.reading import Reader


def reader_of(url: str, *, size: int, wait_s: float = 60) -> Reader:
    return Reader(url, size=size, statement_timeout_s=60, wait_s=wait_s)


def backend() -> Select[tuple[int]]:
    return select(func.pg_backend_pid())


def sleeping(seconds: float) -> Select[tuple[str]]:
    return select(func.pg_sleep(seconds).label("slept"))


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
        reader = reader_of(loaded_url, size=1, wait_s=1)
        await reader.value(backend())
        busy = asyncio.create_task(reader.row(sleeping(3)))
        await asyncio.sleep(0.05)
        with pytest.raises(DatabaseUnavailable):
            await reader.value(backend())
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
        with suppress(ProcessLookupError):
            while True:
                os.kill(before, 0)
                await asyncio.sleep(0.01)
        # What it left unsaid is read when the loop comes round.
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
        waiting = [asyncio.create_task(reader.row(sleeping(0.5))) for _ in range(3)]
        await asyncio.sleep(0.05)
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        found = await reader.value(select(literal(1)))
        await reader.close()
        return int(found)

    assert runner.run(asked()) == 1
