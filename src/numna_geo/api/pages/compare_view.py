"""Two sheets as rows: the same measure of both, on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from numna_geo.api.pages.territory_rows import Bar, Row, row
from numna_geo.api.pages.wording import Words
from numna_geo.usecases.sheet import Line, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One measure of two territories; `worse` is 0, 1, or None where neither is."""

    name: str
    note: str
    first: Row
    second: Row
    region: str | None
    worse: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The measures of one objective."""

    title: str
    pairs: Sequence[Pair]


def versus(t: Words, first: Sheet, second: Sheet) -> list[Section]:
    """Every measure that both have, by objective, then categories."""
    titles = {
        10: t("sheet.objective_10"),
        11: t("sheet.objective_11"),
        12: t("sheet.objective_12"),
    }
    return [
        Section(
            title=f"{number}. {title}",
            pairs=[
                _pair(t, (first, a), (second, b))
                for a, b in _both(first, second)
                if a.objective == number
            ],
        )
        for number, title in titles.items()
    ]


def _both(first: Sheet, second: Sheet) -> list[tuple[Line, Line]]:
    found = []
    for ours, theirs in (
        (first.lines, second.lines),
        (first.businesses, second.businesses),
        (first.kinds, second.kinds),
    ):
        found += list(zip(ours, theirs, strict=True))
    return found


def _pair(t: Words, first: tuple[Sheet, Line], second: tuple[Sheet, Line]) -> Pair:
    lines = first[1], second[1]
    # A commune beside what is larger: minutes and shares do not compare.
    if any(line.minutes is None for line in lines):
        lines = replace(lines[0], minutes=None), replace(lines[1], minutes=None)
    rows = row(t, first[0], lines[0]), row(t, second[0], lines[1])
    one, other = _same_scale(rows[0].bar, rows[1].bar)
    return Pair(
        name=rows[0].name,
        note=rows[0].note,
        first=replace(rows[0], bar=one),
        second=replace(rows[1], bar=other),
        region=rows[0].region or rows[1].region,
        worse=_worse(lines),
    )


def _same_scale(one: Bar | None, other: Bar | None) -> tuple[Bar | None, Bar | None]:
    """Both bars on the longer scale; only the region stands beside."""
    if one is None or other is None:
        return _alone(one), _alone(other)
    end = max(one, other, key=lambda bar: bar.end_value)
    return _alone(_scaled(one, end)), _alone(_scaled(other, end))


def _scaled(bar: Bar, end: Bar) -> Bar:
    by = bar.end_value / end.end_value
    return replace(
        bar,
        own=round(bar.own * by, 1),
        region=None if bar.region is None else round(bar.region * by, 1),
        limit=None if bar.limit is None else round(bar.limit * by, 1),
        end=end.end,
        end_value=end.end_value,
    )


def _alone(bar: Bar | None) -> Bar | None:
    return None if bar is None else replace(bar, department=None, comparables=None)


def _worse(lines: tuple[Line, Line]) -> int | None:
    values = [
        line.minutes.central if line.minutes and line.is_share else line.value
        for line in lines
    ]
    if values[0] is None or values[1] is None or values[0] == values[1]:
        return None
    higher = int(values[1] > values[0])
    return 1 - higher if lines[0].direction == "lower_is_worse" else higher
