"""Downloads: every row of one moment, in little memory, and never for ever."""

import asyncio
import tracemalloc
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from itertools import chain
from typing import Any

import asyncpg
import psycopg
import pytest
from sqlalchemy import func, select
from tests.store.published.made import COMMUNES, STRUCTURES, fill

from numna_geo.errors import DatabaseUnavailable, InvalidQuery
from numna_geo.filtering import condition_of
from numna_geo.store.compiled import Filled
from numna_geo.store.published import reading
from numna_geo.store.published.question import FeatureQuestion
from numna_geo.store.reading import STREAMS, Reader, Row
from numna_geo.store.reading_errors import in_our_words

ALL = FeatureQuestion(dataset=STRUCTURES)


@asynccontextmanager
async def a_reader(
    url: str, *, statement_timeout_s: float = 60
) -> AsyncIterator[Reader]:
    reader = Reader(url, size=2, statement_timeout_s=statement_timeout_s, wait_s=60)
    try:
        yield reader
    finally:
        await reader.close()


def numbers(last: int) -> Filled:
    return Filled(select(func.generate_series(1, last).label("n")), {})


def test_batches_put_end_to_end_are_all_the_rows(made_url: str) -> None:
    async def read() -> tuple[list[int], list[str]]:
        async with a_reader(made_url) as reader:
            batches = [one async for one in reader.stream(reading.rows(ALL), batch=10)]
        return list(map(len, batches)), [row["id"] for row in chain(*batches)]

    sizes, found = asyncio.run(read())

    assert sizes == [10, 10, 10, 10, 4]
    assert found == [f"s{n:03}" for n in range(44)]


def test_what_is_written_meanwhile_is_not_of_the_moment(scratch_url: str) -> None:
    fill(scratch_url)

    async def read() -> list[str]:
        found: list[str] = []
        async with a_reader(scratch_url) as reader:
            async for batch in reader.stream(reading.rows(ALL), batch=10):
                found += [row["id"] for row in batch]
                with psycopg.connect(scratch_url) as other:
                    other.execute("DELETE FROM published_structures")
        return found

    assert len(asyncio.run(read())) == 44


def test_memory_does_not_grow_with_the_rows(made_url: str) -> None:
    async def peak(rows: int) -> int:
        async with a_reader(made_url) as reader:
            tracemalloc.start()
            async for _ in reader.stream(numbers(rows), batch=500):
                pass
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            return most

    asyncio.run(peak(1_000))
    assert asyncio.run(peak(60_000)) < 2 * asyncio.run(peak(2_000))


def test_a_stream_may_take_longer_than_a_page(made_url: str) -> None:
    slow = Filled(select(func.pg_sleep(0.3), func.generate_series(1, 2)), {})

    async def read() -> int:
        async with a_reader(made_url, statement_timeout_s=0.1) as reader:
            with pytest.raises(DatabaseUnavailable):
                await reader.rows(slow)
            return sum([len(batch) async for batch in reader.stream(slow)])

    assert asyncio.run(read()) == 2


def test_slow_clients_never_take_the_connections_of_pages(made_url: str) -> None:
    async def read() -> tuple[int, int]:
        async with a_reader(made_url) as reader, _all_taken(reader) as slow:
            pages = len(await reader.rows(numbers(5)))
            async with aclosing(reader.stream(numbers(3))) as one_more:
                waiting = asyncio.ensure_future(anext(one_more))
                done, _ = await asyncio.wait({waiting}, timeout=0.3)
                assert not done
                await slow[0].aclose()
                return pages, len(await waiting)

    assert asyncio.run(read()) == (5, 3)


def test_who_waits_too_long_for_a_download_is_told(made_url: str) -> None:
    async def read() -> int:
        async with a_reader(made_url) as reader:
            async with _all_taken(reader):
                # To connect may take its time; a place that never comes is not
                # waited for.
                reader._wait_s = 0.05
                with pytest.raises(DatabaseUnavailable):
                    await anext(reader.stream(numbers(1)))
                reader._wait_s = 60
            async with aclosing(reader.stream(numbers(3))) as again:
                return len(await anext(again))

    assert asyncio.run(read()) == 3


@asynccontextmanager
async def _all_taken(
    reader: Reader,
) -> AsyncIterator[list[AsyncGenerator[list[Row], None]]]:
    """As many downloads as there may be at a time, of clients that read no more."""
    slow = [reader.stream(numbers(9), batch=1) for _ in range(STREAMS)]
    for one in slow:
        await anext(one)
    yield slow
    for one in slow:
        await one.aclose()


def test_a_stream_that_the_server_ends_gives_its_place_back(made_url: str) -> None:
    async def read() -> int:
        async with a_reader(made_url) as reader:
            for _ in range(STREAMS + 1):
                cut = reader.stream(numbers(5_000), batch=1)
                await anext(cut)
                _end_streams(made_url)
                with pytest.raises(DatabaseUnavailable):
                    async for _ in cut:
                        pass
            return sum([len(batch) async for batch in reader.stream(numbers(3))])

    assert asyncio.run(read()) == 3


def _end_streams(url: str) -> None:
    with psycopg.connect(url) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'numna-geo' AND datname = current_database()"
        )


@pytest.mark.parametrize(
    "text",
    [
        "population ^ 500 > 1",
        "(0 - population) ^ 0.5 > 1",
        # From pole to pole by no way in particular.
        "S_DWITHIN(geom, LINESTRING(0 0, 180 -90, 0 90, 0 -90), 1e7)",
    ],
)
def test_what_cannot_be_computed_is_the_fault_of_the_filter(
    made_url: str, text: str
) -> None:
    condition = condition_of(text, "cql2-text", COMMUNES)
    question = FeatureQuestion(dataset=COMMUNES, condition=condition)

    async def read(how: str) -> Any:
        async with a_reader(made_url) as reader:
            if how == "rows":
                return await reader.rows(reading.features(question, limit=10))
            return [batch async for batch in reader.stream(reading.rows(question))]

    for how in ("rows", "stream"):
        with pytest.raises(InvalidQuery) as caught:
            asyncio.run(read(how))
        (wrong,) = caught.value.wrong
        assert wrong.parameter == "filter"
        assert wrong.value in {"out of range", "no relation of geometries"}


def test_a_filter_that_takes_too_long_is_told_so(made_url: str) -> None:
    asked = Filled(select(func.pg_sleep(3)), {}, "filter")

    async def read() -> None:
        async with a_reader(made_url) as reader:
            limit = func.current_setting("statement_timeout")
            assert await reader.value(select(limit)) == "1min"
            # Shorter for the same connection, and for the server alone: a client that
            # gives up a second later could be the first to do so.
            await reader.value(
                select(func.set_config("statement_timeout", "100", False))
            )
            await reader.rows(asked)

    with pytest.raises(InvalidQuery) as caught:
        asyncio.run(read())
    (wrong,) = caught.value.wrong
    assert (wrong.parameter, wrong.value) == ("filter", "takes too long")


def test_a_failure_of_ours_is_not_the_fault_of_the_filter() -> None:
    for ours in (
        asyncpg.InternalServerError("could not open relation with OID 16385"),
        asyncpg.IndexCorruptedError("broken GEOS index"),
        asyncpg.DiskFullError("no space left on device"),
    ):
        with pytest.raises(type(ours)), in_our_words("filter"):
            raise ours
    with pytest.raises(DatabaseUnavailable), in_our_words("filter"):
        raise asyncpg.AdminShutdownError("it stops")
    with pytest.raises(asyncpg.DataError), in_our_words():
        raise asyncpg.DataError("out of range")
