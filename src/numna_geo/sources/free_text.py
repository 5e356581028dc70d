"""Sentences without what would tell on somebody: names, mobiles, e-mail addresses."""

import re
from collections.abc import Iterator

from numna_geo.model.mend import Mend
from numna_geo.model.suppression import Suppressed
from numna_geo.sources.fields import EMPTY, Cell
from numna_geo.sources.mailboxes import role_mailbox

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(
    r"(?<!\d)(?:(?:\+|00)\s?33[\s.]?(?:\(0\)[\s.]?)?|0\s?)"
    r"[1-9](?:[\s.\-/]{0,2}\d){8}(?!\d)"
)
_MOBILE = re.compile(r"(?:(?:\+|00)330?|0)[67]\d{8}")
_SITE = re.compile(r"(?:https?://|www\.)[^\s|;,]+", re.IGNORECASE)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_TITLE = (
    r"(?:MM?\.|M[rR]\.?|M(?:me|ME)s?\.?|M(?:lle|LLE)s?\.?"
    r"|M(?:onsieur|ONSIEUR)|M(?:adame|ADAME)|M(?:ademoiselle|ADEMOISELLE))"
)
_PERSON = re.compile(
    rf"\b{_TITLE}\s+(?:(?:de|du|des|d['’]|l['’])\s*){{0,2}}{_CAPITAL}"
    rf"(?:\s+(?:(?:de|du|la|le)\s+){{0,2}}{_CAPITAL}){{0,2}}"
)
_NOT_DIGITS = re.compile(r"[^\d+]")
_EMPTY_BRACKETS = re.compile(r"\(\s*[,:;/|-]*\s*\)")
_BEFORE_A_SIGN = re.compile(r"\s+(?=[,.)])|(?<=\()\s+")
_WORD = re.compile(r"\w")


def without_contacts(
    column: str,
    text: str | None,
    *,
    place: str = "",
    office_mobiles: bool = False,
    suppressed: Suppressed | None = None,
) -> Cell[str | None]:
    """A text without persons, their e-mails and mobiles, and withdrawn contacts.

    The report says that something was taken out, never what.

    Args:
        column: of the text.
        text: the cell.
        place: what the structure and its commune are called; a mailbox of its own, or
            of a role, stays.
        office_mobiles: whether the mobiles of this source are those of counters.
        suppressed: contacts that somebody asked us to leave out.

    >>> without_contacts("notes", "Voir Mme Exemple (06 00 00 00 00), le lundi").value
    'Voir, le lundi'
    >>> without_contacts("notes", "Écrire à accueil@exemple.fr").value
    'Écrire à accueil@exemple.fr'
    """
    if text is None:
        return EMPTY
    found = set(_persons(text, place, office_mobiles))
    if suppressed is not None and suppressed.digests:
        found |= {one for one in _contacts(text) if suppressed.holds(one)}
    if not found:
        return Cell(text)
    for part in sorted(found, key=len, reverse=True):
        text = text.replace(part, " ")
    rest = _BEFORE_A_SIGN.sub("", _EMPTY_BRACKETS.sub(" ", text))
    rest = " ".join(rest.split())
    mend = Mend(column, None, "names a person, or a personal contact", "taken out")
    return Cell(rest if _WORD.search(rest) else None, (mend,))


def _persons(text: str, place: str, office_mobiles: bool) -> Iterator[str]:
    if "@" in text:
        for email in _EMAIL.findall(text):
            if not role_mailbox(email, place=place):
                yield email
    if "M" in text:
        yield from _PERSON.findall(text)
    if not office_mobiles:
        yield from (n for n in _NUMBER.findall(text) if _is_mobile(n))


def _contacts(text: str) -> Iterator[str]:
    for form in (_EMAIL, _NUMBER, _SITE):
        yield from form.findall(text)


def _is_mobile(number: str) -> bool:
    return _MOBILE.fullmatch(_NOT_DIGITS.sub("", number)) is not None
