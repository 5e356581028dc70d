"""Connections by turns: at most so many at work, each lent again without ceremony.

A pool shields, times and wraps every loan, which takes longer than to read one row.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

Connection = asyncpg.pool.PoolConnectionProxy
Answer = TypeVar("Answer")


class Turns:
    """Asks on a connection of a pool that nobody else takes any from.

    What was asked without a mishap leaves its connection at hand for the next one;
    after any other, the pool looks after it.

    Args:
        pool: that connections come from.
        size: of the pool.
        wait_s: how long to wait for a turn, and for a connection, before giving up.
    """

    def __init__(self, pool: asyncpg.Pool, *, size: int, wait_s: float) -> None:
        self._pool, self._wait_s = pool, wait_s
        self._left = size
        self._waiting = deque[asyncio.Future[None]]()
        self._at_hand: list[Connection] = []

    async def run(self, ask: Callable[[Connection], Awaitable[Answer]]) -> Answer:
        """What `ask` finds.

        Raises:
            TimeoutError: all connections were at work for too long.
        """
        if self._left:
            self._left -= 1
        else:
            await self._turn()
        try:
            connection = await self._taken()
            try:
                found = await ask(connection)
            except BaseException:
                await self._pool.release(connection)
                raise
            # The last one used is used first: its statements are still prepared.
            self._at_hand.append(connection)
            return found
        finally:
            self._pass_on()

    async def _turn(self) -> None:
        """Wait until somebody passes theirs on; first come, first served."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        self._waiting.append(turn)
        # Less than half of what `asyncio.timeout` takes, and most waits are short.
        clock = loop.call_later(self._wait_s, _too_late, turn)
        try:
            await turn
        except asyncio.CancelledError:
            # Who hangs up just when their turn has come takes it from nobody.
            if turn.done() and not (turn.cancelled() or turn.exception()):
                self._pass_on()
            raise
        finally:
            clock.cancel()

    def _pass_on(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._left += 1

    async def _taken(self) -> Connection:
        while self._at_hand:
            connection = self._at_hand.pop()
            if _is_sound(connection):
                return connection
            await self._pool.release(connection)
        return await self._pool.acquire(timeout=self._wait_s)

    def terminate(self) -> None:
        """Close every connection at once."""
        self._at_hand.clear()
        self._pool.terminate()


def _is_sound(connection: Connection) -> bool:
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        # The pool took it back when it broke.
        return False


def _too_late(turn: asyncio.Future[None]) -> None:
    if not turn.done():
        turn.set_exception(TimeoutError("all connections were at work for too long"))
