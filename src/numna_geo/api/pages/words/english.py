"""Dates and hours to come, or gone, as they are written in English."""

from datetime import date, datetime

from numna_geo.model.relative_days import WEEK, Unit, ahead, elapsed

_JUST_NOW = ("today", "yesterday")


def day(when: date, *, year: bool = True) -> str:
    """A date in words.

    >>> day(date(2026, 8, 1)), day(date(2026, 8, 1), year=False)
    ('1 August 2026', '1 August')
    """
    said = f"{when.day} {when:%B}"
    return f"{said} {when.year}" if year else said


def moment(at: datetime, now: datetime, *, ends: bool = False) -> str:
    """The same as `french.moment`.

    >>> moment(datetime(2026, 11, 30, 9), datetime(2026, 11, 27, 18))
    'on Monday at 09:00'
    """
    to = ahead(at, now, ends=ends)
    hour = "at midnight" if to.midnight else f"at {at:%H:%M}"
    if to.days <= 0:
        return hour
    if to.days == 1:
        return f"tomorrow {hour}"
    if to.days < WEEK:
        return f"on {to.day:%A} {hour}"
    return f"on {day(to.day, year=to.far)} {hour}"


def ago(when: date, today: date) -> str:
    """The same as `french.ago`.

    >>> ago(date(2026, 9, 20), date(2026, 11, 26))
    '2 months ago'
    """
    count, unit = elapsed(when, today)
    if count < 0:
        return f"on {day(when)}"
    if unit is Unit.DAY and count < len(_JUST_NOW):
        return _JUST_NOW[count]
    return f"{count} {unit}s ago"
