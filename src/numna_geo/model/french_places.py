"""How French names a territory inside a sentence: its article, « de » and « à »."""

import re
from dataclasses import dataclass

from numna_geo.model.naming import search_name
from numna_geo.model.territory import Level


@dataclass(frozen=True, slots=True)
class Named:
    """A territory as a subject (`bare`), after « de » (`of`), and as where one is."""

    bare: str
    of: str
    at: str


_DEPARTMENTS = {
    "Charente": ("la ", "en "),
    "Charente-Maritime": ("la ", "en "),
    "Corrèze": ("la ", "en "),
    "Creuse": ("la ", "en "),
    "Dordogne": ("la ", "en "),
    "Gironde": ("la ", "en "),
    "Landes": ("les ", "dans les "),
    "Lot-et-Garonne": ("le ", "dans le "),
    "Pyrénées-Atlantiques": ("les ", "dans les "),
    "Deux-Sèvres": ("les ", "dans les "),
    "Vienne": ("la ", "dans la "),
    "Haute-Vienne": ("la ", "en "),
}
_KINDS = {
    Level.ZONE_EMPLOI: "la zone d’emploi",
    Level.BASSIN_VIE: "le bassin de vie",
}
_FEMININE = re.compile(r"(CC|CA|CU|Communauté|Métropole d)\b")
_MASCULINE = re.compile(r"(Pays|Syndicat|Parc|Pôle|PETR|Bassin|Grand|Val)\b")
# « h » is aspirated in names made of « haut », and in few others.
_ASPIRATED = re.compile(r"(haut|haie|ham\b|hameau|haye|hure\b|houe)")
_CONTRACTED = {"de le ": "du ", "de les ": "des ", "à le ": "au ", "à les ": "aux "}


def named(level: Level, name: str) -> Named:
    """A territory of the region in a sentence.

    >>> named(Level.COMMUNE, "Ahun").of, named(Level.COMMUNE, "La Souterraine").of
    ('d’Ahun', 'de La Souterraine')
    >>> named(Level.COMMUNE, "Le Bugue").at, named(Level.DEPARTEMENT, "Landes").of
    ('au Bugue', 'des Landes')
    >>> named(Level.COMMUNE, "Île-d'Aix").at
    "à l’Île-d'Aix"
    """
    if level is Level.COMMUNE and name.startswith("Île-"):
        return Named(f"l’{name}", f"de l’{name}", f"à l’{name}")
    if level is Level.COMMUNE:
        return Named(name, _with("de", name), _with("à", name))
    if level in {Level.DEPARTEMENT, Level.REGION}:
        article, where = _DEPARTMENTS.get(name, ("la ", "en "))
        return Named(article + name, _joined("de", article + name), where + name)
    if level in _KINDS:
        bare = f"{_KINDS[level]} {_with('de', name)}"
        return Named(bare, _joined("de", bare), f"dans {bare}")
    return _grouping(name)


def elided(word: str, name: str) -> str:
    """« de » or « que » before a name.

    >>> elided("que", "Ahun"), elided("de", "Hautefort"), elided("de", "Hendaye")
    ('qu’Ahun', 'de Hautefort', 'd’Hendaye')
    """
    return f"{word[:-1]}’{name}" if _elides(name) else f"{word} {name}"


def _grouping(name: str) -> Named:
    for found, article in ((_FEMININE, "la "), (_MASCULINE, "le ")):
        if found.match(name):
            bare = article + name
            return Named(bare, _joined("de", bare), f"dans {bare}")
    if name.startswith(("Le ", "La ", "Les ", "L'", "L’")):
        bare = name[0].lower() + name[1:]
        return Named(bare, _joined("de", bare), f"dans {bare}")
    return Named(name, elided("de", name), f"à {name}")


def _with(word: str, name: str) -> str:
    for article in ("Le ", "Les "):
        if name.startswith(article):
            return _joined(word, article.lower() + name.removeprefix(article))
    return elided(word, name) if word == "de" else f"{word} {name}"


def _joined(word: str, noun: str) -> str:
    said = f"{word} {noun}"
    for long, short in _CONTRACTED.items():
        if said.startswith(long):
            return short + said.removeprefix(long)
    return said


def _elides(name: str) -> bool:
    plain = search_name(name)
    if _ASPIRATED.match(plain):
        return False
    # « Y » before a vowel is a consonant.
    return bool(re.match(r"[aeiouh]|y[^aeiou]", plain))
