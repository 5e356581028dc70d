"""Figures of a sheet as they are written: values, ranks, levels, in two languages."""

from collections.abc import Mapping
from typing import Literal, TypeGuard

from numna_geo.model import french
from numna_geo.model.territory import Level
from numna_geo.usecases.sheet import Line, Number, Placed

Language = Literal["fr", "en"]

LEVELS: Mapping[Language, Mapping[Level, tuple[str, str]]] = {
    "fr": {
        Level.COMMUNE: ("commune", "communes"),
        Level.EPCI: ("intercommunalité", "intercommunalités"),
        Level.DEPARTEMENT: ("département", "départements"),
        Level.REGION: ("région", "régions"),
        Level.ZONE_EMPLOI: ("zone d’emploi", "zones d’emploi"),
        Level.BASSIN_VIE: ("bassin de vie", "bassins de vie"),
        Level.CUSTOM: ("territoire", "territoires"),
    },
    "en": {
        Level.COMMUNE: ("commune", "communes"),
        Level.EPCI: ("intercommunal body", "intercommunal bodies"),
        Level.DEPARTEMENT: ("department", "departments"),
        Level.REGION: ("region", "regions"),
        Level.ZONE_EMPLOI: ("employment area", "employment areas"),
        Level.BASSIN_VIE: ("living area", "living areas"),
        Level.CUSTOM: ("territory", "territories"),
    },
}
"""What a level is called, one and several."""

_DENSITIES = {
    "Grands centres urbains": "Large urban centres",
    "Centres urbains intermédiaires": "Intermediate urban centres",
    "Ceintures urbaines": "Urban belts",
    "Petites villes": "Small towns",
    "Bourgs ruraux": "Rural market towns",
    "Rural à habitat dispersé": "Rural, dispersed settlement",
    "Rural à habitat très dispersé": "Rural, very dispersed settlement",
}
"""Classes of INSEE, in English."""

_LEAST, _TENTH, _NEARLY_ALL = 0.0005, 0.1, 0.99


def density(label: str | None, lang: Language) -> str | None:
    """What a class of density is called."""
    return label if lang == "fr" or label is None else _DENSITIES.get(label, label)


def count(value: Number, lang: Language, digits: int = 0) -> str:
    """A number as it is written.

    >>> count(12955, "en"), count(3.25, "fr", 1)
    ('12,955', '3,2')
    """
    if value is None:
        return "–"
    if lang == "fr":
        return french.number(value, digits=digits)
    return f"{value:,.{digits}f}"


def percent(value: float, lang: Language) -> str:
    """A share: tenths near its ends, never 0 or all for what is not quite.

    >>> percent(0.6297, "en"), percent(0.0127, "en"), percent(0.0002, "en")
    ('63%', '1.3%', 'under 0.1%')
    >>> percent(0.9971, "en"), percent(0.9999, "en"), percent(1.0, "en")
    ('99.7%', 'over 99.9%', '100%')
    """
    small, great = 0 < value < _LEAST, 1 - _LEAST < value < 1
    at_an_end = 0 < value < _TENTH or _NEARLY_ALL < value < 1
    digits = int(at_an_end and round(value * 100, 6) % 1 != 0)
    shown = 0.001 if small else 0.999 if great else value
    number = count(shown * 100, lang, digits)
    under, over = ("under ", "over ") if lang == "en" else ("moins de ", "plus de ")
    space = "" if lang == "en" else french.HARD
    return f"{under if small else over if great else ''}{number}{space}%"


def minutes(value: float, lang: Language) -> str:
    """Whole minutes, hours from the sixtieth on."""
    said = french.duration(value)
    return said if lang == "fr" else said.replace(french.HARD, " ")


def minutes_beside(value: float, limit: int | None, lang: Language) -> str:
    """Minutes, to the tenth where whole ones would stand on the wrong side of a limit.

    >>> minutes_beside(20.3, 20, "en"), minutes_beside(21.3, 20, "en")
    ('20.3 min', '21 min')
    """
    if limit is not None and value > limit and french.whole_minutes(value) <= limit:
        above = max(value, limit + 0.1)
        return f"{count(above, lang, 1)}{' ' if lang == 'en' else french.HARD}min"
    return minutes(value, lang)


def written(line: Line, value: Number, lang: Language) -> str | None:
    """A value of a line with its unit; nothing where it is unknown."""
    if value is None:
        return None
    if line.unit.startswith("part"):
        return percent(value, lang)
    if line.unit == "min":
        return minutes(value, lang)
    if float(value).is_integer():
        return count(value, lang)
    return count(value, lang, 1 if value >= 1 else 2)


def ordinal(rank: int, lang: Language) -> str:
    """A rank in figures; French ones are said of « part », feminine.

    >>> ordinal(1, "fr"), ordinal(3, "fr"), ordinal(22, "en"), ordinal(11, "en")
    ('1re', '3e', '22nd', '11th')
    """
    if lang == "fr":
        return "1re" if rank == 1 else f"{french.number(rank)}e"
    ends = {1: "st", 2: "nd", 3: "rd"}
    teen = 10 <= rank % 100 < 20  # noqa: PLR2004 (11th to 13th are the exception)
    return f"{rank:,}{'th' if teen else ends.get(rank % 10, 'th')}"


def ranked(line: Line, placed: Placed | None, level: Level, lang: Language) -> str:
    """A rank with its direction: « 3e plus forte part sur 12 départements ».

    Nothing where it is unknown; nobody is ranked who lacks nothing, nor where more than
    a third share the value.
    """
    if not is_ranked(placed) or (line.is_share and not line.numerator):
        return ""
    several = LEVELS[lang][level][1]
    of = count(placed.of, lang)
    rank = "" if placed.rank == 1 else f"{ordinal(placed.rank, lang)} "
    if lang == "fr":
        return f"{rank}{_direction_fr(line)} sur {of} {several}{tie(placed, lang)}"
    return f"{rank}{_direction_en(line)} of {of} {several}{tie(placed, lang)}"


def is_ranked(placed: Placed | None) -> TypeGuard[Placed]:
    """Whether a rank tells anything: among several, and of few that share it."""
    return placed is not None and placed.of > 1 and 3 * (placed.tied + 1) <= placed.of


def tie(placed: Placed, lang: Language) -> str:
    """Who shares a rank: « , à égalité avec 2 autres »; nothing where nobody does."""
    if not placed.tied:
        return ""
    others = count(placed.tied, lang)
    if lang == "fr":
        return f", à égalité avec {others} {'autre' if placed.tied == 1 else 'autres'}"
    return f", level with {others} {'other' if placed.tied == 1 else 'others'}"


def ranked_minutes(placed: Placed | None, lang: Language) -> str:
    """How far a commune is among all: « 3e des plus éloignées sur 4 292 communes »."""
    if not is_ranked(placed):
        return ""
    rank, of = ordinal(placed.rank, lang), count(placed.of, lang)
    if lang == "fr":
        first = f"la plus éloignée des {of} communes"
        other = f"{rank} des plus éloignées sur {of} communes"
        return (first if placed.rank == 1 else other) + tie(placed, lang)
    return f"{'' if placed.rank == 1 else rank + ' '}farthest of {of} communes" + tie(
        placed, lang
    )


def _direction_fr(line: Line) -> str:
    if line.direction == "lower_is_worse":
        return "plus faible valeur"
    if line.unit.startswith("part"):
        return "plus forte part"
    return "plus long temps" if line.unit == "min" else "plus forte valeur"


def _direction_en(line: Line) -> str:
    if line.direction == "lower_is_worse":
        return "lowest"
    return "longest" if line.unit == "min" else "highest"
