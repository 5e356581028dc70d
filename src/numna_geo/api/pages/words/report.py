"""What became of rows, in French: the import report speaks English, for operators."""

import re

from numna_geo.model.category import Category

_SAID = (
    ("rejected", "rejetée"),
    ("merged", "fusionnée"),
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
    ("of no kind that we list", "d’une catégorie que nous ne recensons pas"),
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
    # What was cleaned, cell by cell.
    ("stray blanks or signs", "blancs ou signes parasites"),
    ("cleaned", "nettoyé"),
    ("stands for nothing", "mot mis pour « vide »"),
    ("written as a number", "écrit comme un nombre"),
    ("put back", "rétabli"),
    ("a postcode first", "commence par un code postal"),
    ("kept for its department", "gardé pour son département"),
    ("a placeholder, not a SIRET", "chiffres de remplissage, pas un SIRET"),
    (
        "a SIREN: it names the organisation, not the place",
        "un SIREN : il désigne l’organisme, pas le lieu",
    ),
    ("in French words", "en toutes lettres"),
    ("written as OpenStreetMap does", "écrit comme le fait OpenStreetMap"),
    ("not understood in full", "pas compris en entier"),
    ("on appointment", "sur rendez-vous"),
    ("too long for hours", "trop long pour des horaires"),
    ("both numbers in one cell", "les deux nombres dans une même cellule"),
    ("read as two", "lus comme deux"),
    ("decimal comma", "virgule décimale"),
    ("read as a point", "lue comme un point"),
    ("Lambert-93 metres, not degrees", "mètres Lambert-93, pas des degrés"),
    (
        "Lambert-93 metres, not degrees, and swapped",
        "mètres Lambert-93, pas des degrés, et inversés",
    ),
    ("zeros stand for nothing", "des zéros ne sont pas une position"),
    ("sign of the longitude lost", "signe de la longitude perdu"),
    ("kept", "gardée"),
    # Contacts: what may be a person's is left out, and not repeated.
    ("a personal mobile", "peut-être le mobile d’une personne"),
    ("first one of a role kept", "la première d’une fonction est gardée"),
    ("an e-mail address, not a web site", "une adresse électronique, pas un site"),
    ("words beside the address", "des mots à côté de l’adresse"),
    (
        "names a person, or a personal contact",
        "nomme une personne, ou un contact personnel",
    ),
    ("taken out", "retiré"),
    (
        "withdrawn at the request of its owner",
        "retiré à la demande de la personne concernée",
    ),
    # Territories.
    ("not a territory level:code", "pas un territoire maille:code"),
    ("no INSEE code first", "pas de code INSEE au début"),
    ("a postcode, not an INSEE code", "un code postal, pas un code INSEE"),
    (
        "contradicted by the postcode, the name and the point",
        "contredit par le code postal, le nom et la position",
    ),
    (
        "to be found by the postcode, the name or the position",
        "à retrouver par le code postal, le nom ou la position",
    ),
    ("the code was believed", "le code a été cru"),
    ("expected the INSEE code of a commune", "pas le code INSEE d’une commune"),
    (
        "no commune of the region has had this code",
        "aucune commune de la région n’a eu ce code",
    ),
    ("expected the SIREN of an EPCI", "pas le SIREN d’un EPCI"),
    ("beyond the region", "hors de la région"),
    ("has no outline", "sans contour"),
    # Rows that speak of one thing, and rows that are none.
    ("named before", "déjà nommé dans le fichier"),
    ("the same row again", "la même ligne encore"),
    ("has merged since", "a fusionné depuis"),
    (
        "has merged since with a commune of another one",
        "a fusionné depuis avec une commune d’une autre",
    ),
    (
        "details a territory that no other row states in whole",
        "détaille un territoire qu’aucune autre ligne ne donne en entier",
    ),
    ("one more of its commune and size", "un de plus de sa commune et de sa taille"),
    ("bytes that are no text", "octets qui ne sont pas du texte"),
    (
        "a quote inside a cell that is not doubled",
        "guillemet non doublé dans une cellule",
    ),
    ("no object", "pas un objet JSON"),
    ("expected a date, year first", "pas une date, année d’abord"),
    ("expected a date of this century", "pas une date de ce siècle"),
)
_N = r"([\dN][\dN.,]*)"
_CODE = r"([\dABN]+)"
_PATTERNS = (
    (r"read as (.+)", r"lu comme {}"),
    (r"successor (.+)", "remplacé par {}"),
    (r"found by the position: (.+)", "retrouvé par la position : {}"),
    (r"found by the name: (.+)", "retrouvé par le nom : {}"),
    (
        r"found by the postcode and the name: (.+)",
        "retrouvé par le code postal et le nom : {}",
    ),
    (
        r"found by the postcode alone: (.+)",
        "retrouvé par le seul code postal : {}",
    ),
    (_N + r" km outside (.+)", "{} km hors de {}"),
    (r"not a name of (.+)", "pas un nom de {}"),
    (r"kept, precision lowered to (.+)", "gardée, précision ramenée à : {}"),
    (r"unknown; expected one of (.+)", "inconnu ; attendu : {}"),
    (
        r"(.+) in the region or its [\dN]+ km surroundings, and no position of the "
        r"record lies there",
        "{} dans la région ni à 50 km, et aucune position de la ligne ne s’y trouve",
    ),
    (
        r"(.+) in the region or its [\dN]+ km surroundings; its point contradicts its "
        r"commune: it lies in " + _CODE,
        "{} dans la région ni à 50 km ; sa position contredit sa commune : elle est "
        "dans {}",
    ),
    (
        r"(.+) in the region or its [\dN]+ km surroundings; its point contradicts its "
        r"commune: " + _N + r" km from (.+), prefecture of " + _CODE,
        "{} dans la région ni à 50 km ; sa position contredit sa commune : {} km de "
        "{}, préfecture de {}",
    ),
    (r"merged into row " + _N, "fusionnée dans la ligne {}"),
    (r"(rejected|merged), and " + _N + r" rows like it", "{}, et {} lignes pareilles"),
    (
        r"joined to row " + _N + r": both are " + _CODE + r" today",
        "jointe à la ligne {} : les deux sont {} aujourd’hui",
    ),
    (_N + r" cells where the header has " + _N, "{} cellules au lieu de {}"),
    (_N + r" cells, expected " + _N, "{} cellules au lieu de {}"),
    (r"no JSON \((.+)\)", "pas du JSON ({})"),
    (
        r"no territory counts more than " + _N,
        "aucun territoire n’en compte plus de {}",
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
