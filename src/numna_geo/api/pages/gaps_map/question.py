"""What the map page tells of one question; see frontend/src/figures/config.ts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from numna_geo.api.pages.words.wording import Words
from numna_geo.gaps import INDICATORS
from numna_geo.maps.classes import APART, Classes, of_groups
from numna_geo.model.category import Category, Family
from numna_geo.model.collection import Reading
from numna_geo.model.territory import Level
from numna_geo.usecases.map_figures import QuestionFigures
from numna_geo.usecases.map_values import LEVELS, Values


def _source_line(
    t: Words, figures: QuestionFigures, category: str, period: str = ""
) -> str:
    """Every source of what is drawn, with its date."""
    found = figures.drawn_sources(category, period)
    return t("page.sources", sources=t.cited(found)) if found else t("page.no_source")


def drawn_values(
    figures: QuestionFigures,
    category: str = "",
    period: str = "",
    level: Level = Level.COMMUNE,
) -> Values:
    """Which measure a question draws: the newest of communes unless told otherwise."""
    return Values(
        indicator=figures.indicator.key,
        category=category,
        period=period or figures.period,
        reading=figures.reading,
        level=level,
    )


def drawn_kinds(indicator: str) -> tuple[Category, ...]:
    """Kinds of places that a map can draw alone, of a question: those of hosts."""
    asked = INDICATORS[indicator]
    alone = asked.objective == Family.HOST.objective and indicator not in APART
    return asked.categories if alone else ()


def _legend(t: Words, figures: QuestionFigures, kind: str, period: str) -> str:
    legend = t(
        f"{kind}.{figures.indicator.key}.legend",
        period=t.period(period),
        min=figures.indicator.threshold,
    )
    if figures.reading is Reading.DECLARED:
        return legend
    return t("page.legend_verified", legend=legend)


def _classes(classes: Classes) -> dict[str, Any]:
    return {
        "column": classes.column,
        "bounds": list(classes.bounds),
        "colours": list(classes.colours),
        "labels": classes.labels(),
        "gap_from": classes.gap_from,
    }


def _period(
    t: Words, figures: QuestionFigures, categories: Sequence[str], period: str
) -> dict[str, Any]:
    """What is said while a period is shown; an old one is not measured as the new."""
    old = period != figures.period
    return {
        "key": period,
        "label": t.period(period),
        "help": t(f"q.{figures.indicator.key}.help", period=t.period(period)),
        "legend": _legend(t, figures, "q", period),
        "group_legend": _legend(t, figures, "level", period),
        "sources": {c: _source_line(t, figures, c, period) for c in categories},
        "warning": (t.warning(figures.indicator) or None) if old else None,
    }


def _files(
    figures: QuestionFigures, categories: Sequence[str]
) -> dict[str, dict[str, dict[str, str]]]:
    return {
        level.value: {
            period: {
                c: drawn_values(figures, c, period, level).file_name for c in categories
            }
            for period in figures.indicator.periods
        }
        for level in LEVELS
    }


def _beside(t: Words, figures: QuestionFigures) -> dict[str, Any] | None:
    if figures.beside is None:
        return None
    drawn = {level: drawn_values(figures, level=level) for level in LEVELS}
    return {
        "files": {
            level.value: replace(values, counted=figures.beside).file_name
            for level, values in drawn.items()
        },
        "counted": t("q.establishments"),
        "source": t.cited(figures.beside_sources()),
    }


def question_config(t: Words, figures: QuestionFigures) -> dict[str, Any]:
    """A question with its words, classes, periods, sources and files."""
    indicator = figures.indicator
    key, period = indicator.key, figures.period
    categories = ["", *(c.value for c in drawn_kinds(key))]
    answering = indicator.answering
    return {
        "key": key,
        "objective": indicator.objective,
        "apart": figures.apart,
        "title": t(f"q.{key}.title"),
        "question": t(f"q.{key}.question"),
        "help": t(f"q.{key}.help", period=t.period(period)),
        "missing": t(f"q.{key}.missing"),
        "counted": t(f"q.{key}.counted"),
        "legend": _legend(t, figures, "q", period),
        "unit": t(f"q.{key}.unit"),
        "categories": [c.value for c in answering],
        "family": answering[0].family.value if answering else None,
        "period": period,
        "periods": [_period(t, figures, categories, one) for one in indicator.periods],
        "classes": _classes(figures.classes),
        "group_classes": _classes(of_groups(figures.classes)),
        "sources": {c: _source_line(t, figures, c) for c in categories},
        "files": _files(figures, categories),
        "verified": figures.reading is Reading.VERIFIED,
        "threshold": indicator.threshold,
        "beside": _beside(t, figures),
    }
