"""The measures of a sheet as rows: a value, its bar, and what stands beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from numna_geo.api.pages.territory.bars import Bar as Bar
from numna_geo.api.pages.territory.bars import bar_of
from numna_geo.api.pages.words.wording import Words
from numna_geo.gaps import INDICATORS
from numna_geo.model.category import Category
from numna_geo.model.territory import Quantity
from numna_geo.usecases.sheet import Line, Placed, Sheet
from numna_geo.usecases.sheet_words import (
    count,
    is_ranked,
    minutes,
    minutes_beside,
    ranked,
    ranked_minutes,
    written,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measure ready to be written; what is unknown is None.

    Its verified reading tells something where it `is_checked`.
    """

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
    is_checked: bool
    estimated: bool
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
        bar=bar_of(t, line, by_minutes=by_minutes),
        **_beside(t, line, by_minutes=by_minutes),
        rank=_rank(t, placed) if lacks else None,
        rank_department=_rank(t, line.placed_in_department)
        if lacks and not by_minutes
        else None,
        rank_said=rank_said,
        verified=_verified(t, line),
        is_checked=line.verified is not None and line.verified.is_checked,
        estimated=line.estimated and _is_known(line, by_minutes=by_minutes),
        flags=list(_flags(t, line)),
    )


def _is_known(line: Line, *, by_minutes: bool) -> bool:
    if by_minutes and line.minutes:
        return line.minutes.central is not None
    return line.value is not None


def _name(t: Words, line: Line) -> str:
    """That of the category where it is one among those of a family."""
    if line.category is not None and len(INDICATORS[line.indicator].supplies) > 1:
        return t.category(line.category)
    return _title(t, line)


_COPPER = "copper_before_fibre"
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
    if line.indicator == _COPPER:
        told.append(t("sheet.copper_soon"))
    if line.max_min is not None:
        told.append(_threshold(t, line, line.max_min))
    if line.counted == Quantity.ESTABLISHMENTS:
        told.append(t("sheet.of_establishments"))
    if not line.unit.startswith("part") and line.unit != "min":
        unit = _unit(t, line)
        told += [] if unit in _title(t, line) else [unit]
    if line.unit == "min":
        told.append(t("sheet.unit_minutes"))
    return ", ".join(told)


def _threshold(t: Words, line: Line, minutes_at_most: int) -> str:
    if not line.is_share:
        return t("sheet.within_min", n=minutes_at_most)
    return t("sheet.limit_min", n=minutes_at_most)


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
        return minutes_beside(line.minutes.central, line.max_min, t.lang)
    return written(line, line.value, t.lang) or t("map.no_data")


def _count(t: Words, line: Line) -> str | None:
    if not line.unit.startswith("part") or line.numerator is None:
        return None
    number = max(0, round(line.numerator))
    if line.counted == Quantity.INHABITANTS:
        return t.count("sheet.n_inhabitants", number)
    if line.counted in {Quantity.ESTABLISHMENTS, "établissements"}:
        return t.count("sheet.n_establishments", number)
    return t.count("sheet.n_premises", number)


def _beside(t: Words, line: Line, *, by_minutes: bool) -> dict[str, str | None]:
    names = ("department", "region", "comparables")
    if by_minutes and line.minutes:
        found = {name: getattr(line.minutes, name) for name in names}
        return {k: None if v is None else minutes(v, t.lang) for k, v in found.items()}
    return {name: written(line, getattr(line, name), t.lang) for name in names}


def _rank(t: Words, placed: Placed | None) -> str | None:
    if not is_ranked(placed):
        return None
    key = "sheet.rank_tied" if placed.tied else "sheet.rank_of"
    return t(key, n=count(placed.rank, t.lang), all=count(placed.of, t.lang))


def _verified(t: Words, line: Line) -> str | None:
    found = line.verified
    if found is None:
        return None
    if found.status == "not_collected":
        return t("map.not_collected")
    if not found.is_checked:
        return t("sheet.unverified")
    return written(line, found.value, t.lang)


def _flags(t: Words, line: Line) -> Iterator[str]:
    if line.is_share and line.border_unknown:
        n = count(round(line.border_unknown), t.lang)
        yield t("sheet.flag_border", n=n)
