"""What the map page tells the browser; see frontend/src/figures/config.ts."""

from collections.abc import Sequence
from typing import Any

from numna_geo.api.pages.gaps_map.known import Known
from numna_geo.api.pages.gaps_map.question import question_config
from numna_geo.api.pages.words.wording import Words
from numna_geo.model.category import Category, Family
from numna_geo.store.statements import Row
from numna_geo.usecases.map_figures import QuestionFigures

# West, south, east and north of the region, as Leaflet wants corners: latitude first.
BOUNDS = [[42.77, -1.80], [47.18, 2.62]]

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
    """Everything that the map needs before its first file, but for its borders."""
    return {
        "lang": t.lang,
        "words": t.of_the_map(),
        "data": data_folder(version),
        "bounds": BOUNDS,
        "questions": [question_config(t, one) for one in figures],
        "categories": [
            {**look, "known": known.sites(key), "collected": known.collected(key)}
            for look in category_looks(t)
            for key in [look["key"]]
        ],
        "sources": {row["key"]: t.cited([row]) for row in sources},
        "families": {family.value: t.family(family) for family in Family},
        "attribution": attribution(t, sources),
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
