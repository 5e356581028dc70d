"""The bar of a measure: lengths on a scale that nothing runs off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from numna_geo.api.pages.words.wording import Words
from numna_geo.usecases.sheet import Line, Number
from numna_geo.usecases.sheet_words import minutes, percent, written

WIDTH = 100.0
_ENDS = (0.01, 0.1, 1.0)
"""Of shares: few, so that lengths can be compared from one bar to the next."""

_MINUTES = (10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360)
_ROOM = 1.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Lengths from 0 to 100 on a scale that nothing runs off; `end` is its last value.

    `limit` is where a threshold in minutes lies; `kind` tells what can stand on one
    scale: shares, minutes, or a measure of its own.
    """

    own: float
    department: float | None
    region: float | None
    comparables: float | None
    limit: float | None
    end: str
    end_value: float
    is_worse: bool
    kind: str


def bar_of(t: Words, line: Line, *, by_minutes: bool) -> Bar | None:
    """The length of a value and of what stands beside it; minutes for a commune."""
    own: Number = line.value
    beside = (line.department, line.region, line.comparables)
    limit: float | None = None
    if by_minutes and line.minutes:
        found = line.minutes
        own, limit = found.central, float(line.max_min or 0) or None
        beside = (found.department, found.region, found.comparables)
    if own is None:
        return None
    known = [float(v) for v in (own, *beside, limit) if v is not None]
    end = _end(line, max(known), by_minutes=by_minutes)
    told = [None if v is None else _at(v, end) for v in beside]
    region = beside[1]
    worse = region is not None and (
        own < region if line.direction == "lower_is_worse" else own > region
    )
    said = (
        minutes(end, t.lang)
        if by_minutes
        else (written(line, end, t.lang) or percent(end, t.lang))
    )
    return Bar(
        own=_at(own, end),
        department=told[0],
        region=told[1],
        comparables=told[2],
        limit=None if limit is None else _at(limit, end),
        end=said,
        end_value=end,
        is_worse=worse,
        kind=_kind(line, by_minutes=by_minutes),
    )


def on_one_scale(bars: Sequence[Bar | None]) -> list[Bar | None]:
    """The same bars, those of a kind as long beside one another as their values are.

    >>> from dataclasses import replace
    >>> small = Bar(
    ...     own=64.0, department=None, region=50.0, comparables=None, limit=None,
    ...     end="10 %", end_value=0.1, is_worse=True, kind="share",
    ... )
    >>> big = replace(small, own=13.0, end="100 %", end_value=1.0)
    >>> [bar.own for bar in on_one_scale([small, big])]
    [6.4, 13.0]
    """
    longest: dict[str, Bar] = {}
    for bar in bars:
        if bar and bar.end_value > getattr(longest.get(bar.kind), "end_value", 0.0):
            longest[bar.kind] = bar
    return [bar and _stretched(bar, longest[bar.kind]) for bar in bars]


def _stretched(bar: Bar, on: Bar) -> Bar:
    by = bar.end_value / on.end_value

    def at(length: float | None) -> float | None:
        return None if length is None else round(length * by, 1)

    return replace(
        bar,
        own=round(bar.own * by, 1),
        department=at(bar.department),
        region=at(bar.region),
        comparables=at(bar.comparables),
        limit=at(bar.limit),
        end=on.end,
        end_value=on.end_value,
    )


def _kind(line: Line, *, by_minutes: bool) -> str:
    if by_minutes or line.unit == "min":
        return "minutes"
    return "share" if line.unit.startswith("part") else line.indicator


def _at(value: Number, end: float) -> float:
    return round(min(float(value or 0) / end, 1.0) * WIDTH, 1)


def _end(line: Line, most: float, *, by_minutes: bool) -> float:
    """The end of a scale with room beyond the biggest value; 100 % at most."""
    kind = _kind(line, by_minutes=by_minutes)
    if kind == "minutes":
        return next((m for m in _MINUTES if m >= most * _ROOM), most * _ROOM)
    if kind == "share":
        return next((e for e in _ENDS if e >= most * _ROOM), 1.0)
    step = 1.0
    while step < most * _ROOM:
        step *= 2
    while step / 2 >= most * _ROOM and step > 1e-3:  # noqa: PLR2004
        step /= 2
    return step
