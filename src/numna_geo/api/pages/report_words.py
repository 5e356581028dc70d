"""What became of rows, in French: the import report speaks English, for operators."""

import re

from numna_geo.model.category import Category

_SAID = (
    ("rejected", "rejetée"),
    ("left out", "laissé de côté"),
    ("put right", "remis dans l’ordre"),
    ("blank", "vide"),
    ("CEDEX", "CEDEX"),
    ("CEDEX, or unknown", "CEDEX, ou inconnu"),
    ("several numbers", "plusieurs numéros"),
    ("first one kept", "le premier est gardé"),
    ("several addresses", "plusieurs adresses"),
    ("first kept", "la première est gardée"),
    ("name of the town kept", "nom de la ville gardé"),
    ("leading zero lost", "zéro initial perdu"),
    ("not a postcode", "pas un code postal"),
    ("not an INSEE code", "pas un code INSEE"),
    ("not a known word", "mot inconnu"),
    ("not a date YYYY-MM-DD", "pas une date AAAA-MM-JJ"),
    ("not a valid SIRET", "SIRET non valide"),
    ("not a web address", "pas une adresse web"),
    ("not an e-mail address", "pas une adresse électronique"),
    ("not two numbers", "pas deux nombres"),
    ("not in metropolitan France", "hors de France métropolitaine"),
    ("not A, B or C", "ni A, ni B, ni C"),
    ("not source:key", "pas de la forme source:clé"),
    ("neither 1 nor 0", "ni 1 ni 0"),
    ("no valid French number", "pas un numéro français valide"),
    ("may be a person's", "peut-être celui d’une personne"),
    ("latitude and longitude swapped", "latitude et longitude inversées"),
    ("former code", "ancien code"),
    ("no such commune", "commune inconnue"),
    ("no usable commune code", "pas de code de commune utilisable"),
    ("to be found by the position", "à retrouver par la position"),
    (
        "left unknown: the position is beyond the border",
        "laissé inconnu : la position est hors de la région",
    ),
    (
        "replaced by the seat of the commune",
        "remplacée par la mairie de la commune",
    ),
    ("empty, and nothing can stand in for it", "vide, et rien ne peut le remplacer"),
)
_PATTERNS = (
    (r"read as (.+)", r"lu comme {}"),
    (r"successor (.+)", "remplacé par {}"),
    (r"found by the position: (.+)", "retrouvé par la position : {}"),
    (r"([\d.]+) km outside (.+)", "{} km hors de {}"),
    (r"kept, precision lowered to (.+)", "gardée, précision ramenée à : {}"),
    (r"unknown; expected one of (.+)", "inconnu ; attendu : {}"),
    (
        r"(.+) in the region or its 50 km surroundings, and no position of the record "
        r"lies there",
        "{} dans la région ni à 50 km, et aucune position de la ligne ne s’y trouve",
    ),
)
_WORDS = dict(_SAID)
_KINDS = {category.value: category.label.lower() for category in Category}
_PRECISIONS = {"street": "la rue", "commune": "la commune", "address": "l’adresse"}


def _part(text: str) -> str:
    known = {**_WORDS, **_KINDS, **_PRECISIONS}
    return known.get(text, re.sub(r"(\d)\.(\d)", r"\1,\2", text))


def in_french(text: str | None) -> str | None:
    """The French of a reason or an action; None for one that nobody translated.

    >>> in_french("successor 16393"), in_french("something else")
    ('remplacé par 16393', None)
    """
    if text is None:
        return None
    if text in _WORDS:
        return _WORDS[text]
    for pattern, french in _PATTERNS:
        found = re.fullmatch(pattern, text)
        if found:
            return french.format(*map(_part, found.groups()))
    return None
