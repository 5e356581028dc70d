"""Figures of a sheet as they are written: values, ranks, levels, in two languages."""

from collections.abc import Mapping
from typing import Literal

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

_LEAST, _TENTH = 0.0005, 0.1


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
    """A share: tenths below ten per cent, and never 0 for what is not nothing.

    >>> percent(0.6297, "en"), percent(0.0127, "en"), percent(0.0002, "en")
    ('63%', '1.3%', 'under 0.1%')
    """
    small = 0 < value < _LEAST
    digits = int(0 < value < _TENTH and round(value * 100, 6) % 1 != 0)
    shown = 0.001 if small else value
    number = count(shown * 100, lang, digits)
    if lang == "en":
        return f"{'under ' if small else ''}{number}%"
    return f"{'moins de ' if small else ''}{number}{french.HARD}%"


def minutes(value: float, lang: Language) -> str:
    """Whole minutes, hours from the sixtieth on."""
    said = french.duration(value)
    return said if lang == "fr" else said.replace(french.HARD, " ")


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

    Nothing where it is unknown; nobody is ranked who lacks nothing.
    """
    if placed is None or (line.is_share and not line.numerator):
        return ""
    several = LEVELS[lang][level][1]
    of = count(placed.of, lang)
    rank = ordinal(placed.rank, lang)
    if lang == "fr":
        what = _direction_fr(line)
        return f"{'' if placed.rank == 1 else rank + ' '}{what} sur {of} {several}"
    what = _direction_en(line)
    return f"{'' if placed.rank == 1 else rank + ' '}{what} of {of} {several}"


def ranked_minutes(placed: Placed | None, lang: Language) -> str:
    """How far a commune is among all: « 3e des plus éloignées sur 4 292 communes »."""
    if placed is None:
        return ""
    rank, of = ordinal(placed.rank, lang), count(placed.of, lang)
    if lang == "fr":
        return f"{rank} des plus éloignées sur {of} communes"
    return f"{rank} farthest of {of} communes"


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
