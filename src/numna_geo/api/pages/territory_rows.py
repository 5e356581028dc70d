"""The measures of a sheet as rows: a value, its bar, and what stands beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from numna_geo.api.pages.wording import Words
from numna_geo.gaps import INDICATORS
from numna_geo.model.category import Category
from numna_geo.model.territory import Quantity
from numna_geo.usecases.sheet import Line, Number, Placed, Sheet
from numna_geo.usecases.sheet_words import (
    count,
    minutes,
    percent,
    ranked,
    ranked_minutes,
    written,
)

WIDTH = 100.0
_ENDS = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0)
_MINUTES = (10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360)
_ROOM = 1.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Lengths from 0 to 100 on a scale that nothing runs off; `end` is its last value.

    `limit` is where a threshold in minutes lies.
    """

    own: float
    department: float | None
    region: float | None
    comparables: float | None
    limit: float | None
    end: str
    end_value: float
    is_worse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measure ready to be written; what is unknown is None."""

    key: str
    category: Category | None
    name: str
    note: str
    value: str
    count: str | None
    bar: Bar | None
    department: str | None
    region: str | None
    comparables: str | None
    rank: str | None
    rank_department: str | None
    rank_said: str
    verified: str | None
    flags: Sequence[str]


def rows(t: Words, sheet: Sheet, lines: Sequence[Line]) -> list[Row]:
    """Lines as rows, in their order."""
    return [row(t, sheet, line) for line in lines]


def row(t: Words, sheet: Sheet, line: Line) -> Row:
    """One line; minutes stand for the share of a single commune."""
    by_minutes = line.minutes is not None and line.is_share
    level = sheet.identity.level
    rank_said = (
        ranked_minutes(line.minutes.placed, t.lang)
        if by_minutes and line.minutes
        else ranked(line, line.placed, level, t.lang)
    )
    placed = line.minutes.placed if by_minutes and line.minutes else line.placed
    lacks = not line.is_share or by_minutes or bool(line.numerator)
    return Row(
        key=line.indicator,
        category=line.category,
        name=_name(t, line),
        note=_note(t, line),
        value=_value(t, line, by_minutes=by_minutes),
        count=None if by_minutes else _count(t, line),
        bar=_bar(t, line, by_minutes=by_minutes),
        **_beside(t, line, by_minutes=by_minutes),
        rank=_rank(t, placed) if lacks else None,
        rank_department=_rank(t, line.placed_in_department)
        if lacks and not by_minutes
        else None,
        rank_said=rank_said,
        verified=_verified(t, line),
        flags=list(_flags(t, line)),
    )


def _name(t: Words, line: Line) -> str:
    """That of the category where it is one among those of a family."""
    if line.category is not None and len(INDICATORS[line.indicator].supplies) > 1:
        return t.category(line.category)
    return _title(t, line)


_NEAREST = {
    "support_beyond": "support_nearest_min",
    "host_place_beyond": "host_nearest_min",
    "france_services_beyond": "france_services_nearest_min",
}
"""What the minutes of a commune are called, in the row of its gap."""


def _title(t: Words, line: Line) -> str:
    key = line.indicator
    if line.minutes is not None and line.is_share:
        key = _NEAREST.get(key, key)
    return t.title(INDICATORS[key])


def _note(t: Words, line: Line) -> str:
    told = []
    if line.max_min is not None:
        told.append(_threshold(t, line, line.max_min))
    if line.counted == Quantity.ESTABLISHMENTS:
        told.append(t("sheet.of_establishments"))
    if not line.unit.startswith("part") and line.unit != "min":
        told.append(_unit(t, line))
    if line.unit == "min":
        told.append(t("sheet.unit_minutes"))
    return ", ".join(told)


def _threshold(t: Words, line: Line, minutes_at_most: int) -> str:
    if not line.is_share:
        return t("sheet.within_min", n=minutes_at_most)
    is_limit = line.minutes is not None
    return t("sheet.limit_min" if is_limit else "sheet.beyond_min", n=minutes_at_most)


def _unit(t: Words, line: Line) -> str:
    if line.unit.startswith("organisations"):
        return t("sheet.unit_choices")
    return t("sheet.unit_per_10000")


def _value(t: Words, line: Line, *, by_minutes: bool) -> str:
    if line.status == "not_collected":
        return t("map.not_collected")
    if by_minutes and line.minutes:
        if line.minutes.central is None:
            return t("sheet.unreachable")
        return minutes(line.minutes.central, t.lang)
    return written(line, line.value, t.lang) or t("map.no_data")


def _count(t: Words, line: Line) -> str | None:
    if not line.unit.startswith("part") or line.numerator is None:
        return None
    number = count(max(0, round(line.numerator)), t.lang)
    if line.counted == Quantity.INHABITANTS:
        return t("map.n_inhabitants", n=number)
    if line.counted in {Quantity.ESTABLISHMENTS, "établissements"}:
        return t("sheet.n_establishments", n=number)
    return t("sheet.n_premises", n=number)


def _beside(t: Words, line: Line, *, by_minutes: bool) -> dict[str, str | None]:
    names = ("department", "region", "comparables")
    if by_minutes and line.minutes:
        found = {name: getattr(line.minutes, name) for name in names}
        return {k: None if v is None else minutes(v, t.lang) for k, v in found.items()}
    return {name: written(line, getattr(line, name), t.lang) for name in names}


def _rank(t: Words, placed: Placed | None) -> str | None:
    if placed is None:
        return None
    of = count(placed.of, t.lang)
    return t("sheet.rank_of", n=count(placed.rank, t.lang), all=of)


def _verified(t: Words, line: Line) -> str | None:
    found = line.verified
    if found is None:
        return None
    if found.status == "not_collected":
        return t("map.not_collected")
    return written(line, found.value, t.lang)


def _flags(t: Words, line: Line) -> Iterator[str]:
    if line.is_share and line.border_unknown:
        n = count(round(line.border_unknown), t.lang)
        yield t("sheet.flag_border", n=n)


def _bar(t: Words, line: Line, *, by_minutes: bool) -> Bar | None:
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
    )


def _at(value: Number, end: float) -> float:
    return round(min(float(value or 0) / end, 1.0) * WIDTH, 1)


def _end(line: Line, most: float, *, by_minutes: bool) -> float:
    """The end of a scale with room beyond the biggest value; 100 % at most."""
    if by_minutes or line.unit == "min":
        return next((m for m in _MINUTES if m >= most * _ROOM), most * _ROOM)
    if line.unit.startswith("part"):
        return next((e for e in _ENDS if e >= most * _ROOM), 1.0)
    step = 1.0
    while step < most * _ROOM:
        step *= 2
    while step / 2 >= most * _ROOM and step > 1e-3:  # noqa: PLR2004
        step /= 2
    return step
