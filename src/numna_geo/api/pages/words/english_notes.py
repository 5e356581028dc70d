"""What the answers tell in French sentences, for readers of English."""

import re
from collections.abc import Iterator

_SENTENCES = (
    # Of the place.
    (
        r"(?P<place>.+) n'a pas le code postal (?P<code>\d+) : "
        r"c'est le nom qui a été retenu\.",
        "{place} does not have the postcode {code}: the name was believed.",
    ),
    (
        r"Le service d'adresses ne répond pas : la recherche part de la commune\.",
        "The address service does not answer: the search starts from the town.",
    ),
    # Of the answer.
    (
        r"1 structure aussi proche n'est pas montrée : horaires inconnus\.",
        "1 structure as near is not shown: its opening hours are unknown.",
    ),
    (
        r"(?P<n>\d+) structures aussi proches ne sont pas montrées : "
        r"horaires inconnus\.",
        "{n} structures as near are not shown: their opening hours are unknown.",
    ),
    (
        r"Recherche limitée aux structures les plus proches\.",
        "The search was limited to the nearest structures.",
    ),
    (
        r"Classement limité aux structures que l'estimation donne pour les plus "
        r"proches\.",
        "Only the structures that the estimate takes for the nearest were ranked.",
    ),
    # Of the engine.
    (
        r"le serveur d'itinéraires ne répond pas : temps estimés",
        "the routing server does not answer: times are estimated",
    ),
    (
        r"le serveur d'itinéraires ne répond pas : temps calculés sur les routes "
        r"enregistrées ici",
        "the routing server does not answer: times come from the roads stored here",
    ),
    (
        r"les routes enregistrées sont illisibles : temps estimés",
        "the stored roads cannot be read: times are estimated",
    ),
    (
        r"hors de la carte des routes : temps estimés",
        "off the map of the roads: times are estimated",
    ),
    (
        r"un lieu est hors de la carte des routes : son temps est estimé",
        "one place is off the map of the roads: its time is estimated",
    ),
    (
        r"(?P<n>\d+) lieux sont hors de la carte des routes : leurs temps sont estimés",
        "{n} places are off the map of the roads: their times are estimated",
    ),
)
_KNOWN = [(re.compile(french), english) for french, english in _SENTENCES]
_BETWEEN = re.compile(r"((?<=\.) | ; )")


def in_english(note: str) -> str | None:
    """A note in English, sentence by sentence; None when one of them is not known.

    >>> in_english("hors de la carte des routes : temps estimés")
    'off the map of the roads: times are estimated'
    """
    parts = _BETWEEN.split(note)
    said = list(_each(parts[::2]))
    if None in said:
        return None
    between = ["; " if ";" in part else part for part in parts[1::2]]
    told = [text or "" for text in said]
    return "".join(a + b for a, b in zip(told, [*between, ""], strict=True))


def _each(sentences: list[str]) -> Iterator[str | None]:
    for sentence in sentences:
        found = ((known.fullmatch(sentence), text) for known, text in _KNOWN)
        yield next((text.format(**m.groupdict()) for m, text in found if m), None)
