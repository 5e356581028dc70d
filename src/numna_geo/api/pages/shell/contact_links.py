"""Telephones and e-mails that are plain enough for a link; the rest stays text."""

import re

from markupsafe import Markup, escape

_MAIL = re.compile(
    r"[A-Za-z0-9._+-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_PHONE = re.compile(r"\+?[0-9 .()\u00a0\u202f-]+")
_FEWEST, _MOST = 2, 15
_WORD = re.compile(r"(\s+)")
_WEB = re.compile(r"(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE)


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


def linked(text: str) -> Markup:
    """A text whose web addresses and plain e-mails are links, and the rest is escaped.

    >>> print(linked("Écrire à x@y.fr."))
    Écrire à <a href="mailto:x@y.fr">x@y.fr</a>.
    >>> print(linked("x@y.fr?bcc=z@z.fr"))
    x@y.fr?bcc=z@z.fr
    """
    return Markup("").join(_linked_word(word) for word in _WORD.split(text))


def _linked_word(word: str) -> Markup:
    plain = word.rstrip(".,;:!?)»")
    after = escape(word[len(plain) :])
    if _WEB.fullmatch(plain):
        address = plain if "://" in plain else f"https://{plain}"
        link = Markup('<a href="{}" rel="noopener nofollow">{}</a>')
        return link.format(address, plain) + after
    if mail_address(plain):
        return Markup('<a href="mailto:{0}">{0}</a>').format(plain) + after
    return escape(word)
