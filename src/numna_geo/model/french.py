"""Numbers, distances, durations and dates as they are written in French."""

from datetime import date, datetime

from numna_geo.model.relative_days import WEEK, Unit, ahead, elapsed

# Narrow no-break space between thousands, no-break space before a unit.
THIN, HARD = "\u202f", "\u00a0"

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_WEEKDAYS = (
    *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
)
_JUST_NOW = ("aujourd'hui", "hier")
_UNITS = {
    Unit.DAY: "jours",
    Unit.WEEK: "semaines",
    Unit.MONTH: "mois",
    Unit.YEAR: "ans",
}
# Below, rounding to ten metres never says "1 000 m"; above the second, no tenths.
_NEAR_M, _FAR_M = 995, 20_000


def number(value: float, *, digits: int = 0) -> str:
    """A number with a decimal comma and thin spaces between thousands.

    >>> number(6150451) == "6\u202f150\u202f451"
    True
    >>> number(3.25, digits=1)
    '3,2'
    """
    return f"{value:,.{digits}f}".replace(",", THIN).replace(".", ",")


def distance(metres: float) -> str:
    """Metres as people say them: metres, then tenths, then whole kilometres.

    >>> distance(3_249) == "3,2\u00a0km", distance(412) == "410\u00a0m"
    (True, True)
    """
    if metres < _NEAR_M:
        return f"{round(metres, -1):.0f}{HARD}m"
    return f"{number(metres / 1000, digits=int(metres < _FAR_M))}{HARD}km"


def whole_minutes(minutes: float) -> int:
    """The minutes that are shown: whole, halves upwards, one at least.

    So are both ends of a band, everywhere: in JSON, in reasons and on pages.

    >>> whole_minutes(12.5), whole_minutes(12.49), whole_minutes(0.0)
    (13, 12, 1)
    """
    return max(1, int(minutes + 0.5))


def duration(minutes: float) -> str:
    """Minutes as people say them, whole ones; hours from the sixtieth on.

    >>> duration(12.4) == "12\u00a0min", duration(64.8) == "1\u00a0h\u00a005"
    (True, True)
    """
    hours, left = divmod(whole_minutes(minutes), 60)
    if not hours:
        return f"{left}{HARD}min"
    return f"{hours}{HARD}h{HARD}{left:02d}" if left else f"{hours}{HARD}h"


def day(when: date, *, year: bool = True) -> str:
    """A date in words, with its year or without.

    >>> day(date(2024, 8, 1)), day(date(2024, 8, 1), year=False)
    ('1er août 2024', '1er août')
    """
    first = "1er" if when.day == 1 else str(when.day)
    said = f"{first} {_MONTHS[when.month - 1]}"
    return f"{said} {when.year}" if year else said


def moment(at: datetime, now: datetime, *, ends: bool = False) -> str:
    """A time to come, as people say it `now`; both in the same time zone.

    A weekday says a day of this week to come; from the same weekday on, it is a date,
    with its year when that is more than half a year ahead. What ends at midnight ends
    the day before.

    >>> now = datetime(2026, 11, 27, 18, 30)
    >>> moment(datetime(2026, 11, 28, 1, 0), now)
    'demain à 01:00'
    >>> moment(datetime(2026, 12, 4, 9, 0), now)
    'le 4 décembre à 09:00'
    >>> moment(datetime(2026, 11, 30, 0, 0), now, ends=True)
    'dimanche à minuit'
    """
    to = ahead(at, now, ends=ends)
    hour = "à minuit" if to.midnight else f"à {at:%H:%M}"
    if to.days <= 0:
        return hour
    if to.days == 1:
        return f"demain {hour}"
    if to.days < WEEK:
        return f"{_WEEKDAYS[to.day.weekday()]} {hour}"
    return f"le {day(to.day, year=to.far)} {hour}"


def ago(when: date, today: date) -> str:
    """How long ago a day was; a day to come is said by its date.

    >>> ago(date(2026, 9, 20), date(2026, 11, 26))
    'il y a 2 mois'
    >>> ago(date(2026, 11, 25), date(2026, 11, 26))
    'hier'
    """
    count, unit = elapsed(when, today)
    if count < 0:
        return f"le {day(when)}"
    if unit is Unit.DAY and count < len(_JUST_NOW):
        return _JUST_NOW[count]
    return f"il y a {count} {_UNITS[unit]}"
