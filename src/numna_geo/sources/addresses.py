"""Postcodes, INSEE codes and names of towns, as post offices and files write them."""

import re
from collections.abc import Collection
from functools import lru_cache

from numna_geo.model.department import CODES
from numna_geo.model.mend import Mend
from numna_geo.sources.fields import EMPTY, LEFT_OUT, Cell

REGION = CODES
"""Departments of Nouvelle-Aquitaine: the only ones whose postcodes are all known."""

_CEDEX = re.compile(r"[\s,-]*\bCEDEX\b(?:\s*\d{1,2}\b)?", re.IGNORECASE)
_POSTCODE = re.compile(r"\d{5}")
_COMMUNE = re.compile(r"\d{5}|2[AB]\d{3}")
_LOST_ZERO = re.compile(r"[1-9]\d{3}")
# A spreadsheet took the code for a number, or somebody cut it in two.
_AS_A_NUMBER = re.compile(r"(\d{4,5})\.0+|(\d\d) (\d{3})")
_CODE_FIRST = re.compile(r"(?:F-)?\d{5}[\s,-]+(?=\D)", re.IGNORECASE)
_CACHED = 16_384


def postcode(
    text: str | None, known: Collection[str] | None = None
) -> Cell[str | None]:
    """A postcode of five digits.

    Args:
        text: the cell.
        known: postcodes of places in the region; another one of its departments
            belongs to a firm's mail (CEDEX), and says nothing of where it is.

    >>> postcode("3240").value, postcode("86073", known={"86000"}).value
    ('03240', None)
    """
    cell = _postcode(text)
    code = cell.value
    if code is None or known is None or code in known or code[:2] not in REGION:
        return cell
    return Cell(None, (Mend("postcode", text, "CEDEX, or unknown", LEFT_OUT),))


@lru_cache(maxsize=_CACHED)
def _postcode(text: str | None) -> Cell[str | None]:
    if text is None:
        return EMPTY
    plain = _CEDEX.sub("", text).strip()
    code, mended = _digits("postcode", plain)
    if code is None or not _POSTCODE.fullmatch(code):
        return Cell(None, (Mend("postcode", text, "not a postcode", LEFT_OUT),))
    if plain == text:
        return Cell(code, mended)
    if code[:2] in REGION:
        return Cell(None, (Mend("postcode", text, "CEDEX, or unknown", LEFT_OUT),))
    return Cell(code, (Mend("postcode", text, "CEDEX", "kept for its department"),))


@lru_cache(maxsize=_CACHED)
def city(text: str | None) -> Cell[str | None]:
    """The name of a town without CEDEX and its number, nor a postcode before it.

    >>> city("PAU CEDEX 9").value, city("33000 Bordeaux").value
    ('PAU', 'Bordeaux')
    """
    if text is None:
        return EMPTY
    mended: tuple[Mend, ...] = ()
    name = _CEDEX.sub("", text).strip()
    if name != text:
        mended += (Mend("city", text, "CEDEX", "name of the town kept"),)
    alone = _CODE_FIRST.sub("", name, count=1)
    if alone != name:
        mended += (Mend("city", text, "a postcode first", "name of the town kept"),)
    return Cell(alone or None, mended)


@lru_cache(maxsize=_CACHED)
def commune_code(text: str | None) -> Cell[str | None]:
    """An INSEE code of a commune; 0 and what is none are left for the rest to say.

    >>> commune_code("0").mended[0].action
    'to be found by the postcode, the name or the position'
    """
    if text is None:
        return EMPTY
    code, mended = _digits("commune_code", text.upper())
    if code is not None and _COMMUNE.fullmatch(code):
        return Cell(code, mended)
    action = "to be found by the postcode, the name or the position"
    return Cell(None, (Mend("commune_code", text, "not an INSEE code", action),))


def _digits(column: str, text: str) -> tuple[str | None, tuple[Mend, ...]]:
    """A code with all its digits, and what was done to have them."""
    found = _AS_A_NUMBER.fullmatch(text)
    plain = "".join(part for part in found.groups() if part) if found else text
    if _LOST_ZERO.fullmatch(plain):
        mend = Mend(column, text, "leading zero lost", f"read as 0{plain}")
        return f"0{plain}", (mend,)
    if found:
        return plain, (Mend(column, text, "written as a number", f"read as {plain}"),)
    return plain, ()
