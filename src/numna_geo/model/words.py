"""A name or a search reduced to plain words, so that both can be compared."""

import re
import unicodedata

_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_ARTICLES = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "d",
        "de",
        "du",
        "des",
        "a",
        "au",
        "aux",
        "en",
        "et",
        "sur",
        "sous",
        "lez",
    ]
)


def plain(text: str) -> str:
    """Lower-case words of a-z and 0-9, accents and marks gone, « st » spelled out.

    Applying it twice changes nothing more.

    >>> plain("St-Jean-d'Angély")
    'saint jean d angely'
    """
    letters = unicodedata.normalize("NFKD", text.translate(_LIGATURES).casefold())
    marks_gone = "".join(c for c in letters if not unicodedata.combining(c))
    words = re.findall("[a-z0-9]+", marks_gone)
    return " ".join(_SHORT.get(word, word) for word in words)


def telling(words: str) -> str:
    """`plain` words without the small ones, unless nothing else is left.

    >>> telling("saint jean d angely")
    'saint jean angely'
    >>> telling("les")
    'les'
    """
    kept = [word for word in words.split() if word not in _ARTICLES]
    return " ".join(kept) or words
