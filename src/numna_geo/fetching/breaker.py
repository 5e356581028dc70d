"""Stops asking a server that does not answer, and tries again after a rest."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Clock = Callable[[], float]


class Resting(Exception):
    """The server failed lately and is not asked; never leaves this package."""


class Breaker:
    """Closed until `failures` in a row, then open for `rest_s`, then one probe.

    While the probe is on its way everybody else is refused; when it succeeds the
    breaker closes, when it fails the rest begins again.

    Args:
        failures: in a row, after which the server rests.
        rest_s: how long, in seconds.
        clock: seconds that only go forward.
    """

    def __init__(
        self, *, failures: int, rest_s: float, clock: Clock = time.monotonic
    ) -> None:
        self._limit, self._rest_s, self._clock = failures, rest_s, clock
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._opened_at = 0.0
        self._probing = False

    @property
    def resting(self) -> bool:
        """Whether an attempt would be refused now."""
        with self._lock:
            return self._refuses()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """One question: an exception inside of the block counts as a failure.

        Raises:
            Resting: it must not be asked now.
        """
        with self._lock:
            if self._refuses():
                raise Resting
            probe = self._in_a_row >= self._limit
            self._probing = self._probing or probe
        try:
            yield
        except BaseException:
            self._ended(failed=True, probe=probe)
            raise
        self._ended(failed=False, probe=probe)

    def _refuses(self) -> bool:
        if self._in_a_row < self._limit:
            return False
        return self._probing or self._clock() - self._opened_at < self._rest_s

    def _ended(self, *, failed: bool, probe: bool) -> None:
        with self._lock:
            if probe:
                self._probing = False
            if failed:
                self._in_a_row += 1
                self._opened_at = self._clock()
            else:
                self._in_a_row = 0
