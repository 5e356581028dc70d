"""A name that can be found, and how well a search fits it."""

import re
from dataclasses import dataclass

_ARTICLES = frozenset(
    [
        *("le", "la", "les", "l", "un", "une", "d", "de", "du", "des"),
        *("a", "au", "aux", "en", "et", "sur", "sous", "lez"),
    ]
)

# Of a letter alone, so many are no name.
_ONE_LETTER = re.compile(r"([a-z])\1{2,}")
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One name of one place; a place with three names has three entries.

    `weight` is the number of inhabitants: the bigger place comes first when the words
    fit equally well. `also` holds more words that a search may name, such as the
    commune of a structure. `source` is the key of who says so. `department` is its code
    and its name, `old_code` the one that a merged commune had.
    """

    kind: str
    id: str
    label: str
    detail: str
    name: str
    lon: float | None
    lat: float | None
    weight: int = 0
    former: bool = False
    postcodes: tuple[str, ...] = ()
    also: str = ""
    source: str = ""
    department: tuple[str, str] | None = None
    old_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An entry that fits, `score` from 0 to 1; 1 is the very name."""

    entry: Entry
    matched: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What a text says beside the place that was found, and the place denies.

    Each is None where the text agrees with the place. `wrong_postcode` and
    `wrong_department` are codes that the text names and the place has not;
    `other_name_in` is the postcode that was believed against a name.
    """

    wrong_postcode: str | None = None
    wrong_department: str | None = None
    other_name_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The place that a text means, and the communes it may mean as well.

    Where a postcode is none of the place's, the name was believed, and the communes of
    that postcode are among `others`.
    """

    entry: Entry
    others: tuple[Suggestion, ...] = ()
    doubts: Doubts = Doubts()


MOST = 10
"""Suggestions at most."""

EXACT, START, WORDS = 1.0, 0.95, 0.9
"""Scores of the whole name, of its start, of words in it; typing errors are below."""

TYPO = 0.89
TAIL = 0.8
"""The commune at the end of an address that is none of ours."""

SURE = 0.75
LOWEST = 0.6
ALMOST = 0.02
"""Scores this close are as good as equal."""


def is_small(word: str) -> bool:
    """Whether a plain word is an article or a preposition.

    >>> is_small("les"), is_small("lot")
    (True, False)
    """
    return word in _ARTICLES


def is_no_question(words: str) -> bool:
    """Whether plain words name nothing: one letter again and again, or a whole page.

    >>> is_no_question("aaaa"), is_no_question("aa"), is_no_question("aast")
    (True, False, False)
    >>> is_no_question("a" + "b" * 3000)
    True
    """
    joined = words.replace(" ", "")
    return len(joined) > _LONGEST or bool(_ONE_LETTER.fullmatch(joined))


def telling(words: str) -> str:
    """Words without the small ones, unless nothing else is left.

    >>> telling("saint jean d angely")
    'saint jean angely'
    >>> telling("les")
    'les'
    """
    kept = [word for word in words.split() if word not in _ARTICLES]
    return " ".join(kept) or words
