"""Days as sources write them, into ISO 8601."""

import re

_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T].*)?")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")


def iso_day(text: str | None) -> str | None:
    """The day of a date or of a moment; another text comes back, to be reported.

    >>> iso_day("09/06/2021"), iso_day("2023-05-01T10:12:00+02:00"), iso_day("hier")
    ('2021-06-09', '2023-05-01', 'hier')
    """
    if text is None:
        return None
    french = _FRENCH.fullmatch(text)
    if french:
        day, month, year = french.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    moment = _MOMENT.fullmatch(text)
    return moment[1] if moment else text
