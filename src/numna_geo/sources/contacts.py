"""Phones, e-mails and web sites, as people can use them."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import phonenumbers

from numna_geo.model.mend import Mend
from numna_geo.sources.fields import EMPTY, LEFT_OUT, Cell
from numna_geo.sources.mailboxes import role_mailbox

EMAIL = re.compile(
    r"(?<![^\s,;|<>()\[\]/:\"'])[a-z0-9_][a-z0-9_.+-]*@"
    r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![\w@])"
)
"""An address in lower-case text; nothing of a longer word."""

_COUNTRY = "FR"
_SHORT_NUMBER = re.compile(r"(?:3\d{3}|1\d{1,3}|11[68]\d{3})")
_BETWEEN_DIGITS = re.compile(r"[\s.\-()/]")
_PLAIN = re.compile(r"(?:(?:\+|00)?330?|0)([1-9]\d{8})")
_LOST_ZERO = re.compile(r"[1-9]\d{8}")
_LETTER = re.compile(r"[^\W\d_]")
_MOBILE_DIGITS = re.compile(r"(?:33|0)0?[67]|^[67]|[67]\d{8}")
_CACHED = 16_384


class _Number(NamedTuple):
    e164: str
    mobile: bool


def phone(text: str | None, *, office_mobiles: bool = False) -> Cell[str | None]:
    """A number in E.164, or a French short number as it is dialled.

    Of several numbers the first is kept. A mobile is taken for a person's, and is not
    even repeated in the report, unless the source lists those of counters.

    >>> phone("05 86 30 29 22").value, phone("3949").value
    ('+33586302922', '3949')
    >>> phone("06 00 00 00 00"), phone("05 86 30").mended[0].reason
    (Cell(value=None, mended=(Mend(column='phone', value=None, \
reason='a personal mobile', action='left out'),)), 'no valid French number')
    """
    return EMPTY if text is None else _phone(text, office_mobiles)


@lru_cache(maxsize=_CACHED)
def _phone(text: str, office_mobiles: bool) -> Cell[str | None]:
    digits = _BETWEEN_DIGITS.sub("", text)
    if _SHORT_NUMBER.fullmatch(digits):
        return Cell(digits)
    mended: list[Mend] = []
    plain = _PLAIN.fullmatch(digits)
    if plain is None and _LOST_ZERO.fullmatch(digits):
        plain = _PLAIN.fullmatch(f"0{digits}")
        reason, action = "leading zero lost", "put back"
        mended.append(Mend("phone", _public(text, digits), reason, action))
    if plain is not None and _assigned().fullmatch(plain[1]):
        numbers = [_Number(f"+33{plain[1]}", plain[1][0] in "67")]
    else:
        numbers = _numbers_in(text)
    if not numbers:
        said = _public(text, digits)
        reason = "no valid French number"
        return Cell(None, (Mend("phone", said, reason, LEFT_OUT),))
    kept = [n.e164 for n in numbers if office_mobiles or not n.mobile]
    if len(kept) < len(numbers):
        mended.append(Mend("phone", None, "a personal mobile", LEFT_OUT))
    if len(kept) > 1:
        said = _public(text, digits)
        mended.append(Mend("phone", said, "several numbers", "first one kept"))
    return Cell(kept[0] if kept else None, tuple(mended))


@cache
def _assigned() -> re.Pattern[str]:
    """The French numbers in use, of nine digits, after the library's own table.

    The same answer as its `is_valid_number`, which takes twenty times as long.
    """
    known = phonenumbers.PhoneMetadata.metadata_for_region(_COUNTRY)
    if known is None:
        raise LookupError("phonenumbers knows nothing of France")
    kinds = (known.fixed_line, known.mobile, known.toll_free, known.premium_rate)
    others = (known.shared_cost, known.personal_number, known.voip, known.uan)
    found = [kind.national_number_pattern for kind in kinds + others if kind]
    return re.compile("|".join(f"(?:{pattern})" for pattern in found if pattern))


def _numbers_in(text: str) -> list[_Number]:
    found = {}
    for match in phonenumbers.PhoneNumberMatcher(text, _COUNTRY):
        e164 = phonenumbers.format_number(
            match.number, phonenumbers.PhoneNumberFormat.E164
        )
        kind = phonenumbers.number_type(match.number)
        mobile = kind == phonenumbers.PhoneNumberType.MOBILE
        found[e164] = _Number(e164, mobile or e164.startswith(("+336", "+337")))
    return list(found.values())


def _public(text: str, digits: str) -> str | None:
    """A cell that a report may repeat: nobody's name, and no mobile, whole or cut."""
    if _LETTER.search(text) or _MOBILE_DIGITS.search(digits):
        return None
    return text


def email(text: str | None, *, place: str) -> Cell[str | None]:
    """The mailbox of a role or of the place; a person's is not published.

    Of several, the first that is a role's is kept. The report is public: it repeats
    nothing of the cell.

    >>> email("Contact@Exemple.fr", place="").value
    'contact@exemple.fr'
    >>> email("j.dupont@exemple.fr", place="Fab lab").mended[0].reason
    "may be a person's"
    """
    if text is None:
        return EMPTY
    found = list(dict.fromkeys(EMAIL.findall(text.lower())))
    if not found:
        return Cell(None, (Mend("email", None, "not an e-mail address", LEFT_OUT),))
    first = next((one for one in found if role_mailbox(one, place=place)), None)
    if first is None:
        return Cell(None, (Mend("email", None, "may be a person's", LEFT_OUT),))
    if len(found) > 1:
        action = "first one of a role kept"
        return Cell(first, (Mend("email", None, "several addresses", action),))
    return Cell(first)
