"""What may be a person's stays at the door: nominative e-mails, personal mobiles.

One rule, for the lists that we bundle and for every file that is loaded. Mobiles pass
only if the source lists those of public counters.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any

from numna_geo.model.mend import Mend
from numna_geo.model.suppression import Suppressed
from numna_geo.sources.contacts import EMAIL
from numna_geo.sources.fields import LEFT_OUT
from numna_geo.sources.free_text import (
    MOBILE,
    PERSONAL,
    TAKEN_OUT,
    personal_contacts,
    persons,
    withdrawn,
    without,
    without_contacts,
)
from numna_geo.sources.mailboxes import names_a_place, role_mailbox
from numna_geo.sources.rows import COLUMNS, RawPlace
from numna_geo.sources.vocabulary import kinds_named

_LOST_ZERO = re.compile(r"[67](?:[\s.\-/]*\d){8}")
_NUMBER = re.compile(r"\d{2}")
_BETWEEN = " |;,/-–et ou()"
_SIGNS = " |;,:/-–—("
_TEXTS = ("organisation", "how_to_apply", "opening", "notes")
"""Cells of words, which keep those that tell on nobody: persons' names leave too."""

_LABELS = ("name", "street", "city", "visits")
"""Cells from which contacts are cut; a title in them may be that of a street."""

_OTHERS = tuple(
    column for column in COLUMNS if column not in {*_TEXTS, *_LABELS, "phone", "email"}
)
"""Cells that say one thing: one that holds a contact is no such thing."""

_labels, _others = attrgetter(*_LABELS), attrgetter(*_OTHERS)
_NAME_WORDS = (2, 3)
_WEB = ("http://", "https://", "www.")


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
    clear, _ = without_strays(raw, office_mobiles=office_mobiles)
    place = f"{clear.name} {clear.city}"
    changed: dict[str, Any] = {}
    if raw.email is not None:
        changed["email"] = _role_mailboxes(raw.email, place)
    if raw.phone is not None and not office_mobiles:
        changed["phone"] = _office_numbers(raw.phone)
    # Stricter than a load: in a sentence, only mailboxes of roles are published again.
    for column in _TEXTS:
        text = getattr(raw, column)
        changed[column] = without_contacts(
            column, text, office_mobiles=office_mobiles
        ).value
    changed = {c: text for c, text in changed.items() if text != getattr(raw, c)}
    return replace(clear, **changed) if changed else clear


def without_strays(
    raw: RawPlace,
    *,
    office_mobiles: bool = False,
    suppressed: Suppressed | None = None,
) -> tuple[RawPlace, tuple[Mend, ...]]:
    """The row without contacts of persons where none belongs, and what was done.

    Names, addresses and visits keep the rest of the cell; any other cell is left out.
    A name of which only what seems to be a person's is left is left out too. Phones,
    e-mails and texts of words are for those who read them.

    >>> row = RawPlace(row_number=1, name="Zoé Exemple 06 00 00 00 00", city="Ussel",
    ...     street="3 rue du Puits, z.exemple@exemple.fr")
    >>> clear, mended = without_strays(row)
    >>> clear.name, clear.street, [mend.value for mend in mended]
    (None, '3 rue du Puits', [None, None])
    """
    told = "\n".join(filter(None, (*_labels(raw), *_others(raw))))
    asked = suppressed is not None and bool(suppressed.digests)
    if not (asked or "@" in told or "%40" in told or MOBILE.search(told)):
        return raw, ()
    # A name that holds an address must not make it the address of the place.
    place = " ".join(t for t in (raw.name, raw.city) if t and "@" not in t)
    changed: dict[str, Any] = {}
    for column, text in zip(_LABELS, _labels(raw), strict=True):
        if text is not None:
            found = set(personal_contacts(text, place, office_mobiles=office_mobiles))
            found |= withdrawn(text, suppressed)
            if found:
                changed[column] = _label(column, without(text, found), raw)
    for column, text in zip(_OTHERS, _others(raw), strict=True):
        if text is not None and holds_contact(
            text, place=place, office_mobiles=office_mobiles
        ):
            changed[column] = None
    if not changed:
        return raw, ()
    mended = (
        Mend(column, None, PERSONAL, LEFT_OUT if text is None else TAKEN_OUT)
        for column, text in changed.items()
    )
    return replace(raw, **changed), tuple(mended)


def repeatable(
    text: str | None, *, place: str = "", suppressed: Suppressed | None = None
) -> str | None:
    """A cell as a public report may repeat it: not at all if it tells on somebody.

    >>> repeatable("Ussel "), repeatable("Ussel 06 00 00 00 00")
    ('Ussel ', None)
    """
    if text is None or persons(text) or holds_contact(text, place=place):
        return None
    return None if withdrawn(text, suppressed) else text


def holds_contact(text: str, *, place: str = "", office_mobiles: bool = False) -> bool:
    """Whether a cell holds an e-mail or a mobile that may be a person's.

    >>> holds_contact("https://exemple.fr/?a=z.exemple%40exemple.fr")
    True
    """
    text = text.replace("%40", "@")
    if text.startswith(_WEB):
        # Slashes part folders there, often of a day.
        text = text.replace("/", "|")
    return any(personal_contacts(text, place, office_mobiles=office_mobiles))


def _label(column: str, rest: str | None, raw: RawPlace) -> str | None:
    rest = (rest or "").strip(_SIGNS) or None
    if column == "name" and rest is not None and _may_be_somebody(rest, raw.city):
        return None
    return rest


def _may_be_somebody(name: str, city: str | None) -> bool:
    """Whether a name that came with a contact looks like that of its owner."""
    words = name.split()
    return (
        len(words) in _NAME_WORDS
        and all(word[0].isupper() for word in words)
        and not any(sign.isdigit() for sign in name)
        and not kinds_named(name)
        and not names_a_place(name, city or "")
    )


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
    without_mobiles = MOBILE.sub("", cell)
    if without_mobiles == cell:
        return cell
    rest = without_mobiles.strip(_BETWEEN)
    return rest if _NUMBER.search(rest) else None
