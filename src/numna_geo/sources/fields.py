"""One cell at a time: what it means, and what had to be mended to say so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from numna_geo.model.mend import Mend
from numna_geo.model.position import Position
from numna_geo.sources.rows import LIST_SEPARATOR

T_co = TypeVar("T_co", covariant=True)
Kind = TypeVar("Kind", bound=StrEnum)

LEFT_OUT = "left out"

FRANCE_LON, FRANCE_LAT = (-5.5, 9.8), (41.2, 51.3)
"""Metropolitan France, in WGS 84 degrees. No longitude of it is a latitude of it, so
swapped axes show."""

_SIRET_DIGITS = 14
_LA_POSTE = "356000000"


@dataclass(frozen=True, slots=True)
class Cell(Generic[T_co]):
    """What a cell says, and what was mended to read it."""

    value: T_co
    mended: tuple[Mend, ...] = ()


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
    items = (item.strip() for item in (text or "").split(LIST_SEPARATOR))
    return [item for item in items if item]


def day(column: str, text: str | None) -> Cell[date | None]:
    """An ISO 8601 date.

    >>> day("verified_on", "31/12/2024").mended[0].reason
    'not a date YYYY-MM-DD'
    """
    if text is None:
        return Cell(None)
    try:
        return Cell(date.fromisoformat(text))
    except ValueError:
        return Cell(None, (Mend(column, text, "not a date YYYY-MM-DD", LEFT_OUT),))


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
    >>> siret("00000000000000").value is None
    True
    """
    if text is None:
        return Cell(None)
    digits = "".join(text.split())
    if len(digits) == _SIRET_DIGITS and digits.isascii() and digits.isdigit():
        same = len(set(digits)) == 1
        if not same and (_luhn(digits) or _la_poste(digits)):
            return Cell(digits)
    return Cell(None, (Mend("siret", text, "not a valid SIRET", LEFT_OUT),))


def position(lon: str | None, lat: str | None) -> Cell[Position | None]:
    """A point in metropolitan France; swapped axes are put right, the rest left out.

    >>> position("44.84", "-0.58").value
    Position(lon=-0.58, lat=44.84)
    >>> position("417000", "6420000").mended[0].reason
    'not in metropolitan France'
    """
    if lon is None and lat is None:
        return Cell(None)
    value = f"{lon} {lat}"
    try:
        x, y = _decimal(lon), _decimal(lat)
    except ValueError:
        return Cell(None, (Mend("position", value, "not two numbers", LEFT_OUT),))
    if _in_france(x, y):
        return Cell(Position(lon=x, lat=y))
    if _in_france(y, x):
        mend = Mend("position", value, "latitude and longitude swapped", "put right")
        return Cell(Position(lon=y, lat=x), (mend,))
    return Cell(
        None, (Mend("position", value, "not in metropolitan France", LEFT_OUT),)
    )


def _decimal(text: str | None) -> float:
    return float((text or "").replace(",", "."))


def _in_france(lon: float, lat: float) -> bool:
    return (
        FRANCE_LON[0] <= lon <= FRANCE_LON[1] and FRANCE_LAT[0] <= lat <= FRANCE_LAT[1]
    )


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits)))
    return sum(sum(divmod(d, 10)) for d in doubled) % 10 == 0


def _la_poste(digits: str) -> bool:
    return digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0
