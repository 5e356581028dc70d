"""Dates and hours to come, or gone, as they are written in English."""

from datetime import date, datetime, timedelta

_WEEK, _MONTH, _YEAR = 7, 30.44, 365.25
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
    midnight = ends and (at.hour, at.minute) == (0, 0)
    when = at.date() - timedelta(days=1) if midnight else at.date()
    hour = "at midnight" if midnight else f"at {at:%H:%M}"
    ahead = (when - now.date()).days
    if ahead <= 0:
        return hour
    if ahead == 1:
        return f"tomorrow {hour}"
    if ahead < _WEEK:
        return f"on {when:%A} {hour}"
    far = ahead > _YEAR / 2 and when.year != now.year
    return f"on {day(when, year=far)} {hour}"


def ago(when: date, today: date) -> str:
    """The same as `french.ago`.

    >>> ago(date(2026, 9, 20), date(2026, 11, 26))
    '2 months ago'
    """
    days = (today - when).days
    if days < 0:
        return f"on {day(when)}"
    if days < len(_JUST_NOW):
        return _JUST_NOW[days]
    if days < 2 * _WEEK:
        return f"{days} days ago"
    if days < 2 * _MONTH:
        return f"{days // _WEEK} weeks ago"
    if days < 2 * _YEAR:
        return f"{int(days / _MONTH)} months ago"
    return f"{int(days / _YEAR)} years ago"
