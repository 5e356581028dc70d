"""Text as people read it: no stray blank, invisible sign, HTML entity or stand-in."""

import html
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE
)
_ROUNDS = 2
_INVISIBLE = {"Cc", "Cf", "Cs", "Cn", "Co"}
_NOTHING = frozenset(
    [
        *("nan", "null", "none", "n/a", "#n/a", "nc", "n.c.", "nr", "-", "--", "."),
        *("néant", "neant", "non renseigné", "non renseignée", "non communiqué"),
    ]
)
_LONGEST_NOTHING = 16
_NOTHING_WRITTEN = frozenset(
    way(word) for word in _NOTHING for way in (str, str.upper, str.capitalize)
) | {"NaN"}
_BETWEEN_CELLS = "\N{SYMBOL FOR UNIT SEPARATOR}"
SHOWN = 120
"""Signs of a wrong cell that a report repeats."""


def clean(text: str) -> str:
    r"""One line of visible signs, single blanks between words.

    >>> clean(" Fab\u200blab\xa0 de l&#039;Est &amp; Cie\x00 ")
    "Fablab de l'Est & Cie"
    """
    if _is_clean(text):
        return text
    return _cleaned(text)


def _is_clean(text: str) -> bool:
    # No-break and zero-width signs, controls and lone surrogates are not printable.
    return (
        text.isprintable()
        and "&" not in text
        and "  " not in text
        and text[:1] != " "
        and text[-1:] != " "
    )


def all_clean(cells: Collection[str]) -> bool:
    """Whether `clean` would change no cell, and none stands for nothing.

    A quick look at a row as one text: most rows need no more.

    >>> all_clean(["Fab lab", "Pau"]), all_clean(["Fab lab ", "Pau"])
    (True, False)
    """
    row = _BETWEEN_CELLS.join(cells)
    return (
        row.isprintable()
        and "&" not in row
        and "  " not in row
        and f" {_BETWEEN_CELLS}" not in row
        and f"{_BETWEEN_CELLS} " not in row
        and row[:1] != " "
        and row[-1:] != " "
        and _NOTHING_WRITTEN.isdisjoint(cells)
    )


def _cleaned(text: str) -> str:
    for _ in range(_ROUNDS):
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return " ".join("".join(map(_visible, text)).split())


@lru_cache(maxsize=4096)
def _visible(sign: str) -> str:
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in _INVISIBLE else sign


def stands_for_nothing(text: str) -> bool:
    """Whether a cell is filled with a word that means « empty ».

    >>> stands_for_nothing("NaN"), stands_for_nothing("Nancy")
    (True, False)
    """
    return len(text) <= _LONGEST_NOTHING and text.casefold() in _NOTHING


def shown(text: str | None) -> str | None:
    r"""A cell as a report can repeat it: visible signs only, not too many.

    >>> shown("a\x00b"), len(shown("é" * 5000))
    ('a�b', 120)
    """
    if text is None:
        return None
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else "�" for sign in text)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
