"""Opaque marks of where a page ended: made by us, and refused when they were not."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b

from numna_geo.errors import InvalidQuery, WrongParameter

_CHECK = 8


def cursor_after(last: str, *, of: str) -> str:
    """The mark for what follows `last` in the list that the question `of` asks for."""
    raw = last.encode()
    return urlsafe_b64encode(_check(raw, of) + raw).decode().rstrip("=")


def last_before(cursor: str, *, of: str) -> str:
    """The `last` that `cursor_after` was given.

    Raises:
        InvalidQuery: it was altered, or belongs to another question.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        whole = urlsafe_b64decode(padded)
        check, raw = whole[:_CHECK], whole[_CHECK:]
        if check == _check(raw, of) and cursor_after(raw.decode(), of=of) == cursor:
            return raw.decode()
    except (binascii.Error, UnicodeError):
        pass
    expected = "the `cursor` of a `next` link, with the same filters"
    wrong = WrongParameter("cursor", cursor, expected)
    raise InvalidQuery("this cursor is not one of ours, or not of this list", [wrong])


def _check(raw: bytes, of: str) -> bytes:
    return blake2b(raw, digest_size=_CHECK, key=blake2b(of.encode()).digest()).digest()
