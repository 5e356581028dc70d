"""What the map page tells the browser; the other half is frontend/src/config.ts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from numna_geo.api.pages.known import Known
from numna_geo.api.pages.templates import built_assets
from numna_geo.api.pages.wording import Words
from numna_geo.model.category import Category, Family
from numna_geo.model.collection import Reading
from numna_geo.store.statements import Row
from numna_geo.usecases.map_figures import QuestionFigures
from numna_geo.usecases.map_values import Values

# West, south, east and north of the region, as Leaflet wants corners: latitude first.
BOUNDS = [[42.77, -1.80], [47.18, 2.62]]

_HOSTING = Family.HOST.objective

_BASES = {
    "ign_admin_express_2018": "page.outlines_of",
    "cog_2026": "page.people_of",
}


def data_folder(version: str) -> str:
    """Where the files of a version of the data are."""
    return f"/carte/donnees/{version}/"


def map_config(
    t: Words,
    version: str,
    figures: Sequence[QuestionFigures],
    sources: Sequence[Row],
    known: Known,
) -> dict[str, Any]:
    """Everything that the map needs before its first file."""
    return {
        "lang": t.lang,
        "words": t.of_the_map(),
        "data": data_folder(version),
        "bounds": BOUNDS,
        "questions": [_question(t, one) for one in figures],
        "categories": [
            {**look, "known": known.sites(key), "collected": known.collected(key)}
            for look in category_looks(t)
            for key in [look["key"]]
        ],
        "sources": {row["key"]: t.cited([row]) for row in sources},
        "families": {family.value: t.family(family) for family in Family},
        "attribution": attribution(t, sources),
        "land": built_assets().url("land.json"),
        "structure_page": "/structures/",
    }


def category_looks(t: Words) -> list[dict[str, str]]:
    """How each category is called and drawn."""
    return [
        {
            "key": category.value,
            "label": t.category(category),
            "family": category.family.value,
            "colour": category.colour,
            "letter": category.letter,
        }
        for category in Category
    ]


def attribution(t: Words, sources: Sequence[Row]) -> list[str]:
    """Whose outlines and people the map shows, with their dates."""
    by_key = {row["key"]: row for row in sources}
    return [
        t(text, source=f"{by_key[key]['publisher']} {by_key[key]['vintage']}")
        for key, text in _BASES.items()
        if key in by_key
    ] + [t("page.land_of")]


def _source_line(t: Words, figures: QuestionFigures, category: str) -> str:
    """Every source of what is drawn, with its date."""
    found = figures.drawn_sources(category)
    return t("page.sources", sources=t.cited(found)) if found else t("page.no_source")


def drawn_values(figures: QuestionFigures, category: str = "") -> Values:
    """Which measure a question draws."""
    return Values(
        indicator=figures.indicator.key,
        category=category,
        period=figures.period,
        reading=figures.reading,
    )


def one_by_one(figures: QuestionFigures) -> tuple[Category, ...]:
    """Categories that the page asks about one at a time: those of host places."""
    asked = figures.indicator.objective == _HOSTING and not figures.apart
    return figures.indicator.categories if asked else ()


def _legend(t: Words, figures: QuestionFigures) -> str:
    key, period = figures.indicator.key, t.period(figures.period)
    legend = t(f"q.{key}.legend", period=period)
    if figures.reading is Reading.DECLARED:
        return legend
    return t("page.legend_verified", legend=legend)


def _question(t: Words, figures: QuestionFigures) -> dict[str, Any]:
    indicator, classes = figures.indicator, figures.classes
    key, period = indicator.key, figures.period
    categories = ["", *(c.value for c in one_by_one(figures))]
    answering = indicator.answering
    beside = None
    if figures.beside is not None:
        file = replace(drawn_values(figures), counted=figures.beside)
        beside = {
            "file": file.file_name,
            "counted": t("q.establishments"),
            "source": t.cited(figures.beside_sources()),
        }
    return {
        "key": key,
        "objective": indicator.objective,
        "apart": figures.apart,
        "title": t(f"q.{key}.title"),
        "question": t(f"q.{key}.question"),
        "help": t(f"q.{key}.help", period=t.period(period)),
        "missing": t(f"q.{key}.missing"),
        "counted": t(f"q.{key}.counted"),
        "legend": _legend(t, figures),
        "unit": t(f"q.{key}.unit"),
        "categories": [c.value for c in answering],
        "family": answering[0].family.value if answering else None,
        "period": period,
        "classes": {
            "column": classes.column,
            "bounds": list(classes.bounds),
            "colours": list(classes.colours),
            "labels": classes.labels(),
            "gap_from": classes.gap_from,
        },
        "sources": {c: _source_line(t, figures, c) for c in categories},
        "files": {c: drawn_values(figures, c).file_name for c in categories},
        "verified": figures.reading is Reading.VERIFIED,
        "threshold": indicator.threshold,
        "beside": beside,
    }
