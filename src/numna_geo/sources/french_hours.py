"""Opening hours in French words, understood in full or not at all.

Words become marks, marks become groups of days and groups of hours, and these go by
pairs. Whatever has no place in that, be it one word, makes the whole text unknown:
half of it would send people to a closed door.
"""

from dataclasses import dataclass
from itertools import pairwise

from numna_geo.sources.french_marks import (
    LAST_MINUTE,
    NOON,
    Mark,
    UnknownWordError,
    marks_of,
)
from numna_geo.sources.hours import DAYS, Spans, weekly

_Opening = tuple[int, int]

_MORNING, _AFTERNOON = range(2)
_MORNING_ENDS, _AFTERNOON_STARTS = NOON + 90, NOON
_BESIDE = {"and", "slash"}
_RANGE = {"to", "dash"}
_BETWEEN_GROUPS = {"stop", "dash", *_BESIDE}


class _InDoubtError(Exception):
    """What stands there may be read in two ways, or in none."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Days, or hours in minutes from midnight; hours without any mean closed."""

    kind: str
    days: frozenset[int] = frozenset()
    half: int | None = None
    openings: tuple[_Opening, ...] = ()


def french_week(text: str) -> str | None:
    """Hours in OpenStreetMap's notation; `None` unless every word was understood.

    >>> french_week("Du lundi au jeudi : 9h-12h / 14h-18h30 ; vendredi : 9h à midi")
    'Mo-Th 09:00-12:00,14:00-18:30; Fr 09:00-12:00'
    >>> french_week("Mardi 9h-12h, sauf pendant les vacances") is None
    True
    """
    try:
        marks = marks_of(text)
        hours = weekly(_week(_groups([m for m in marks if m.kind != "holidays"])))
    except (UnknownWordError, _InDoubtError):
        return None
    holidays = any(mark.kind == "holidays" for mark in marks)
    return f"{hours}; PH off" if hours and holidays else hours


def _groups(marks: list[Mark]) -> list[_Group]:
    """Days that stand together, hours that stand together, in the order of the text."""
    groups: list[_Group] = []
    at = 0
    while at < len(marks):
        kind = marks[at].kind
        if kind in {"day", "every"}:
            group, at = _days(marks, at)
        elif kind in {"time", "bare"}:
            group, at = _hours(marks, at)
        elif kind == "closed":
            group, at = _Group("hours"), at + 1
        elif kind in _BETWEEN_GROUPS:
            at += 1
            continue
        else:
            raise _InDoubtError
        groups.append(group)
    return groups


def _run(marks: list[Mark], at: int, kinds: set[str]) -> tuple[list[Mark], list[str]]:
    """Marks of these kinds from `at` on, and what joins each to the next one."""
    found, links = [marks[at]], []
    at += 1
    while at < len(marks):
        step = int(marks[at].kind in _BETWEEN_GROUPS | _RANGE)
        if at + step >= len(marks) or marks[at + step].kind not in kinds:
            break
        links.append(marks[at].kind if step else "")
        found.append(marks[at + step])
        at += step + 1
    return found, links


def _days(marks: list[Mark], at: int) -> tuple[_Group, int]:
    """Days one after the other, or from one to another, all day or half of it."""
    if marks[at].kind == "every":
        return _Group("days", frozenset(range(len(DAYS)))), at + 1
    found, links = _run(marks, at, {"day"})
    if "stop" in links:
        raise _InDoubtError
    at += len(found) + sum(map(bool, links))
    half = None
    if at < len(marks) and marks[at].kind == "half":
        half, at = marks[at].value, at + 1
    return _Group("days", _named([mark.value for mark in found], links), half), at


def _named(named: list[int], links: list[str]) -> frozenset[int]:
    # « Mardi-jeudi et vendredi » is written for three days, and for four.
    if "dash" in links and len(links) > 1:
        raise _InDoubtError
    days = {named[0]}
    for link, (before, day) in zip(links, pairwise(named), strict=True):
        added = set(range(before + 1, day + 1)) if link in _RANGE else {day}
        if not added or added & days:
            raise _InDoubtError
        days |= added
    return frozenset(days)


def _hours(marks: list[Mark], at: int) -> tuple[_Group, int]:
    """Openings: an even number of hours, each later than the one before."""
    times, links = _run(marks, at, {"time", "bare"})
    minutes = [time.value for time in times]
    if not _surely_pairs(times, links) or not _rising(minutes):
        raise _InDoubtError
    openings = tuple(zip(minutes[::2], minutes[1::2], strict=True))
    return _Group("hours", openings=openings), at + len(times) + sum(map(bool, links))


def _surely_pairs(times: list[Mark], links: list[str]) -> bool:
    """Whether what joins two hours differs from what parts two openings."""
    inside, between = set(links[::2]), set(links[1::2])
    if len(times) % 2 or all(time.kind == "bare" for time in times):
        return False
    if inside & between or "to" in between:
        return False
    if inside <= _RANGE:
        return True
    uniform = len(inside) == 1 and len(between) <= 1
    return uniform and (inside == {""} or (inside == {"slash"} and bool(between)))


def _rising(minutes: list[int]) -> bool:
    later = all(before < after for before, after in pairwise(minutes))
    return later and all(minute <= LAST_MINUTE for minute in minutes)


def _week(groups: list[_Group]) -> list[Spans]:
    """Openings of each day, every group of days with the hours beside it."""
    said: dict[int, list[_Group]] = {}
    orders = set()
    if len(groups) % 2:
        raise _InDoubtError
    for first, second in zip(groups[::2], groups[1::2], strict=True):
        days, hours = (first, second) if first.kind == "days" else (second, first)
        if days.kind == hours.kind:
            raise _InDoubtError
        if hours.openings:
            orders.add(first.kind)
        whole = _Group("both", days.days, days.half, hours.openings)
        _check_half(whole)
        for day in days.days:
            said.setdefault(day, []).append(whole)
    if len(orders) != 1:
        raise _InDoubtError
    return [_openings(said.get(day, [])) for day in range(len(DAYS))]


def _check_half(said: _Group) -> None:
    """« Lundi matin » is in the morning; that it is closed says nothing of the rest."""
    if said.half is None:
        return
    early = all(end <= _MORNING_ENDS for _, end in said.openings)
    late = all(start >= _AFTERNOON_STARTS for start, _ in said.openings)
    if not said.openings or not (early if said.half == _MORNING else late):
        raise _InDoubtError


def _openings(said: list[_Group]) -> Spans:
    """One day's openings; named twice, it must be a morning and an afternoon."""
    if len(said) > 1 and {group.half for group in said} != {_MORNING, _AFTERNOON}:
        raise _InDoubtError
    openings = sorted(opening for group in said for opening in group.openings)
    if not _rising([minute for opening in openings for minute in opening]):
        raise _InDoubtError
    return tuple((_clock(start), _clock(end)) for start, end in openings)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
