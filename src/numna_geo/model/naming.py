"""Names as people type them: without accents, hyphens or capitals."""

import re
import unicodedata
from functools import lru_cache

_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints"}
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
# Accents that stand apart from their letter once names are taken apart (NFKD).
_ACCENTS = re.compile("[\u0300-\u036f]+")


@lru_cache(maxsize=1 << 12)
def search_name(name: str) -> str:
    """Words of `name` in plain lower-case letters and digits, `st` spelt out.

    >>> search_name("St-Jean-d'Angély")
    'saint jean d angely'
    >>> search_name("Œyregave")
    'oeyregave'
    """
    letters = name.casefold().replace("œ", "oe")
    if not letters.isascii():
        letters = _ACCENTS.sub("", unicodedata.normalize("NFKD", letters))
    words = _NOT_WORDS.sub(" ", letters).split()
    if not _SAINTS.keys().isdisjoint(words):
        words = [_SAINTS.get(word, word) for word in words]
    return " ".join(words)
