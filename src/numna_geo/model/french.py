"""Numbers, distances and dates as they are written in French."""

from datetime import date

# Narrow no-break space between thousands, no-break space before a unit.
THIN, HARD = "\u202f", "\u00a0"

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
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


def day(when: date) -> str:
    """A date in words.

    >>> day(date(2024, 8, 1))
    '1er août 2024'
    """
    first = "1er" if when.day == 1 else str(when.day)
    return f"{first} {_MONTHS[when.month - 1]} {when.year}"
