"""French of a sheet: its one-line verdict, agreement, and spaces that never break."""

from collections.abc import Sequence

from numna_geo.model.french import HARD, THIN
from numna_geo.usecases.sheet import Sheet
from numna_geo.usecases.sheet_facts import (
    APART,
    FIBRE,
    HOST,
    SUPPORT,
    is_commune,
    judged,
)
from numna_geo.usecases.sheet_words import count, minutes, percent

A = {
    SUPPORT: "une structure d’accompagnement",
    HOST: "un lieu d’accueil",
    APART: "un espace France Services",
}
_SPACES = {" ;": f"{THIN};", " :": f"{HARD}:", "« ": f"«{HARD}", " »": f"{HARD}»"}
_THEMES = {
    SUPPORT: "l’accompagnement",
    HOST: "les lieux d’accueil",
    FIBRE: "la fibre",
}


def verdict(sheet: Sheet) -> str:
    """One sentence: where it lacks more than its region, and where less."""
    return spaced(_verdict(sheet))


def _verdict(sheet: Sheet) -> str:
    if sheet.identity.level == "region":
        return _of_the_region(sheet)
    if is_commune(sheet):
        return _of_the_commune(sheet)
    found = judged(sheet)
    told = [
        f"{how} pour {_listed(themes)}"
        for how, themes in (
            ("plus", found.more),
            ("moins", found.less),
            ("autant", found.alike),
        )
        if themes
    ]
    if not told:
        return "Aucun des trois objectifs n’a pu être mesuré ici : pas de donnée."
    text = " ; ".join(told).replace(" pour", " de manques que dans la région pour", 1)
    return f"{text[0].upper()}{text[1:]}."


def _of_the_commune(sheet: Sheet) -> str:
    told = []
    for key in (SUPPORT, HOST):
        line = sheet.line(key)
        if line is not None and line.minutes and line.minutes.central is not None:
            about = minutes(line.minutes.central, "fr")
            told.append(f"{A[key]} à environ {about}")
    fibre = sheet.line(FIBRE)
    if fibre is not None and fibre.value is not None:
        told.append(f"{percent(float(fibre.value), 'fr')} des locaux sans fibre")
    text = f"{', '.join(told)}." if told else "pas de donnée."
    return text[0].upper() + text[1:]


def _of_the_region(sheet: Sheet) -> str:
    told = []
    for key in (SUPPORT, HOST):
        line = sheet.line(key)
        if line is not None and line.value is not None:
            told.append(
                f"{percent(float(line.value), 'fr')} des habitants à plus de "
                f"{line.max_min} min d’{A[key]}"
            )
    fibre = sheet.line(FIBRE)
    if fibre is not None and fibre.value is not None:
        told.append(f"{percent(float(fibre.value), 'fr')} des locaux sans fibre")
    return f"{', '.join(told)}." if told else "Pas de donnée."


def _listed(keys: Sequence[str]) -> str:
    *first, last = (_THEMES[key] for key in keys)
    return f"{', '.join(first)} et {last}" if first else last


def spaced(text: str) -> str:
    r"""The spaces before a colon, a semicolon and inside quotes, which never break.

    >>> spaced("a ; « b » : c") == "a\u202f; «\u00a0b\u00a0»\u00a0: c"
    True
    """
    for plain, kept in _SPACES.items():
        text = text.replace(plain, kept)
    return text


def people(number: int) -> str:
    """Inhabitants, in number: « 1 habitant », « 2 habitants »."""
    return plural(number, "habitant", "habitants")


def plural(number: int, one: str, several: str) -> str:
    """A count and its noun; French has its plural from two on.

    >>> plural(1, "lieu", "lieux"), plural(2, "lieu", "lieux")
    ('1 lieu', '2 lieux')
    """
    return f"{count(number, 'fr')} {one if number < 2 else several}"  # noqa: PLR2004
