"""Names as people type them: without accents, hyphens or capitals."""

import re
import unicodedata

_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints"}
_NOT_WORDS = re.compile(r"[^a-z0-9]+")


def search_name(name: str) -> str:
    """Words of `name` in plain lower-case letters and digits, `st` spelt out.

    >>> search_name("St-Jean-d'Angély")
    'saint jean d angely'
    >>> search_name("Œyregave")
    'oeyregave'
    """
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = _NOT_WORDS.sub(" ", letters).split()
    return " ".join(_SAINTS.get(word, word) for word in words)
