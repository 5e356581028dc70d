"""Telephones and e-mails that are plain enough for a link; the rest stays text."""

import re

_MAIL = re.compile(
    r"[A-Za-z0-9._+-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_PHONE = re.compile(r"\+?[0-9 .()\u00a0\u202f-]+")
_FEWEST, _MOST = 2, 15


def mail_address(text: str | None) -> str | None:
    """One address and nothing else: no second one, no header, no text of a message.

    >>> mail_address(" contact@exemple.fr "), mail_address("x@y.fr?bcc=z@z.fr&body=x")
    ('contact@exemple.fr', None)
    """
    plain = (text or "").strip()
    return plain if _MAIL.fullmatch(plain) else None


def dialled(text: str | None) -> str | None:
    """What a telephone dials, digits after perhaps a plus.

    >>> dialled("+33 5 87 33 01 80"), dialled("3949"), dialled("05 87 (poste 12)")
    ('+33587330180', '3949', None)
    """
    plain = (text or "").strip()
    if not _PHONE.fullmatch(plain):
        return None
    digits = re.sub(r"[^0-9]", "", plain)
    if not _FEWEST <= len(digits) <= _MOST:
        return None
    return f"+{digits}" if plain.startswith("+") else digits
