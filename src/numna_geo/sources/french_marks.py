"""The words of opening hours in French, one mark each."""

import re
import unicodedata
from dataclasses import dataclass

LAST_MINUTE, NOON = 24 * 60, 12 * 60

_DAYS = (
    "lundis?|lun|lu",
    "mardis?|mar|ma",
    "mercredis?|mer|me",
    "jeudis?|jeu|je",
    "vendredis?|ven|ve",
    "samedis?|sam|sa",
    "dimanches?|dim|di",
)
_MARKS = re.compile(
    r"(?P<blank>\s+)"
    r"|(?P<holidays>\b(?:fermee?s?|sauf|hors)\s+(?:les\s+)?jours\s+feries\b)"
    r"|(?P<every>\btous\s+les\s+jours\b|\b7\s?j?\s?/\s?7\b|\b7j7\b)"
    + "".join(rf"|(?P<day{i}>\b(?:{words})\b\.?)" for i, words in enumerate(_DAYS))
    + r"|(?P<time>\b\d{1,2}(?:h[0-5]\d|\s?:\s?[0-5]\d|\sh\s[0-5]\d|\s?h(?:eures?)?)"
    r"(?![\w:])|\bmidi\b|\bminuit\b)"
    r"|(?P<bare>\b\d{1,2}(?![\w:]))"
    r"|(?P<half>\bmatin(?:ee|s)?\b|\bapres[- ]midis?\b)"
    r"|(?P<closed>\bfermee?s?\b|\bfermeture\b)"
    r"|(?P<noise>\b(?:du|de|des|les?|la|chaque|tous|horaires?|ouverte?s?|ouverture)\b"
    r"|\bd'ouverture\b|\bau\s+public\b|\bd'accueil\b)"
    r"|(?P<to>\b(?:au|a|jusqu'au?)\b)"
    r"|(?P<and>\bet\b|\bpuis\b|[,&+])"
    r"|(?P<dash>-)|(?P<slash>/)|(?P<stop>[.;|:])"
)
_WORD = re.compile(r"\w+|.", re.DOTALL)
_OSM_DAY = re.compile(r"(?:mo|tu|we|th|fr|sa|su|ph|off)\b")
_SAYS_NOTHING = {"blank", "noise"}
_DASHES = str.maketrans("‐‑‒–—−’", "------'")


class UnknownWordError(Exception):
    """A word of the text is none of ours; whoever asks for marks catches it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One word that says something: `value` is a day (Monday 0), a minute, a half."""

    kind: str
    value: int = 0


def marks_of(text: str) -> list[Mark]:
    """The marks of a text, without those that say nothing.

    >>> [(mark.kind, mark.value) for mark in marks_of("Le lundi : 9h30")]
    [('day', 0), ('stop', 0), ('time', 570)]

    Raises:
        UnknownWordError: one of its words is not known.
    """
    marks, position, small = [], 0, plain(text)
    while position < len(small):
        found = _MARKS.match(small, position)
        if found is None:
            raise UnknownWordError
        position = found.end()
        if found.lastgroup not in _SAYS_NOTHING:
            marks.append(_mark(str(found.lastgroup), found[0]))
    return marks


def plain(text: str) -> str:
    """Small letters without accents, one kind of dash and of apostrophe.

    >>> plain("Après–midi")
    'apres-midi'
    """
    letters = unicodedata.normalize("NFKD", text.translate(_DASHES).casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


def known_words_only(text: str) -> str:
    """The text with `…` for every word that is none of ours: it may be a name.

    >>> known_words_only("Mardi 9h-12h, voir avec Zoé au 05 00 00 00 00")
    'mardi 9h-12h, … au …'
    """
    kept, position, small = [], 0, plain(text)
    while position < len(small):
        found = _MARKS.match(small, position) or _OSM_DAY.match(small, position)
        if found is None or found.lastgroup == "bare":
            found = _WORD.match(small, position)
            kept.append("…")
        else:
            kept.append(found[0])
        position = found.end() if found else len(small)
    return re.sub(r"…(?:\s*…)*", "…", "".join(kept))


def _mark(kind: str, text: str) -> Mark:
    if kind.startswith("day"):
        return Mark("day", int(kind[3:]))
    if kind == "half":
        return Mark(kind, int(text.startswith("apres")))
    if kind in {"time", "bare"}:
        return Mark(kind, _minutes(text))
    return Mark(kind)


def _minutes(text: str) -> int:
    if text in {"midi", "minuit"}:
        return NOON if text == "midi" else LAST_MINUTE
    hour, *minute = re.findall(r"\d+", text)
    return int(hour) * 60 + (int(minute[0]) if minute else 0)
