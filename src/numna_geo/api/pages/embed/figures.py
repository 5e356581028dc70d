"""/embed/fiche and /embed/chiffre: a territory in four figures, or in one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from numna_geo.api.pages.embed.asked import EmbedAsked
from numna_geo.api.pages.embed.view import Frame, elsewhere
from numna_geo.api.pages.territory.rows import Row, row
from numna_geo.api.pages.words.wording import Words
from numna_geo.gaps import INDICATORS
from numna_geo.model.territory import Level
from numna_geo.usecases.describe_sheet import sum_up
from numna_geo.usecases.sheet import Line, Sheet
from numna_geo.usecases.sheet_words import LEVELS

FIRST = ("support_beyond", "host_place_beyond", "fibre_not_connectable")
"""One question for each objective, the first one told where none is asked."""

_OBJECTIVES = (10, 11, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measure of a territory: its objective in words, its row, its warning.

    `method` is how it is measured, and the language that this is told in.
    """

    over: str
    short: str
    row: Row
    period: str
    warning: str
    method: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an embed of figures shows."""

    frame: Frame
    figures: Sequence[Figure]
    verdict: str
    department: str | None

    @property
    def warnings(self) -> Sequence[str]:
        """What must be said beside the figures, each once."""
        return list(dict.fromkeys(one.warning for one in self.figures if one.warning))


def told_sheet(t: Words, asked: EmbedAsked, sheet: Sheet, *, known: bool) -> Told:
    """A territory: what is said of it, and a figure for each objective."""
    lines = [line for key in FIRST if (line := sheet.line(key))]
    lines.sort(key=lambda line: line.objective)
    one, frame = sheet.identity, _frame(t, asked, sheet, lines)
    people = t.count("sheet.n_inhabitants", one.population) if one.population else ""
    level = LEVELS[t.lang][one.level][0]
    over = " · ".join(filter(None, (level[:1].upper() + level[1:], people)))
    notes = elsewhere(t, known=known)
    framed = replace(frame, title=one.name, over=over, notes=notes)
    return _told(t, sheet, lines, framed)


def told_figure(t: Words, asked: EmbedAsked, sheet: Sheet, *, known: bool) -> Told:
    """A territory in one figure: the indicator asked for, or the first of ours."""
    line = _asked_line(asked, sheet)
    usual = next((found for key in FIRST if (found := sheet.line(key))), None)
    shown = line or usual
    lines = [shown] if shown else []
    missed = [] if line or not asked.question else [t("embed.no_such_figure")]
    framed = replace(
        _frame(t, asked, sheet, lines),
        title=row(t, sheet, shown).name if shown else t("map.no_data"),
        over=sheet.identity.name,
        notes=[*elsewhere(t, known=known), *missed],
    )
    return _told(t, sheet, lines, framed)


def _asked_line(asked: EmbedAsked, sheet: Sheet) -> Line | None:
    """The measure of an indicator, of one category where one is asked for."""
    key = asked.question or FIRST[0]
    if len(asked.categories) == 1:
        for line in sheet.kinds:
            if line.indicator == key and line.category == asked.categories[0]:
                return line
    every = [*sheet.lines, *sheet.businesses]
    return next((line for line in every if line.indicator == key), None)


def _frame(t: Words, asked: EmbedAsked, sheet: Sheet, lines: Sequence[Line]) -> Frame:
    """What surrounds figures: who counted them, and when."""
    keys = {key for line in lines for key in line.sources}
    cited = t.cited(source for source in sheet.sources if source["key"] in keys)
    sources = t("page.sources", sources=cited) if cited else t("page.no_source")
    return Frame(asked=asked, title="", over="", day=sheet.measured_on, sources=sources)


def _told(t: Words, sheet: Sheet, lines: Sequence[Line], frame: Frame) -> Told:
    department = sheet.identity.department
    return Told(
        frame=frame,
        figures=[_figure(t, sheet, line) for line in lines],
        verdict=sum_up(sheet, t.lang),
        department=department.name if department else None,
    )


def _figure(t: Words, sheet: Sheet, line: Line) -> Figure:
    over = t("page.apart")
    if not line.apart and line.objective in _OBJECTIVES:
        title = t(f"sheet.objective_{line.objective}")
        over = t("embed.objective", n=line.objective, title=title)
    return Figure(
        over=over,
        short=t("page.apart") if line.apart else t("page.objective", n=line.objective),
        row=row(t, sheet, line),
        period=t.period(line.period),
        warning=_warning(t, line, sheet),
        method=_method(t, line),
    )


def _method(t: Words, line: Line) -> tuple[str, str]:
    """As the map says it, or as the indicator does, which is in French."""
    if f"q.{line.indicator}.help" in t.texts:
        return t(f"q.{line.indicator}.help", period=t.period(line.period)), t.lang
    return INDICATORS[line.indicator].method, "fr"


def _warning(t: Words, line: Line, sheet: Sheet) -> str:
    """What must be said beside a gap in lists that nobody checked."""
    if line.status == "not_collected":
        return t("embed.not_collected")
    of_places = line.is_share and line.verified is not None
    is_commune = sheet.identity.level is Level.COMMUNE
    return t("page.not_verified") if of_places and not is_commune else ""
