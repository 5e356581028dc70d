"""The `datetime` parameter: a moment or an interval (RFC 3339), as days."""

import re
from datetime import UTC, date, datetime

from numna_geo.api.ogc.asked import wrong

Days = tuple[date | None, date | None]

_EXPECTED = (
    "a date or date-time of RFC 3339, or an interval such as 2026-01-01/2026-06-30,"
    " ../2026-06-30 or 2026-01-01/.."
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d):(\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)"
)


def days_of(text: str) -> Days:
    """The first and the last day that are asked for, `None` where it is open.

    >>> days_of("2026-01-01T23:30:00-02:00/..")
    (datetime.date(2026, 1, 2), None)

    Raises:
        InvalidQuery: it is no time, both ends are open, or it ends before it starts.
    """
    start, slash, end = text.partition("/")
    try:
        first = _day(start, may_be_open=bool(slash))
        last = _day(end, may_be_open=True) if slash else first
    except ValueError:
        raise wrong("datetime", text, _EXPECTED) from None
    backward = first is not None and last is not None and first > last
    if backward or first is last is None:
        raise wrong("datetime", text, _EXPECTED)
    return first, last


def _day(text: str, *, may_be_open: bool) -> date | None:
    # QGIS writes an open start as the year 0000, which no date of ours has.
    if may_be_open and (text in ("", "..") or text.startswith("0000-")):
        return None
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    day, minute, second, offset = found.groups()
    # RFC 3339 knows leap seconds, Python does not.
    whole = f"{day}T{minute}:{'59' if second == '60' else second}{offset.upper()}"
    try:
        return datetime.fromisoformat(whole).astimezone(UTC).date()
    except OverflowError as error:
        raise ValueError(text) from error
