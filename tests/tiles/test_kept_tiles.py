"""Tiles are kept while there is room, made once, and let go when the data change."""

import asyncio
import itertools
import tracemalloc
from collections.abc import Awaitable, Callable

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tiles.cutting import features

from numna_geo.errors import DatabaseNotReady
from numna_geo.model.category import Category
from numna_geo.model.tiling import Tile
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases import known_tiles
from numna_geo.usecases.kept_bytes import ENTRY, KeptBytes
from numna_geo.usecases.known_tiles import BROTLI, GZIP, PLAIN, Tiles
from numna_geo.usecases.published_datasets import DATASETS

STRUCTURES, COMMUNES = DATASETS["structures"], DATASETS["communes"]
BROADBAND = DATASETS["broadband"]
BORDEAUX = Tile(zoom=12, row=1475, col=2041)

kept_things = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 60), st.booleans()), max_size=60
)


@given(kept_things, st.integers(1, 2_000))
def test_what_is_kept_never_weighs_more_than_allowed(
    things: list[tuple[int, int, bool]], most: int
) -> None:
    kept = KeptBytes(most_bytes=most)
    for key, size, is_asked in things:
        if is_asked:
            kept.get(str(key))
        else:
            kept.keep(str(key), b"x" * size)
        left = [found for key in range(10) if (found := kept.get(str(key))) is not None]
        assert kept.size == sum(len(one) + ENTRY for one in left) <= most
        assert len(kept) == len(left)


def test_memory_holds_no_more_than_is_counted_however_long_the_keys() -> None:
    kept = KeptBytes(most_bytes=2**20)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()

    for number in range(4_000):
        kept.keep(f"{number}/" + ",".join(["2000-T1"] * 400), b"x" * (number % 50))

    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 2_000 < len(kept) < 4_000
    assert after - before < kept.size <= 2**20


def test_what_was_asked_last_goes_last() -> None:
    kept = KeptBytes(most_bytes=2 * (ENTRY + 1))
    kept.keep("old", b"1")
    kept.keep("new", b"2")

    kept.get("old")
    kept.keep("newest", b"3")

    assert (kept.get("old"), kept.get("new")) == (b"1", None)


class CountingReader(Reader):
    """A reader that counts how often it is asked."""

    asked = 0

    async def value(self, statement: object) -> object:
        self.asked += 1
        return await super().value(statement)  # type: ignore[arg-type]


def run(
    url: str, do: Callable[[Tiles, CountingReader], Awaitable[None]], **limits: int
) -> None:
    async def whole() -> None:
        reader = CountingReader(url, size=4, statement_timeout_s=60, wait_s=60)
        # Every question is a second after the one before it.
        seconds = iter(range(10**6))
        watch = DataWatch(reader, clock=lambda: float(next(seconds)))
        try:
            await do(Tiles(reader, watch, **limits), reader)
        finally:
            await reader.close()

    asyncio.run(whole())


def test_many_who_ask_at_once_get_one_tile_made_once(loaded_url: str) -> None:
    async def ask(tiles: Tiles, reader: CountingReader) -> None:
        asked = [(BROTLI, GZIP, PLAIN)[n % 3] for n in range(30)]
        await asyncio.gather(
            *(tiles.tile(STRUCTURES, BORDEAUX, (), one) for one in asked)
        )
        assert reader.asked == 1
        again = await tiles.tile(STRUCTURES, BORDEAUX, (), GZIP)
        assert (reader.asked, again[0]) == (1, GZIP)

    run(loaded_url, ask)


def test_memory_is_bounded_and_answers_stay_right(loaded_url: str) -> None:
    async def ask(tiles: Tiles, reader: CountingReader) -> None:
        for _ in range(2):
            for col in range(2030, 2060):
                wanted = Tile(zoom=12, row=1475, col=col)
                how, _ = await tiles.tile(COMMUNES, wanted, (), PLAIN)
                assert how == PLAIN
                assert tiles.kept.size <= 6_000
        assert 0 < len(tiles.kept) < 30
        assert reader.asked > 30

    run(loaded_url, ask, most_bytes=8_000)


def test_filtered_tiles_push_out_no_others(loaded_url: str) -> None:
    async def ask(tiles: Tiles, reader: CountingReader) -> None:
        await tiles.tile(COMMUNES, BORDEAUX, (), PLAIN)
        for several in itertools.combinations(list(Category), 2):
            only = (("category", tuple(several)),)
            await tiles.tile(STRUCTURES, BORDEAUX, only, PLAIN)
            assert tiles.kept_filtered.size <= 10_000
        asked = reader.asked

        await tiles.tile(COMMUNES, BORDEAUX, (), PLAIN)

        assert reader.asked == asked > len(tiles.kept_filtered) > 0

    run(loaded_url, ask, most_bytes=40_000)


def test_a_quarter_that_was_never_loaded_is_not_looked_for(loaded_url: str) -> None:
    async def ask(tiles: Tiles, reader: CountingReader) -> None:
        known = (("period", ("2018-T1",)),)
        assert (await tiles.tile(BROADBAND, BORDEAUX, known, PLAIN))[1]
        asked = reader.asked
        for year in range(2000, 2010):
            only = (("period", (f"{year}-T1",)),)
            assert await tiles.tile(BROADBAND, BORDEAUX, only, PLAIN) == (PLAIN, b"")
        assert reader.asked == asked

    run(loaded_url, ask)


def test_other_code_has_other_addresses_for_the_same_data(
    loaded_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ask(tiles: Tiles, reader: CountingReader) -> None:
        before = await tiles.version()
        assert before == await tiles.version()
        monkeypatch.setattr(known_tiles, "_code", lambda: "next")
        assert await tiles.version() == f"{before.rpartition('-')[0]}-next" != before

    run(loaded_url, ask)


def test_who_hangs_up_does_not_take_the_tile_from_others(loaded_url: str) -> None:
    async def ask(tiles: Tiles, reader: CountingReader) -> None:
        await tiles.extent()
        one = asyncio.create_task(tiles.tile(COMMUNES, BORDEAUX, (), PLAIN))
        other = asyncio.create_task(tiles.tile(COMMUNES, BORDEAUX, (), PLAIN))
        await asyncio.sleep(0)
        one.cancel()
        _, content = await other
        with pytest.raises(asyncio.CancelledError):
            await one
        assert features("communes", content)

    run(loaded_url, ask)


def test_an_import_empties_what_is_kept(own_url: str) -> None:
    async def ask(tiles: Tiles, reader: CountingReader) -> None:
        before = await tiles.version()
        _, old = await tiles.tile(STRUCTURES, BORDEAUX, (), PLAIN)
        assert len(tiles.kept) == 1

        await asyncio.to_thread(_import, own_url)

        assert await tiles.version() != before
        assert len(tiles.kept) == 0
        _, new = await tiles.tile(STRUCTURES, BORDEAUX, (), PLAIN)
        assert len(features("structures", old)) > len(features("structures", new)) == 0

    run(own_url, ask)


def test_before_anything_is_published_there_is_no_tile_to_keep(
    scratch_url: str,
) -> None:
    async def ask(tiles: Tiles, reader: CountingReader) -> None:
        with pytest.raises(DatabaseNotReady):
            await tiles.tile(STRUCTURES, BORDEAUX, (), PLAIN)
        assert len(tiles.kept) == 0

    run(scratch_url, ask)


def _import(url: str) -> None:
    """What an import leaves behind: other rows, and another version."""
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM published_structures")
        connection.execute(
            "UPDATE data_state SET version = version + 1, fingerprint = 'other'"
        )
