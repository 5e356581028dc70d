"""Web sites, with a scheme and a host that a browser can open."""

import re
from functools import lru_cache

from numna_geo.model.mend import Mend
from numna_geo.sources.contacts import EMAIL
from numna_geo.sources.fields import EMPTY, LEFT_OUT, Cell

_SCHEME = re.compile(r"(?:https?(?::/*|\W?/+))+", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.([a-z]{2,}|xn--[a-z0-9-]+)(?::\d+)?")
_UP_TO_PATH = re.compile(r"([^/?#]+)(.*)")
_BETWEEN = re.compile(r"[\s|;]+|,(?=\s|https?:|www\.)")
# What most cells hold: one address, of which there is nothing to mend.
_PLAIN = re.compile(
    r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/(?:[\w./-]*[\w/-])?)?", re.ASCII
)
_LOOKS_LIKE_ONE = re.compile(r"(?:https?\W|www\.)[^@\s]*", re.IGNORECASE)
_LAST_SIGNS = ".,;:)>\"'"
_SHORT_ENDING = 4
# Longer endings of hosts seen in the files: « m.dupont » is somebody, not a site.
_LONG_ENDINGS = frozenset(
    ["digital", "online", "center", "space", "social", "solutions", "alsace"]
)


def website(text: str | None) -> Cell[str | None]:
    """A web address with its scheme; of several, the first.

    Without a scheme it gets `http://`: old sites answer it, new ones redirect.

    >>> website("www.weecolab.com").value, website("https://HealthSquare.fr/a").value
    ('http://www.weecolab.com', 'https://healthsquare.fr/a')
    >>> website("javascript:alert(1)").value is None
    True
    """
    if text is None:
        return EMPTY
    return Cell(text) if _PLAIN.fullmatch(text) else _website(text)


@lru_cache(maxsize=16_384)
def _website(text: str) -> Cell[str | None]:
    parts = [part for part in _BETWEEN.split(text) if part]
    addresses = list(dict.fromkeys(filter(None, map(_address, parts))))
    if not addresses:
        if EMAIL.search(text.lower()):
            reason = "an e-mail address, not a web site"
            return Cell(None, (Mend("website", None, reason, LEFT_OUT),))
        # What does not even look like an address may be somebody's name.
        said = text if _LOOKS_LIKE_ONE.fullmatch(text) else None
        return Cell(None, (Mend("website", said, "not a web address", LEFT_OUT),))
    first = addresses[0]
    if len(addresses) > 1:
        said = None if "@" in text else text
        return Cell(first, (Mend("website", said, "several addresses", "first kept"),))
    if len(parts) > 1:
        reason = "words beside the address"
        return Cell(first, (Mend("website", None, reason, LEFT_OUT),))
    return Cell(first)


def _address(text: str) -> str | None:
    """One word as a web address, if it is one."""
    found = _SCHEME.match(text)
    scheme = "https" if found and "https" in found[0].lower() else "http"
    rest = text[found.end() :] if found else text
    found_host = _UP_TO_PATH.match(rest.rstrip(_LAST_SIGNS))
    host = found_host[1].lower() if found_host else ""
    if not host.isascii():
        host = _in_ascii(host)
    known = _HOST.fullmatch(host)
    if found_host is None or known is None:
        return None
    if not (found or _is_site(host, known[1])):
        return None
    return f"{scheme}://{host}{found_host[2]}"


def _in_ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except ValueError:
        return ""


def _is_site(host: str, ending: str) -> bool:
    return (
        host.startswith("www.")
        or len(ending) <= _SHORT_ENDING
        or ending in _LONG_ENDINGS
    )
