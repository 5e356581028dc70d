"""What may be a person's stays at the door: nominative e-mails, personal mobiles.

French numbers in 06 and 07 are mobiles; so are those written +33 6 or 0033 6. Nobody
can tell whose they are: none passes, unless the source lists only public counters.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, fields, replace
from typing import Any

from numna_geo.sources.contacts import EMAIL
from numna_geo.sources.mailboxes import role_mailbox
from numna_geo.sources.rows import RawPlace

_MOBILE = re.compile(
    r"(?<!\d)(?:(?:\+|00)[\s.]?33[\s.\-/]*(?:\(0\))?|\(?0\)?)[\s.\-/]*[67]"
    r"(?:[\s.\-/_]*\d){8}(?!\d)"
)
_LOST_ZERO = re.compile(r"[67](?:[\s.\-/]*\d){8}")
_NUMBER = re.compile(r"\d{2}")
_BETWEEN = " |;,/-–et ou()"
_CODES = {"record_key", "siret", "lon", "lat", "phone", "email", "same_as"}
_TEXTS = tuple(
    f.name for f in fields(RawPlace) if f.name not in {"row_number", *_CODES}
)
"""Cells that hold words, where anything may have been typed."""


@dataclass(slots=True)
class Door:
    """Clears rows of what may be a person's, and counts what stayed outside by column.

    Args:
        office_mobiles: mobiles of this source are those of counters, and pass.
    """

    office_mobiles: bool = False
    kept_out: Counter[str] = field(default_factory=Counter)

    def cleared(self, raw: RawPlace) -> RawPlace:
        """The row, without what may be a person's."""
        clear = cleared(raw, office_mobiles=self.office_mobiles)
        if clear is not raw:
            self.kept_out.update(
                f.name
                for f in fields(raw)
                if getattr(raw, f.name) != getattr(clear, f.name)
            )
        return clear


def cleared(raw: RawPlace, *, office_mobiles: bool = False) -> RawPlace:
    """The row without nominative e-mails and personal mobiles, itself if it has none.

    Of a cell of e-mails or of phones the others stay. A text that holds one is dropped
    whole: a name often stands beside it.

    >>> row = RawPlace(row_number=1, name="Fab lab", email="z.exemple@exemple.fr",
    ...     phone="05 55 00 00 00 / 06 00 00 00 00", notes="Voir avec le 0600000000")
    >>> clear = cleared(row)
    >>> clear.email, clear.phone, clear.notes
    (None, '05 55 00 00 00', None)
    """
    place = f"{raw.name} {raw.city}"
    changed: dict[str, Any] = {}
    if raw.email is not None:
        changed["email"] = _role_mailboxes(raw.email, place)
    if raw.phone is not None and not office_mobiles:
        changed["phone"] = _office_numbers(raw.phone)
    for column in _TEXTS:
        text = getattr(raw, column)
        if text and _is_personal(text, place, office_mobiles=office_mobiles):
            changed[column] = None
    changed = {c: text for c, text in changed.items() if text != getattr(raw, c)}
    return replace(raw, **changed) if changed else raw


def _role_mailboxes(cell: str, place: str) -> str | None:
    """The cell if all its addresses are roles', else those that are; none: nothing."""
    found = EMAIL.findall(cell.lower())
    roles = [email for email in found if role_mailbox(email, place=place)]
    if len(roles) == len(found) > 0:
        return cell
    return "|".join(roles) or None


def _office_numbers(cell: str) -> str | None:
    if _LOST_ZERO.fullmatch(cell):
        return None
    without = _MOBILE.sub("", cell)
    if without == cell:
        return cell
    return without.strip(_BETWEEN) if _NUMBER.search(without) else None


def _is_personal(text: str, place: str, *, office_mobiles: bool) -> bool:
    if not office_mobiles and _MOBILE.search(text):
        return True
    if "@" not in text:
        return False
    return not all(role_mailbox(e, place=place) for e in EMAIL.findall(text.lower()))
