"""Postcodes, INSEE codes and names of towns, as post offices and files write them."""

import re
from collections.abc import Collection

from numna_geo.model.mend import Mend
from numna_geo.sources.fields import LEFT_OUT, Cell

_CEDEX = re.compile(r"\s*\bCEDEX\b(?:\s*\d+)?", re.IGNORECASE)
_POSTCODE = re.compile(r"\d{5}")
_COMMUNE = re.compile(r"\d{5}|2[AB]\d{3}")
_LOST_ZERO = re.compile(r"[1-9]\d{3}")


def postcode(
    text: str | None, known: Collection[str] | None = None
) -> Cell[str | None]:
    """A postcode of five digits.

    Args:
        text: the cell.
        known: postcodes of places; another one belongs to a firm's mail (CEDEX), and
            says nothing of where it is.

    >>> postcode("3240").value, postcode("86073", known={"86000"}).value
    ('03240', None)
    """
    if text is None:
        return Cell(None)
    cedex, plain = _CEDEX.search(text), _CEDEX.sub("", text).strip()
    if _LOST_ZERO.fullmatch(plain):
        mend = Mend("postcode", text, "leading zero lost", f"read as 0{plain}")
        return Cell(f"0{plain}", (mend,))
    if not _POSTCODE.fullmatch(plain):
        return Cell(None, (Mend("postcode", text, "not a postcode", LEFT_OUT),))
    if cedex or (known is not None and plain not in known):
        return Cell(None, (Mend("postcode", text, "CEDEX, or unknown", LEFT_OUT),))
    return Cell(plain)


def city(text: str | None) -> Cell[str | None]:
    """The name of a town without CEDEX and its number.

    >>> city("PAU CEDEX 9").value
    'PAU'
    """
    if text is None or not _CEDEX.search(text):
        return Cell(text)
    name = _CEDEX.sub("", text).strip() or None
    return Cell(name, (Mend("city", text, "CEDEX", "name of the town kept"),))


def commune_code(text: str | None) -> Cell[str | None]:
    """An INSEE code of a commune; 0 and what is none are left for the position to say.

    >>> commune_code("0").mended[0].action
    'to be found by the position'
    """
    if text is None:
        return Cell(None)
    if _COMMUNE.fullmatch(text):
        return Cell(text)
    if _LOST_ZERO.fullmatch(text):
        mend = Mend("commune_code", text, "leading zero lost", f"read as 0{text}")
        return Cell(f"0{text}", (mend,))
    mend = Mend(
        "commune_code", text, "not an INSEE code", "to be found by the position"
    )
    return Cell(None, (mend,))
