"""How people come to a place, in a sentence of facts, from the codes of sources.

A place that only says « se présenter » never shows an appointment, and one that says
nothing shows nothing.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_WAYS = {
    # Lieux de médiation numérique.
    "Se présenter": "se présenter sur place",
    "Téléphoner": "téléphoner",
    "Contacter par mail": "écrire un courriel",
    "Prendre un RDV en ligne": "prendre rendez-vous en ligne",
    "Ce lieu n'accueille pas de public": "ce lieu n'accueille pas de public",
    "Envoyer un mail avec une fiche de prescription": (
        "envoyer une fiche de prescription par courriel"
    ),
    # data·inclusion.
    "se-presenter": "se présenter sur place",
    "telephoner": "téléphoner",
    "envoyer-un-courriel": "écrire un courriel",
    "utiliser-lien-mobilisation": "s'inscrire en ligne",
}
_ORDER = tuple(dict.fromkeys(_WAYS.values()))
_ADDRESS = re.compile(r"https?://[^\s|;,]+", re.IGNORECASE)


@lru_cache(maxsize=4096)
def how_to_apply(
    ways: tuple[str, ...],
    *,
    book_at: str | None = None,
    enrol_at: str | None = None,
    referred: bool = False,
) -> str | None:
    """One sentence, its parts in a fixed order; `None` where the source is silent.

    Args:
        ways: codes of the source; unknown ones are left out.
        book_at: where to book an appointment online, if that is a web address.
        enrol_at: likewise, where to enrol.
        referred: whether only a professional may send somebody there.

    >>> how_to_apply(("Téléphoner", "Se présenter"))
    'Se présenter sur place ou téléphoner.'
    >>> how_to_apply((), book_at="https://rdv.exemple.fr/1")
    'Rendez-vous en ligne : https://rdv.exemple.fr/1'
    >>> how_to_apply(("Sur un malentendu",)) is None
    True
    """
    known = {_WAYS[way.replace("’", "'")] for way in ways if _known(way)}
    booking, enrolment = _web_address(book_at), _web_address(enrol_at)
    if booking:
        known.discard(_WAYS["Prendre un RDV en ligne"])
    if enrolment:
        known.discard(_WAYS["utiliser-lien-mobilisation"])
    told = (
        _sentence(way for way in _ORDER if way in known),
        "Sur orientation d'un professionnel." if referred else None,
        f"Rendez-vous en ligne : {booking}" if booking else None,
        f"Inscription en ligne : {enrolment}" if enrolment else None,
    )
    return " ".join(filter(None, told)) or None


def _known(way: str) -> bool:
    return way.replace("’", "'") in _WAYS


def _sentence(ways: Iterable[str]) -> str:
    *before, last = [*ways] or [""]
    told = f"{', '.join(before)} ou {last}" if before else last
    return f"{told[0].upper()}{told[1:]}." if told else ""


def _web_address(text: str | None) -> str | None:
    found = _ADDRESS.match(text) if text else None
    return found[0] if found else None
