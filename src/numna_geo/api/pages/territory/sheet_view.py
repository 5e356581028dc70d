"""A sheet ready for its page: cards, objectives, broadband, places, in one language."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from numna_geo.api.pages.territory.bars import on_one_scale
from numna_geo.api.pages.territory.broadband import (
    CopperRow,
    Progress,
    copper_rows,
    progress,
)
from numna_geo.api.pages.territory.rows import Row, row, rows
from numna_geo.api.pages.territory.said import (
    comparable,
    shown_sources,
    worst_rule,
    worst_title,
)
from numna_geo.api.pages.territory.trends import TOLD_BY_PART, Trend, parts_most, trends
from numna_geo.api.pages.words.wording import Words
from numna_geo.gaps import INDICATORS
from numna_geo.model.category import Category, Family
from numna_geo.model.collection import Completeness
from numna_geo.model.french_places import named
from numna_geo.model.territory import Level
from numna_geo.usecases.describe_sheet import describe_sheet, sum_up
from numna_geo.usecases.sheet import Band, KindInside, Line, PlaceInside, Sheet, Worst
from numna_geo.usecases.sheet_facts import Sentence
from numna_geo.usecases.sheet_words import LEVELS, density, minutes_beside

_FIBRE = "fibre_not_connectable"
_LISTED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One of the worst gaps, with its communes, and their minutes by code."""

    row: Row
    worst: Worst
    over: str
    minutes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """The measures of an objective, its categories, and what is told apart.

    `band` is that of its first measure; `kinds_min` the threshold of the categories.
    """

    number: int
    title: str
    rows: Sequence[Row]
    band: Band | None
    apart: Sequence[Row]
    kinds: Sequence[Row]
    kinds_min: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A category inside, and how complete its list is."""

    told: KindInside
    collection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A gap in both readings, and people where nobody made a list."""

    row: Row
    line: Line
    not_collected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything of the page that must be worked out first, in its language.

    `numbers` are those of the sources, from 1 on, by key; `parts_of` are the measures
    that each department is told by, `parts_most` the biggest value of each.
    """

    level: str
    of: str
    at: str
    verdict: str
    text: Sequence[Sentence]
    numbers: Mapping[str, int]
    density: str | None
    cards: Sequence[Card]
    objectives: Sequence[Objective]
    worst: str
    worst_rule: str
    split: Sequence[Split]
    is_checked: bool
    parts_of: Sequence[tuple[str, Row]]
    parts_most: Mapping[str, float]
    history: Sequence[Trend]
    warning: str
    progress: Progress | None
    copper: Sequence[CopperRow]
    kinds: Sequence[Kind]
    places: Mapping[Category, Sequence[PlaceInside]]
    more: int
    comparable: str


def view(t: Words, sheet: Sheet) -> View:
    """The page of a territory."""
    one = sheet.identity
    place = named(one.level, one.name)
    shown, more = _places(sheet)
    return View(
        level=LEVELS[t.lang][one.level][0],
        of=place.of if t.lang == "fr" else f"of {one.name}",
        at=place.at if t.lang == "fr" else f"in {one.name}",
        verdict=sum_up(sheet, t.lang),
        text=describe_sheet(sheet, t.lang),
        numbers={one["key"]: i for i, one in enumerate(shown_sources(sheet), 1)},
        density=density(one.density, t.lang),
        cards=_cards(t, sheet),
        objectives=[_objective(t, sheet, n) for n in (10, 11, 12)],
        worst=worst_title(t, len(sheet.worst)),
        worst_rule=worst_rule(t, one.level),
        split=[_split(t, sheet, line) for line in sheet.lines if _is_split(line)],
        is_checked=any(x.verified and x.verified.is_checked for x in sheet.lines),
        parts_of=[
            (one.indicator, row(t, sheet, one))
            for one in sheet.lines
            if one.indicator in TOLD_BY_PART
        ],
        parts_most=parts_most(sheet),
        history=trends(t, sheet),
        warning=t.warning(INDICATORS[_FIBRE]),
        progress=progress(sheet),
        copper=copper_rows(t, sheet),
        kinds=[
            Kind(told=kind, collection=_collected(t, kind)) for kind in sheet.inside
        ],
        places=shown,
        more=more,
        comparable=comparable(t, sheet),
    )


def _cards(t: Words, sheet: Sheet) -> list[Card]:
    cards = [_card(t, sheet, worst) for worst in sheet.worst]
    bars = on_one_scale([card.row.bar for card in cards])
    return [
        replace(card, row=replace(card.row, bar=bar))
        for card, bar in zip(cards, bars, strict=True)
    ]


def _card(t: Words, sheet: Sheet, worst: Worst) -> Card:
    line = worst.line
    over = t("page.apart") if line.apart else t("page.objective", n=line.objective)
    far = {
        one.code: "–"
        if one.minutes is None
        else minutes_beside(one.minutes, line.max_min, t.lang)
        for one in worst.communes
    }
    return Card(row=row(t, sheet, line), worst=worst, over=over, minutes=far)


def _objective(t: Words, sheet: Sheet, number: int) -> Objective:
    lines = [one for one in sheet.lines if one.objective == number]
    businesses = [one for one in sheet.businesses if one.objective == number]
    if sheet.identity.level is Level.COMMUNE:
        # The minutes of a commune stand in the row of its gap.
        lines = [one for one in lines if one.unit != "min"]
        businesses = []
    family = Family.SUPPORT if number == Family.SUPPORT.objective else Family.HOST
    kinds = [one for one in sheet.kinds if one.objective == number]
    titles = {
        10: t("sheet.objective_10"),
        11: t("sheet.objective_11"),
        12: t("sheet.objective_12"),
    }
    ours = [one for one in lines if not one.apart]
    return Objective(
        number=number,
        title=titles[number],
        rows=rows(t, sheet, [*ours[:1], *businesses, *ours[1:]]),
        band=ours[0].band if ours else None,
        apart=rows(t, sheet, [one for one in lines if one.apart]),
        kinds=rows(t, sheet, [k for k in kinds if _is_of(k, family)]),
        kinds_min=kinds[0].max_min if kinds else None,
    )


def _is_of(line: Line, family: Family) -> bool:
    return line.category is not None and line.category.family is family


def _split(t: Words, sheet: Sheet, line: Line) -> Split:
    """Shares of a commune too: minutes have no part that is not verified."""
    missing = [
        t.category(kind.category)
        for kind in sheet.kinds
        if kind.category
        and kind.indicator == line.indicator
        and kind.status == "not_collected"
    ]
    people = "–" if line.not_collected is None else t.number(line.not_collected)
    return Split(
        row=row(t, sheet, replace(line, minutes=None)),
        line=line,
        not_collected=people if line.not_collected else ", ".join(missing) or people,
    )


def _is_split(line: Line) -> bool:
    return line.is_share and line.verified is not None


def _places(sheet: Sheet) -> tuple[dict[Category, list[PlaceInside]], int]:
    """The first places by category, and how many are not listed."""
    found = defaultdict[Category, list[PlaceInside]](list)
    for one in sheet.places[:_LISTED]:
        found[one.category].append(one)
    return found, max(0, len(sheet.places) - _LISTED)


def _collected(t: Words, kind: KindInside) -> str:
    if kind.sites and kind.collection is Completeness.NOT_COLLECTED:
        return t("sheet.known_otherwise")
    return {
        Completeness.COMPLETE: t("data.directory_complete"),
        Completeness.PARTIAL: t("data.directory_partial"),
        Completeness.NOT_COLLECTED: t("data.directory_not_collected"),
        Completeness.UNKNOWN: t("data.directory_unknown"),
    }[kind.collection]
