"""Sentences without what would tell on somebody: names, mobiles, e-mail addresses.

French numbers in 06 and 07 are mobiles; so are those written +33 6 or 0033 6. Nobody
can tell whose they are.
"""

import re
from collections.abc import Iterator

from numna_geo.model.mend import Mend
from numna_geo.model.suppression import Suppressed
from numna_geo.sources.fields import EMPTY, Cell
from numna_geo.sources.mailboxes import role_mailbox

PERSONAL = "names a person, or a personal contact"
"""Why a report says that something was taken out; it never says what."""

TAKEN_OUT = "taken out"

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SEP = r"[\s.\-/]*"
_ABROAD = rf"[\s.]?33\)?{_SEP}(?:\(0\)|0(?={_SEP}[1-9]))?{_SEP}"
# « 06/12/2023 14h » is a day and an hour, 0.612345678 a number.
_NO_NUMBER = r"(?![67]([./\-])\d\d\1(?:19|20)\d\d(?!\d))(?!\.[67]\d{8})"
# Each way begins with a sign of its own: a text is searched three times as fast.
_BEGUN = (
    rf"(?:\+{_ABROAD}|\(\+{_ABROAD}|0(?<!\d0)0{_ABROAD}|33(?<!\d33)[\s.]?"
    r"|\(0(?=[67]\))|\(0\)[\s.\-/_]*"
    rf"|0(?<!\d0){_NO_NUMBER}[\s.\-/_]*)"
)
MOBILE = re.compile(rf"{_BEGUN}[67]\)?(?:[\s.\-/_]*\d){{8}}(?!\d)")
"""A mobile in a text, however its digits are set apart."""

_NUMBER = re.compile(rf"{_BEGUN}[1-9](?:[\s.\-/]{{0,2}}\d){{8}}(?!\d)")
_SITE = re.compile(
    r"(?:https?://|www\.)[^\s|;,<>\"]+|(?<![\w@./-])(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s|;,]*)?",
    re.IGNORECASE,
)
_LAST_SIGNS = ".:)]»'"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_TITLE = (
    r"(?:MM?\.|M[rR]\.?|M(?:me|ME)s?\.?|M(?:lle|LLE)s?\.?"
    r"|M(?:onsieur|ONSIEUR)|M(?:adame|ADAME)|M(?:ademoiselle|ADEMOISELLE))"
)
_PERSON = re.compile(
    rf"\b{_TITLE}\s+(?:(?:de|du|des|d['’]|l['’])\s*){{0,2}}{_CAPITAL}"
    rf"(?:\s+(?:(?:de|du|la|le)\s+){{0,2}}{_CAPITAL}){{0,2}}"
)
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
    rest: str | None = text
    while rest is not None:
        found = set(persons(rest))
        found.update(personal_contacts(rest, place, office_mobiles=office_mobiles))
        found.update(withdrawn(rest, suppressed))
        if not found:
            break
        rest = without(rest, found)
    if rest is text:
        return Cell(text)
    return Cell(rest, (Mend(column, None, PERSONAL, TAKEN_OUT),))


def without_withdrawn(text: str, suppressed: Suppressed) -> str | None:
    """A text without the contacts that somebody withdrew; itself if it holds none."""
    found = withdrawn(text, suppressed)
    return without(text, found) if found else text


def personal_contacts(
    text: str, place: str, *, office_mobiles: bool = False
) -> Iterator[str]:
    """E-mail addresses and mobiles in a text that may be a person's.

    >>> list(personal_contacts("z.exemple@exemple.fr, info@exemple.fr", ""))
    ['z.exemple@exemple.fr']
    """
    if "@" in text:
        for email in _EMAIL.findall(text):
            if not role_mailbox(email, place=place):
                yield email
    if not office_mobiles:
        yield from (found[0] for found in MOBILE.finditer(text))


def persons(text: str) -> list[str]:
    """People named by their title in a text: Mme Exemple, M. Z. Exemple."""
    return _PERSON.findall(text) if "M" in text else []


def withdrawn(text: str, suppressed: Suppressed | None) -> set[str]:
    """The contacts in a text that somebody asked us to leave out, as they stand."""
    if suppressed is None or not suppressed.digests:
        return set()
    return {one for one in _contacts(text) if suppressed.holds(one)}


def without(text: str, parts: set[str]) -> str | None:
    """A text without some parts of it, nor the brackets that they leave empty."""
    for part in sorted(parts, key=len, reverse=True):
        text = text.replace(part, " ")
    rest = _BEFORE_A_SIGN.sub("", _EMPTY_BRACKETS.sub(" ", text))
    return " ".join(rest.split()) if _WORD.search(rest) else None


def _contacts(text: str) -> Iterator[str]:
    if text.strip():
        yield text
    for form in (_EMAIL, MOBILE, _NUMBER, _SITE):
        yield from (found[0].rstrip(_LAST_SIGNS) for found in form.finditer(text))
