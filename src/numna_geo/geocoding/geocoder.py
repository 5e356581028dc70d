"""What a server of addresses is asked, whichever it is. No I/O of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from numna_geo.model.naming import search_name
from numna_geo.model.position import Position

_WAYS = frozenset(
    [
        *("rue", "r", "avenue", "av", "ave", "boulevard", "bd", "bld", "boul"),
        *("place", "pl", "chemin", "che", "route", "rte", "impasse", "imp", "allee"),
        *("allees", "all", "cours", "quai", "square", "passage", "sentier", "voie"),
        *("lotissement", "lot", "residence", "hameau", "lieudit", "venelle", "ruelle"),
        *("esplanade", "promenade", "rond", "faubourg", "fg", "montee", "cite"),
    ]
)
_NUMBER = re.compile(r"[0-9]{1,4}(?: ?(?:bis|ter|quater|[a-d]))?(?: |$)")
_POSTCODE = re.compile(r"\b[0-9]{5}\b")
_LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address as its geocoder writes it.

    `score` is the geocoder's own, 0 to 1. `precision` is `housenumber`, `street` or
    `locality`; `commune_code` the INSEE code, where it is told.
    """

    id: str
    label: str
    context: str
    position: Position
    score: float
    precision: str
    commune_code: str | None
    postcode: str | None


class Geocoder(Protocol):
    """Finds addresses. Its text is personal: it keeps and logs none of it."""

    @property
    def credit(self) -> str:
        """Whose addresses they are, for people to read."""
        ...

    def addresses(self, text: str, *, limit: int) -> Sequence[Address]:
        """Addresses that `text`, maybe unfinished, may mean, the best first.

        Raises:
            ServerUnavailable: no answer, or none that can be read.
        """
        ...


def looks_like_address(text: str) -> bool:
    """Whether a street is named, or a number and words: more than a commune.

    >>> looks_like_address("12 rue de la Paix"), looks_like_address("23000 Guéret")
    (True, False)
    >>> looks_like_address("place de la Mairie, Cognac"), looks_like_address("Cognac")
    (True, False)
    """
    words = _POSTCODE.sub(" ", search_name(text)).strip()
    number = _NUMBER.match(words)
    rest = words[number.end() :].split() if number else words.split()
    letters = sum(len(word) for word in rest if not word.isdigit())
    if letters < _LEAST_LETTERS:
        return False
    return number is not None or (rest[0] in _WAYS and len(rest) > 1)
