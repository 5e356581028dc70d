"""One cell at a time: what it means, and what had to be mended to say so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from numna_geo.model.mend import Mend
from numna_geo.sources.rows import LIST_SEPARATOR

T_co = TypeVar("T_co", covariant=True)
Kind = TypeVar("Kind", bound=StrEnum)

LEFT_OUT = "left out"

_CACHED = 4096
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?")
_SIRET_DIGITS, _SIREN_DIGITS = 14, 9
_NO_SIRET = "not a valid SIRET"
_BETWEEN_DIGITS = re.compile(r"[\s.-]")
# The digits of twice a digit, added up: 8 gives 16, so 7.
_DOUBLED = str.maketrans("0123456789", "0246813579")
_LA_POSTE = "356000000"


@dataclass(frozen=True, slots=True)
class Cell(Generic[T_co]):
    """What a cell says, and what was mended to read it."""

    value: T_co
    mended: tuple[Mend, ...] = ()


EMPTY: Cell[None] = Cell(None)
"""What an empty cell says; most cells of most rows are."""

_NO_CHOICE: Cell[tuple[Any, ...]] = Cell(())


def choice(column: str, text: str | None, kind: type[Kind], empty: Kind) -> Cell[Kind]:
    """A word of a closed list; `empty` where there is none, or another."""
    if text is None:
        return Cell(empty)
    try:
        return Cell(kind(text.strip().lower()))
    except ValueError:
        return Cell(
            empty, (Mend(column, text, "not a known word", f"read as {empty}"),)
        )


def choices(column: str, text: str | None, kind: type[Kind]) -> Cell[tuple[Kind, ...]]:
    """Words of a closed list, in their order; others are left out."""
    if text is None:
        return _NO_CHOICE
    known: list[Kind] = []
    mended = []
    for word in listed(text):
        try:
            known.append(kind(word.lower()))
        except ValueError:
            mended.append(Mend(column, word, "not a known word", LEFT_OUT))
    return Cell(tuple(dict.fromkeys(known)), tuple(mended))


def listed(text: str | None) -> Iterable[str]:
    """The items of a list, blanks removed."""
    if text is None:
        return []
    items = (item.strip() for item in text.split(LIST_SEPARATOR))
    return [item for item in items if item]


@lru_cache(maxsize=_CACHED)
def day(column: str, text: str | None) -> Cell[date | None]:
    """An ISO 8601 date; an hour behind it is of no use.

    >>> day("edited_on", "2024-04-02T09:30:00Z").value
    datetime.date(2024, 4, 2)
    >>> day("verified_on", "31/12/2024").mended[0].reason
    'not a date YYYY-MM-DD'
    """
    if text is None:
        return EMPTY
    found = _DAY.fullmatch(text)
    try:
        return Cell(date.fromisoformat(found[1] if found else ""))
    except ValueError:
        return Cell(None, (Mend(column, text, "not a date YYYY-MM-DD", LEFT_OUT),))


@lru_cache(maxsize=_CACHED)
def truth(column: str, text: str | None) -> Cell[bool | None]:
    """1 or 0."""
    if text in {None, "0", "1"}:
        return Cell(None if text is None else text == "1")
    return Cell(None, (Mend(column, text, "neither 1 nor 0", LEFT_OUT),))


def siret(text: str | None) -> Cell[str | None]:
    """A SIRET: 14 digits whose sum holds; placeholders are left out.

    Source: INSEE, Luhn's sum, and its exception for the sites of La Poste.

    >>> siret("732 829 320 00074").value
    '73282932000074'
    >>> siret("00000000000000").mended[0].reason
    'a placeholder, not a SIRET'
    >>> siret("732829320").mended[0].reason
    'a SIREN: it names the organisation, not the place'
    """
    if text is None:
        return EMPTY
    digits = text if text.isalnum() else _BETWEEN_DIGITS.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        return Cell(None, (Mend("siret", text, _NO_SIRET, LEFT_OUT),))
    holds = len(digits) == _SIRET_DIGITS and (_luhn(digits) or _la_poste(digits))
    if holds and not _placeholder(digits):
        return Cell(digits)
    return Cell(None, (Mend("siret", text, _no_siret(digits), LEFT_OUT),))


def _placeholder(digits: str) -> bool:
    return digits == digits[0] * len(digits)


def _no_siret(digits: str) -> str:
    if _placeholder(digits):
        return "a placeholder, not a SIRET"
    if len(digits) == _SIREN_DIGITS and _luhn(digits):
        return "a SIREN: it names the organisation, not the place"
    return _NO_SIRET


def _luhn(digits: str) -> bool:
    backwards = digits[::-1]
    doubled = backwards[1::2].translate(_DOUBLED)
    return (sum(map(int, backwards[::2])) + sum(map(int, doubled))) % 10 == 0


def _la_poste(digits: str) -> bool:
    return digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0
