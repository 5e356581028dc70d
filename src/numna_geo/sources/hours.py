"""Opening hours by day of the week, as OpenStreetMap writes them."""

import re
from collections.abc import Iterable, Sequence

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
"""The days of a week in order, as OpenStreetMap abbreviates them."""

Spans = tuple[tuple[str, str], ...]
"""Openings of one day, each from one `HH:MM` to another, in order."""

_SPAN = re.compile(r"(\d\d:\d\d) - (\d\d:\d\d)")
_BETWEEN_SPANS = re.compile(r"(?<=\d)\s*[\s,/&]\s*(?=\d)")


def opening_hours(days: Sequence[str]) -> str | None:
    """One text for the days of France Services, neighbours with the same hours joined.

    Spans that overlap or repeat are merged, spans of no length left out.

    Args:
        days: a text for each day from Monday on, six or seven of them.

    >>> opening_hours(["09:00 - 12:00 / 14:00 - 17:00"] * 2 + ["", "09:00 - 12:00"])
    'Mo-Tu 09:00-12:00,14:00-17:00; Th 09:00-12:00'
    >>> opening_hours(["00:00 - 00:00 / 09:00 - 12:00"])
    'Mo 09:00-12:00'
    >>> opening_hours(["", ""]) is None
    True
    """
    return weekly([day_spans(text) for text in days])


def weekly(spans: Sequence[Spans]) -> str | None:
    """The spans of each day from Monday on; `None` where no day has any.

    >>> weekly([(("09:00", "12:00"),)] * 7)
    'Mo-Su 09:00-12:00'
    """
    runs: list[tuple[int, int]] = []
    for day, found in enumerate(spans):
        if not found:
            continue
        if runs and runs[-1][1] == day - 1 and spans[day - 1] == found:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return "; ".join(_rule(first, last, spans[first]) for first, last in runs) or None


def day_spans(text: str) -> Spans:
    """Spans of one day in order, none overlapping another.

    >>> day_spans("09:00 - 12:00 / 09:00 - 16:30 / 14:00 - 16:30")
    (('09:00', '16:30'),)
    """
    spans: list[tuple[str, str]] = []
    for start, end in sorted(_SPAN.findall(text)):
        if start >= end:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return tuple(spans)


def by_day(days: Iterable[tuple[str, str]]) -> str | None:
    """Hours told day by day, as one text in OpenStreetMap's notation.

    Args:
        days: a day of `DAYS`, then its hours; what is no hours stays, to be refused.

    >>> by_day([("Mo", "09:00-12:00 / 14:00-18:00"), ("Fr", "09:00-11:30")])
    'Mo 09:00-12:00,14:00-18:00; Fr 09:00-11:30'
    """
    rules = [
        f"{day} {_BETWEEN_SPANS.sub(',', hours.strip())}"
        for day, hours in days
        if hours.strip()
    ]
    return "; ".join(rules) or None


def _rule(first: int, last: int, spans: Spans) -> str:
    days = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
    return f"{days} {','.join(f'{start}-{end}' for start, end in spans)}"
