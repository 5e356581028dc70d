"""Where to open, asked by many: one question is worked out at a time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import numpy as np

from numna_geo.model.territory import Level
from numna_geo.travel.engine import Engine
from numna_geo.usecases.choose_sites import Grounds, Sited, sited
from numna_geo.usecases.known_supply import KnownSupply
from numna_geo.usecases.scenarios import Scenarios
from numna_geo.usecases.site_candidates import Wanted, candidates
from numna_geo.usecases.try_scenario import engine_of

SECONDS = 25.0
"""From the question to its answer, the wait for its turn included."""

_QUEUE, _KEPT = 4, 64
_LOOK_S = 0.5

Gone = Callable[[], Awaitable[bool]]
"""Whether whoever asked has hung up."""


class Busy(Exception):
    """Too many wait for their turn, or nobody waits for this answer any more."""


@dataclass(slots=True, eq=False)
class _Job:
    task: asyncio.Task[Sited]
    waiters: int = 0


class Sitings:
    """Works out one question at a time, and remembers the last ones.

    What nobody waits for any more is not begun.

    Args:
        scenarios: everything that is known.
    """

    def __init__(self, scenarios: Scenarios) -> None:
        self.scenarios = scenarios
        self._jobs: dict[tuple[object, ...], _Job] = {}
        self._turn = asyncio.Semaphore(1)
        self._begun = set[tuple[object, ...]]()

    async def found(self, wanted: Wanted, gone: Gone | None = None) -> Sited:
        """Where to open.

        Raises:
            InvalidQuery: no choice meets the floor, or a candidate cannot be used.
            Busy: too many wait already, the turn did not come in time, or `gone`.
            TravelUnavailable: the engine does not answer.
        """
        known = await self.scenarios.known()
        engine = await engine_of(self.scenarios.travels, known)
        key = (known.run.id, id(known), engine[0].version, wanted)
        job = self._jobs.get(key) or self._started(key, wanted, known, engine)
        job.waiters += 1
        try:
            while not job.task.done():
                await asyncio.wait([job.task], timeout=_LOOK_S)
                if not job.task.done() and gone is not None and await gone():
                    raise Busy
            if job.task.cancelled():
                raise Busy
            return job.task.result()
        finally:
            job.waiters -= 1
            if not job.waiters and key not in self._begun:
                job.task.cancel()
                self._jobs.pop(key, None)

    def _started(
        self,
        key: tuple[object, ...],
        wanted: Wanted,
        known: KnownSupply,
        engine: tuple[Engine, bool],
    ) -> _Job:
        if sum(not job.task.done() for job in self._jobs.values()) >= _QUEUE:
            raise Busy
        self._forget(key)
        job = _Job(asyncio.create_task(self._made(key, wanted, known, engine)))
        self._jobs[key] = job

        def ended(task: asyncio.Task[Sited]) -> None:
            failed = task.cancelled() or task.exception() is not None
            if failed and self._jobs.get(key) is job:
                del self._jobs[key]
                self._begun.discard(key)

        job.task.add_done_callback(ended)
        return job

    def _forget(self, key: tuple[object, ...]) -> None:
        """Answers about other data, and the oldest of many."""
        done = [old for old, job in self._jobs.items() if job.task.done()]
        others = [old for old in done if old[:-1] != key[:-1]]
        oldest = [old for old in done if old[:-1] == key[:-1]][: 1 - _KEPT]
        for old in (*others, *oldest):
            del self._jobs[old]
            self._begun.discard(old)

    async def _made(
        self,
        key: tuple[object, ...],
        wanted: Wanted,
        known: KnownSupply,
        engine: tuple[Engine, bool],
    ) -> Sited:
        until = time.monotonic() + SECONDS
        try:
            async with asyncio.timeout(SECONDS):
                await self._turn.acquire()
        except TimeoutError as error:
            raise Busy from error
        try:
            self._begun.add(key)
            grounds = await self._grounds(wanted, known, until)
            return await asyncio.to_thread(sited, wanted, (known, engine), grounds)
        finally:
            self._turn.release()

    async def _grounds(
        self, wanted: Wanted, known: KnownSupply, until: float
    ) -> Grounds:
        inside = await self.scenarios.inside(known, wanted.within)
        found = await candidates(self.scenarios, known, wanted, inside)
        departments = await self.scenarios.layer(known, Level.DEPARTEMENT)
        of_department = np.full(len(known.run.codes), -1, dtype=np.intp)
        for number in range(len(departments)):
            of_department[departments.groups.of(number)] = number
        return Grounds(
            found=found, inside=inside, of_department=of_department, until=until
        )
