"""How far one day is from another, before any language says it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

WEEK, _MONTH, _YEAR = 7, 30.44, 365.25


class Unit(StrEnum):
    """What a length of time is counted in, from the shortest."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A moment to come: its day, how many days off, and whether it ends at midnight.

    `far` is whether its year must be said.
    """

    day: date
    days: int
    midnight: bool
    far: bool


def ahead(at: datetime, now: datetime, *, ends: bool = False) -> Ahead:
    """How far off a moment is; with `ends`, midnight belongs to the day before.

    >>> ahead(datetime(2026, 11, 30), datetime(2026, 11, 27, 18), ends=True).days
    2
    """
    midnight = ends and (at.hour, at.minute) == (0, 0)
    day = at.date() - timedelta(days=1) if midnight else at.date()
    days = (day - now.date()).days
    far = days > _YEAR / 2 and day.year != now.year
    return Ahead(day=day, days=days, midnight=midnight, far=far)


def elapsed(when: date, today: date) -> tuple[int, Unit]:
    """How long ago a day was, in the unit that people would say; less than 0 to come.

    >>> elapsed(date(2026, 9, 20), date(2026, 11, 26))
    (2, <Unit.MONTH: 'month'>)
    """
    days = (today - when).days
    if days < 2 * WEEK:
        return days, Unit.DAY
    if days < 2 * _MONTH:
        return days // WEEK, Unit.WEEK
    if days < 2 * _YEAR:
        return int(days / _MONTH), Unit.MONTH
    return int(days / _YEAR), Unit.YEAR
