"""Fibre since 2018 and the closing of copper, as the page of a territory shows them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from numna_geo.api.pages.words.wording import Words
from numna_geo.usecases.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Connectable premises then and now, as lengths on the premises of now."""

    then: float
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CopperRow:
    """Communes where copper closes at the same time, and what fibre leaves there."""

    said: str
    communes: int
    premises: int
    left: int


def progress(sheet: Sheet) -> Progress | None:
    """Connectable premises of both dates; nothing where one is unknown."""
    told = sheet.broadband or {}
    now, then = told.get("fibre") or {}, told.get("baseline") or {}
    whole = max(now.get("premises") or 0, now.get("connectable") or 0)
    if not whole or then.get("connectable") is None:
        return None
    return Progress(
        then=round(100 * min(1.0, then["connectable"] / whole), 1),
        now=round(100 * min(1.0, (now["connectable"] or 0) / whole), 1),
    )


def copper_rows(t: Words, sheet: Sheet) -> list[CopperRow]:
    """Closed, then by year, then without a date; nothing where there is no calendar."""
    told = (sheet.broadband or {}).get("copper")
    if not told:
        return []
    found = [_copper_row(t("sheet.copper_closed"), [told["closed"]])]
    years = defaultdict[str, list[dict[str, Any]]](list)
    days = [one["on"] for one in told["scheduled"]]
    for one in told["scheduled"]:
        by_day = len(days) <= 3  # noqa: PLR2004 (few dates are told to the day)
        when = (
            t("sheet.copper_on", day=t.day(date.fromisoformat(one["on"])))
            if by_day
            else t("sheet.copper_in", year=one["on"][:4])
        )
        years[when].append(one)
    found += [_copper_row(when, several) for when, several in years.items()]
    found.append(_copper_row(t("sheet.copper_undated"), [told["not_scheduled"]]))
    return [one for one in found if one.communes]


def _copper_row(said: str, parts: Sequence[Mapping[str, Any]]) -> CopperRow:
    names = ("communes", "premises", "left")
    sums = {name: sum(part[name] or 0 for part in parts) for name in names}
    return CopperRow(said=said, **sums)
