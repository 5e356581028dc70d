"""Contacts that somebody asked us to leave out, remembered by a keyed digest only.

The list must not tell whom it protects: without the key, nobody can try numbers on it.
"""

import hashlib
import re
from dataclasses import dataclass

_DIGEST_BYTES = 32
_LEAST_KEY = 16
_DIALLED = re.compile(r"[\d\s.+()/-]*\d[\d\s.+()/-]*")
_NOT_DIGITS = re.compile(r"\(0\)|\D")
_SCHEME = re.compile(r"(?:https?://)*(?:www\.)*")


def contact_digest(contact: str, *, key: bytes) -> str:
    """The digest of a phone number, an e-mail address or a web site.

    However it is written, one contact has one digest.

    Args:
        contact: as anybody writes it.
        key: the secret of this installation, 16 to 64 bytes.

    Raises:
        ValueError: the key is too short to be a secret, or too long.

    >>> secret = b"a secret of 16 b"
    >>> written = ["05 86 30 29 22", "+33586302922", "0033 (0)5.86.30.29.22"]
    >>> len({contact_digest(one, key=secret) for one in written})
    1
    """
    if len(key) < _LEAST_KEY:
        raise ValueError(f"a key of {len(key)} bytes; expected 16 or more")
    plain = normal_contact(contact).encode("utf-8", "replace")
    return hashlib.blake2b(plain, key=key, digest_size=_DIGEST_BYTES).hexdigest()


def normal_contact(contact: str) -> str:
    """One spelling of a contact: E.164 digits, or lower case without what varies.

    >>> normal_contact(" mailto:Contact@Exemple.fr "), normal_contact("3949")
    ('contact@exemple.fr', '3949')
    >>> normal_contact("https://www.Exemple.fr/"), normal_contact("exemple.fr")
    ('exemple.fr', 'exemple.fr')
    """
    plain = contact.strip().casefold()
    if "@" in plain:
        return plain.removeprefix("mailto:")
    if _DIALLED.fullmatch(plain):
        return _dialled(plain)
    return _SCHEME.sub("", plain, count=1).rstrip("/")


def _dialled(text: str) -> str:
    digits = _NOT_DIGITS.sub("", text)
    if text.startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+33{digits[1:]}" if digits.startswith("0") else digits


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The contacts that no load may bring back; `key` is the one of their digests."""

    digests: frozenset[str]
    key: bytes

    def holds(self, contact: str) -> bool:
        """Whether somebody asked for this contact to be left out."""
        return bool(self.digests) and (
            contact_digest(contact, key=self.key) in self.digests
        )
