"""What was looked for in vain, counted for planners and for nobody else.

A commune, a need and a day: neither the place, nor the hour, nor who asked.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress

from numna_geo.errors import NumnaGeoError
from numna_geo.model.category import NETWORK_OF_PLACES, Category, Family
from numna_geo.model.search import Wanted
from numna_geo.store.unmet_needs import UnmetNeed
from numna_geo.usecases.nearby import Interlocutors, Search

log = logging.getLogger(__name__)

EVERY_S, MOST = 30.0, 5_000

Write = Callable[[Mapping[UnmetNeed, int]], Awaitable[None]]


class UnmetNeeds:
    """Counts in memory, written now and then, and when the service stops.

    While the database is away they are kept and tried again, up to a bound; nobody who
    asks ever waits for it, or hears of it.

    Args:
        write: adds counts to what is stored.
        every_s: seconds between two writes.
        most: different counts that are kept while nothing can be written.
    """

    def __init__(
        self, write: Write, *, every_s: float = EVERY_S, most: int = MOST
    ) -> None:
        self._write, self._every_s, self._most = write, every_s, most
        self._waiting: Counter[UnmetNeed] = Counter()
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    @property
    def waiting(self) -> Mapping[UnmetNeed, int]:
        """What is not written yet."""
        return dict(self._waiting)

    def note(self, search: Search, found: Interlocutors) -> None:
        """Count the question once for each of its needs, if it is unmet."""
        if not found.is_unmet or search.place.commune_code is None:
            return
        day = search.now.date()
        for need in needs(search.wanted):
            self._add(UnmetNeed(day, search.place.commune_code, need), 1)

    def start(self) -> None:
        """Write every now and then from here on; within a running event loop."""
        self._task = asyncio.create_task(self._keep_writing())

    async def stop(self) -> None:
        """End the writing under way, write what waits, once, and stop."""
        self._stopping.set()
        if self._task is not None:
            await self._task
        await self.write()

    async def write(self) -> None:
        """Write what waits; on failure, whichever, it goes on waiting."""
        if not self._waiting:
            return
        batch, self._waiting = self._waiting, Counter()
        try:
            await self._write(batch)
        except NumnaGeoError as error:
            log.warning("unmet needs wait", extra={"why": str(error)})
            self._put_back(batch)
        except Exception:
            # A defect of ours: told in full, and no end of the counting.
            log.exception("unmet needs cannot be written")
            self._put_back(batch)

    def _put_back(self, batch: Mapping[UnmetNeed, int]) -> None:
        for one, times in batch.items():
            self._add(one, times)

    def _add(self, one: UnmetNeed, times: int) -> None:
        if one in self._waiting or len(self._waiting) < self._most:
            self._waiting[one] += times

    async def _keep_writing(self) -> None:
        while not self._stopping.is_set():
            # A write is never cut short: nobody would know whether it was kept.
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._every_s)
            await self.write()


def needs(wanted: Wanted) -> Iterator[str]:
    """What a question counts as, once each: its needs, else its kinds, else nothing.

    Kinds of another family than the one asked for contradict it: that is no need.

    >>> list(needs(Wanted(categories=(Category.FAB_LAB,))))
    ['category:fab_lab']
    """
    if _contradicts_itself(wanted):
        return
    if wanted.needs:
        yield from (need.value for need in dict.fromkeys(wanted.needs))
        return
    families = {*wanted.families, *_whole_families(wanted.categories)}
    yield from (f"family:{one.value}" for one in Family if one in families)
    for category in dict.fromkeys(wanted.categories):
        if category.family not in families:
            yield f"category:{category.value}"


def _contradicts_itself(wanted: Wanted) -> bool:
    if not (wanted.families and wanted.categories):
        return False
    return not any(one.family in wanted.families for one in wanted.categories)


def _whole_families(categories: tuple[Category, ...]) -> Iterator[Family]:
    """Families that are asked for category by category, France Services apart."""
    for family in Family:
        whole = {one for one in Category if one.family is family}
        if whole <= set(categories) or (
            family is Family.HOST and set(NETWORK_OF_PLACES) <= set(categories)
        ):
            yield family
