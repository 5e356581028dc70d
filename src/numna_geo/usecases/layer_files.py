"""A question to a file: rows go from the database to a format, some at a time."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Any, cast

from numna_geo.errors import DatabaseNotReady
from numna_geo.formats.layer import About, Cited, Layer, Rows
from numna_geo.store.published import reading
from numna_geo.store.published.question import FeatureQuestion
from numna_geo.store.reading import Reader
from numna_geo.usecases.describe_datasets import Description

AT_ONCE = 2_000
"""Rows that are fetched together."""

Seen = Callable[[int], None]
"""Is told how many rows went by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What a file has beside its rows, if it can.

    Args:
        page: where people read more.
        record_xml: its ISO 19139 record.
        style_qml: how QGIS draws it.
    """

    page: str | None = None
    record_xml: str | None = None
    style_qml: str | None = None


def layer_of(
    question: FeatureQuestion, description: Description, dress: Dress
) -> Layer:
    """What a file of `question` is written from.

    Raises:
        DatabaseNotReady: nothing was published yet, and there is no day to tell.
    """
    dataset, fields = question.dataset, question.dataset.fields
    if question.properties is not None:
        wanted = {dataset.identifier: None} | dict.fromkeys(question.properties)
        fields = tuple(dataset.by_name[name] for name in wanted)
    if description.modified is None:
        raise DatabaseNotReady("nothing was published yet")
    return Layer(
        dataset=dataset,
        fields=fields,
        geometry=question.geometry,
        srid=question.srid,
        about=About(
            day=description.modified.date(),
            version=str(description.version),
            sources=tuple(
                Cited(
                    title=one.title,
                    publisher=one.publisher,
                    licence=one.licence.name,
                    date=one.date,
                    page=one.landing_page,
                )
                for one in description.origins
            ),
            page=dress.page,
            record_xml=dress.record_xml,
            style_qml=dress.style_qml,
        ),
    )


async def write_rows(
    reader: Reader,
    question: FeatureQuestion,
    write: Callable[[Iterator[Rows]], None],
    *,
    limit: int | None = None,
    seen: Seen = lambda _: None,
) -> int:
    """Have `write` take every row of `question`, in a thread; how many there were.

    Whoever stops waiting stops the writing too, at its next batch.

    Args:
        reader: where they are.
        question: which they are.
        write: a format's `write`, with its layer and its path.
        limit: at most so many.
        seen: is told how many went by.

    Raises:
        DoesNotFit: the format cannot hold them.
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    stream = reader.stream(reading.rows(question, limit=limit), batch=AT_ONCE)
    handed = _Handed(asyncio.get_running_loop(), seen)
    fetching = asyncio.create_task(handed.fetch(stream))
    writing = asyncio.ensure_future(asyncio.to_thread(write, handed))
    try:
        await asyncio.shield(writing)
    except asyncio.CancelledError:
        handed.stop()
        await _ended(writing)
        raise
    finally:
        fetching.cancel()
        await asyncio.wait([fetching])
    return handed.rows


async def _ended(writing: asyncio.Future[None]) -> None:
    """Wait until the thread leaves, whoever calls it off meanwhile.

    It does at its next batch, and only then its folder can be taken away.
    """
    while not writing.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait([writing])
    if not writing.cancelled():
        # Nobody else asks what became of it.
        writing.exception()


class _Stopped(Exception):
    """Nobody waits for the file any more."""


class _Handed:
    """Batches of an asynchronous stream, for the thread that writes them.

    One task owns the stream from its beginning to its end, and is at most two batches
    ahead of the thread.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, seen: Seen) -> None:
        self._loop, self._seen = loop, seen
        self._waiting = asyncio.Queue[Rows | Exception | None](maxsize=2)
        self.rows = 0

    async def fetch(self, stream: AsyncIterator[Sequence[Any]]) -> None:
        """Hand over all that comes; what went wrong too, and that it is the end."""
        try:
            async with aclosing(
                cast("AsyncGenerator[Sequence[Any], None]", stream)
            ) as rows:
                async for batch in rows:
                    await self._waiting.put(batch)
            await self._waiting.put(None)
        except Exception as error:
            await self._waiting.put(error)

    def stop(self) -> None:
        """Have the thread end at its next batch."""
        while not self._waiting.empty():
            self._waiting.get_nowait()
        self._waiting.put_nowait(_Stopped())

    def __iter__(self) -> Iterator[Rows]:
        return self

    def __next__(self) -> Rows:
        asked = asyncio.run_coroutine_threadsafe(self._waiting.get(), self._loop)
        batch = asked.result()
        if batch is None:
            raise StopIteration
        if isinstance(batch, Exception):
            raise batch
        self.rows += len(batch)
        self._seen(self.rows)
        return batch
