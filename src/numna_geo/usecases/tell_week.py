"""When is it open this week, day by day?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from opening_hours import OpeningHours, State

from numna_geo.usecases.tell_opening import (
    PARIS,
    holidays,
    speaks_of_holidays,
    weekly,
)

_DAY = timedelta(days=1)
_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Open between two moments; not `sure` where the source makes a condition."""

    opens: datetime
    closes: datetime
    sure: bool = True
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDay:
    """What is said of one day; a time of night belongs to the day on which it begins.

    `doubtful`: it is a public holiday, and the hours do not say whether they hold.
    """

    day: date
    spans: tuple[Span, ...]
    is_holiday: bool = False
    doubtful: bool = False


def tell_week(hours: str | None, now: datetime) -> tuple[WeekDay, ...] | None:
    """Monday to Sunday of the week of `now`; None where the hours tell nothing.

    >>> monday, *_ = tell_week("Mo 09:00-12:00", datetime(2026, 11, 26, tzinfo=PARIS))
    >>> [f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in monday.spans]
    ['09:00-12:00']
    """
    week = weekly(hours.strip()) if hours else None
    if hours is None or week is None:
        return None
    today = now.astimezone(PARIS).date()
    monday = today - timedelta(days=today.weekday())
    # From the day before: what began on Sunday night is not Monday's.
    spans = list(_spans(week, monday - _DAY, monday + _DAY * (_DAYS + 1)))
    silent = not speaks_of_holidays(hours) and not _always(spans)
    days = [monday + _DAY * i for i in range(_DAYS)]
    return tuple(_day(day, spans, silent=silent) for day in days)


def _day(day: date, spans: list[Span], *, silent: bool) -> WeekDay:
    own = tuple(span for span in spans if span.opens.date() == day)
    holiday = day in holidays(day.year)
    return WeekDay(
        day=day,
        spans=own,
        is_holiday=holiday,
        doubtful=holiday and silent and bool(own),
    )


def _spans(week: OpeningHours, first: date, last: date) -> Iterator[Span]:
    start, end = _midnight(first), _midnight(last)
    for opens, closes, state, comment in week.intervals(start, end):
        if state == State.CLOSED:
            continue
        sure = state == State.OPEN and not comment
        # Around the clock for more than a day: each day says so.
        while closes - opens > _DAY:
            night = _midnight(opens.date() + _DAY)
            yield Span(opens=opens, closes=night, sure=sure, condition=comment)
            opens = night
        yield Span(opens=opens, closes=closes, sure=sure, condition=comment)


def _always(spans: list[Span]) -> bool:
    unbroken = all(before.closes == after.opens for before, after in pairwise(spans))
    return unbroken and len(spans) > _DAYS


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=PARIS)
