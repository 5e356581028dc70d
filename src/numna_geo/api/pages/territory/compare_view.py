"""Two sheets as rows: the same measure of both, on one scale."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from numna_geo.api.pages.territory.rows import Bar, Row, row
from numna_geo.api.pages.words.wording import Words
from numna_geo.gaps import INDICATORS
from numna_geo.model.category import Category
from numna_geo.store.statements import Row as Source
from numna_geo.usecases.sheet import Line, Sheet
from numna_geo.usecases.sheet_words import minutes

_ALL = 0.995
"""Part of the people from which on all of them are said to be in the band."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One measure of two territories; `worse` is 0, 1, or None where neither is.

    Only what is also worse than the region is; what the estimate leaves open is not.
    """

    name: str
    note: str
    first: Row
    second: Row
    region: str | None
    worse: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The measures of one objective, or of what answers none."""

    title: str
    pairs: Sequence[Pair]


def versus(t: Words, first: Sheet, second: Sheet) -> list[Section]:
    """Every measure that both have, by objective, then what stands apart."""
    both = _both(first, second)
    found = [
        Section(
            title=f"{number}. {t(f'sheet.objective_{number}')}",
            pairs=_once(
                _pair(t, (first, a), (second, b))
                for a, b in both
                if a.objective == number and not _is_apart(a)
            ),
        )
        for number in (10, 11, 12)
    ]
    apart = _once(_pair(t, (first, a), (second, b)) for a, b in both if _is_apart(a))
    return [*found, Section(title=t("compare.apart"), pairs=apart)]


def sources_of(sheets: Iterable[Sheet]) -> list[Source]:
    """What the sheets cite, each once."""
    return list({one["key"]: one for sheet in sheets for one in sheet.sources}.values())


def _once(pairs: Iterable[Pair]) -> list[Pair]:
    """Of two communes, the minutes stand for several measures: they are told once."""
    found: dict[tuple[str, str, str], Pair] = {}
    for pair in pairs:
        found.setdefault((pair.name, pair.first.value, pair.second.value), pair)
    return list(found.values())


def _is_apart(line: Line) -> bool:
    """France Services answers none of the objectives."""
    apart = INDICATORS[line.indicator].apart
    return apart or line.category is Category.FRANCE_SERVICES


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
    rows = _told(t, first[0], lines[0]), _told(t, second[0], lines[1])
    one, other = _same_scale(rows[0].bar, rows[1].bar)
    told = replace(rows[0], bar=one), replace(rows[1], bar=other)
    return Pair(
        name=rows[0].name,
        note=", ".join(filter(None, (rows[0].note, t.period(lines[0].period)))),
        first=told[0],
        second=told[1],
        region=rows[0].region or rows[1].region,
        worse=_worse(told, lines),
    )


def _told(t: Words, sheet: Sheet, line: Line) -> Row:
    """A row that says what the band of the travel times leaves open."""
    found = row(t, sheet, line)
    if not line.is_share or line.value is None:
        return found
    if line.minutes is not None:
        low, high = line.minutes.low, line.minutes.high
        if low is None or high is None:
            return found
        said = {"low": minutes(low, t.lang), "high": minutes(high, t.lang)}
        return replace(found, count=t("compare.minutes_band", **said))
    if _is_open(line):
        return replace(
            found, value=t("compare.open"), count=t("compare.all_open"), bar=None
        )
    if not line.uncertain or round(line.uncertain) < 1:
        return found
    also = t("compare.also_open", n=t.number(line.uncertain))
    return replace(found, count=(found.count or "") + also)


def _is_open(line: Line) -> bool:
    """Whether the estimate tells of nobody on which side of the threshold they are."""
    if not line.is_share or not line.uncertain or not line.denominator:
        return False
    return line.uncertain >= _ALL * line.denominator


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


def _worse(rows: tuple[Row, Row], lines: tuple[Line, Line]) -> int | None:
    values = [
        line.minutes.central if line.minutes and line.is_share else line.value
        for line in lines
    ]
    if values[0] is None or values[1] is None or rows[0].value == rows[1].value:
        return None
    if any(line.minutes is None and _is_open(line) for line in lines):
        return None
    higher = int(values[1] > values[0])
    worse = 1 - higher if lines[0].direction == "lower_is_worse" else higher
    bar = rows[worse].bar
    return worse if bar is not None and bar.is_worse else None
