"""Trying again: how often, and how long to wait in between."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from numna_geo.errors import DownloadFailed
from numna_geo.fetching.exchange import Deadline, Hiccup, Limits

Result = TypeVar("Result")


def patiently(
    attempt: Callable[[], Result], *, name: str, limits: Limits, deadline: Deadline
) -> Result:
    """Try until it works, waits doubling, within the limits.

    Args:
        attempt: raises `Hiccup` for what may pass.
        name: the file's, for the sentence of an error.
        limits: how often, and how long to wait.
        deadline: of all attempts together.

    Raises:
        DownloadFailed: no attempt is left, or no time for one.
    """
    for number in range(1, limits.attempts + 1):
        try:
            return attempt()
        except Hiccup as hiccup:
            if deadline.over:
                raise DownloadFailed(
                    f"{name}: not there after {limits.total_s:g} s ({hiccup.detail}); "
                    "allow more time, or load the file from the disk"
                ) from hiccup
            wait_s = _wait_s(hiccup, number, limits)
            if number == limits.attempts or wait_s is None or wait_s >= deadline.left_s:
                raise _given_up(name, hiccup, number) from hiccup
            time.sleep(wait_s)
    raise DownloadFailed(f"{name}: no attempt is allowed")


def asked_wait_s(retry_after: str | None, now: datetime | None = None) -> float | None:
    """The seconds that a `Retry-After` header asks for; `None` when it asks nothing.

    >>> asked_wait_s("120")
    120.0
    >>> noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    >>> asked_wait_s("Thu, 26 Nov 2026 12:00:05 GMT", now=noon)
    5.0
    >>> asked_wait_s("soon") is None
    True
    """
    if retry_after is None:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment: datetime = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    wait = moment - (now or datetime.now(UTC))
    return max(0.0, wait.total_seconds())


def _wait_s(hiccup: Hiccup, number: int, limits: Limits) -> float | None:
    if hiccup.after_s is None:
        return min(limits.backoff_s * 2.0 ** (number - 1), limits.longest_wait_s)
    return hiccup.after_s if hiccup.after_s <= limits.longest_wait_s else None


def _given_up(name: str, hiccup: Hiccup, number: int) -> DownloadFailed:
    later = "try again later"
    if hiccup.after_s is not None:
        later = f"the server asks to come back in {hiccup.after_s:.0f} s"
    times = "once" if number == 1 else f"{number} times"
    return DownloadFailed(f"{name}: {hiccup.detail}, tried {times}; {later}")
