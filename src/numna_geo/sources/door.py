"""What may be a person's stays at the door: nominative e-mails, personal mobiles.

French numbers in 06 and 07 are mobiles; so are those written +33 6 or 0033 6. Nobody
can tell whose they are: none passes, unless the source lists only public counters.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, fields, replace
from typing import Any

from numna_geo.sources.contacts import EMAIL
from numna_geo.sources.free_text import without_contacts
from numna_geo.sources.mailboxes import role_mailbox
from numna_geo.sources.rows import RawPlace

_MOBILE = re.compile(
    r"(?<!\d)(?:(?:\+|00)[\s.]?33[\s.\-/]*(?:\(0\))?|\(?0\)?)[\s.\-/]*[67]"
    r"(?:[\s.\-/_]*\d){8}(?!\d)"
)
_LOST_ZERO = re.compile(r"[67](?:[\s.\-/]*\d){8}")
_NUMBER = re.compile(r"\d{2}")
_BETWEEN = " |;,/-–et ou()"
_TEXTS = ("organisation", "how_to_apply", "opening", "notes")
"""Cells of words, which keep those that tell on nobody."""

_ADDRESSES = ("name", "street", "city", "website")
"""Cells that say one thing: one that holds a contact is no such thing."""


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
            names = (f.name for f in fields(raw))
            changed = (n for n in names if getattr(raw, n) != getattr(clear, n))
            self.kept_out.update(changed)
        return clear


def cleared(raw: RawPlace, *, office_mobiles: bool = False) -> RawPlace:
    """The row without nominative e-mails and personal mobiles, itself if it has none.

    Of a cell of several e-mails or phones the others stay.

    >>> row = RawPlace(row_number=1, name="Fab lab", email="z.exemple@exemple.fr",
    ...     phone="05 55 00 00 00 / 06 00 00 00 00", notes="Voir au 0600000000")
    >>> clear = cleared(row)
    >>> clear.email, clear.phone, clear.notes
    (None, '05 55 00 00 00', 'Voir au')
    """
    changed: dict[str, Any] = {}
    if raw.email is not None:
        changed["email"] = _role_mailboxes(raw.email, f"{raw.name} {raw.city}")
    if raw.phone is not None and not office_mobiles:
        changed["phone"] = _office_numbers(raw.phone)
    for column in _TEXTS:
        text = getattr(raw, column)
        changed[column] = without_contacts(
            column, text, office_mobiles=office_mobiles
        ).value
    for column in _ADDRESSES:
        text = getattr(raw, column) or ""
        if EMAIL.search(text.lower()) or (_MOBILE.search(text) and not office_mobiles):
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
