"""Phones, e-mails and web sites, as people can use them."""

import re
from urllib.parse import urlsplit

import phonenumbers

from numna_geo.model.mend import Mend
from numna_geo.sources.fields import LEFT_OUT, Cell
from numna_geo.sources.mailboxes import role_mailbox

_COUNTRY = "FR"
_SHORT_NUMBER = re.compile(r"(?:3\d{3}|1\d{1,3}|11[68]\d{3})")
_EMAIL = re.compile(r"[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.ASCII)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?")
_BETWEEN = re.compile(r"[\s|;]+")


def phone(text: str | None) -> Cell[str | None]:
    """A number in E.164, or a French short number as it is dialled.

    Of several numbers the first valid one is kept.

    >>> phone("05 86 30 29 22").value, phone("3949").value
    ('+33586302922', '3949')
    >>> phone("05 86 30").mended[0].reason
    'no valid French number'
    """
    if text is None:
        return Cell(None)
    digits = re.sub(r"[\s.\-]", "", text)
    if _SHORT_NUMBER.fullmatch(digits):
        return Cell(digits)
    found = list(phonenumbers.PhoneNumberMatcher(text, _COUNTRY))
    if not found:
        return Cell(None, (Mend("phone", text, "no valid French number", LEFT_OUT),))
    number = phonenumbers.format_number(
        found[0].number, phonenumbers.PhoneNumberFormat.E164
    )
    if len(found) == 1:
        return Cell(number)
    return Cell(number, (Mend("phone", text, "several numbers", "first one kept"),))


def email(text: str | None, *, place: str) -> Cell[str | None]:
    """The mailbox of a role or of the place; a person's is not published.

    >>> email("Contact@Exemple.fr", place="").value
    'contact@exemple.fr'
    >>> email("j.dupont@exemple.fr", place="Fab lab").mended[0].reason
    "may be a person's"
    """
    if text is None:
        return Cell(None)
    plain = text.removeprefix("mailto:").strip().lower()
    if not _EMAIL.fullmatch(plain):
        return Cell(None, (Mend("email", text, "not an e-mail address", LEFT_OUT),))
    if not role_mailbox(plain, place=place):
        # The report is public: it must not repeat what is being withheld.
        return Cell(None, (Mend("email", None, "may be a person's", LEFT_OUT),))
    return Cell(plain)


def website(text: str | None) -> Cell[str | None]:
    """A web address with its scheme; of several, the first.

    Without a scheme it gets `http://`: old sites answer it, new ones redirect.

    >>> website("www.weecolab.com").value, website("https://HealthSquare.fr/a").value
    ('http://www.weecolab.com', 'https://healthsquare.fr/a')
    >>> website("javascript:alert(1)").value is None
    True
    """
    if text is None:
        return Cell(None)
    first, *others = _BETWEEN.split(text.strip())
    address = (
        first if re.match(r"https?://", first, re.IGNORECASE) else f"http://{first}"
    )
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if not _HOST.fullmatch(parts.netloc.lower()):
        return Cell(None, (Mend("website", text, "not a web address", LEFT_OUT),))
    clean = parts._replace(netloc=parts.netloc.lower()).geturl()
    if others:
        return Cell(clean, (Mend("website", text, "several addresses", "first kept"),))
    return Cell(clean)
