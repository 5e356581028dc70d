"""From the text of a filter to its tree, by the `cql2` library, within limits.

The library recurses: a filter nested deep enough overflows the stack of the whole
process (measured: 1,000 levels pass, 10,000 do not). It is counted before it is parsed.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import cql2

from numna_geo.errors import InvalidQuery, WrongParameter

MOST_SIGNS = 20_000
MOST_LEVELS = 100

_QUOTED = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")
# The sign of a coordinate nests nothing.
_NUMBER = re.compile(r"(?<=[\s(,])[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?(?=[\s),])")
_NESTING = re.compile(r"[-+*/%^]|\b(?:not|div)\b", re.IGNORECASE)
_COMPARING = re.compile(r"[=<>]+")
_JOINING = re.compile(r"\b(?:and|or)\b", re.IGNORECASE)
_MOST_JOINED = 2_000

# GDAL's dialect is CQL2 text but for this. A name is tried once, not from each of its
# letters: that would take seconds for a long one.
_ILIKE = re.compile(
    r"((?<!\w)\w++|\"[^\"]++\")\s++(NOT\s++)?ILIKE\s++('(?:[^']|'')*')"
    r"|'(?:[^']|'')*'|\"[^\"]*+\"",
    re.IGNORECASE,
)

_PLACE = re.compile(r"--> (\d+):(\d+)")


def tree(text: str, language: str) -> Any:
    """What a filter says, as the JSON of CQL2.

    Raises:
        InvalidQuery: it is not of that language, or too long or deep.
    """
    if len(text) > MOST_SIGNS:
        raise _unread(text[:80], f"{MOST_SIGNS:,} signs at most")
    if "\0" in text:
        raise _unread(text.replace("\0", "?")[:80], "text without a NUL")
    try:
        return _READERS[language](text)
    except InvalidQuery:
        raise
    except Exception as error:
        place = _PLACE.search(str(error))
        where = f" near sign {place[2]}" if place else ""
        start = max(0, int(place[2]) - 20) if place else 0
        raise _unread(text[start : start + 80], f"{_NAMES[language]}{where}") from error
    # A panic of the library is no `Exception`.
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _unread(text[:80], _NAMES[language]) from error


def _of_text(text: str) -> Any:
    bare = _NUMBER.sub("0", _QUOTED.sub("''", text))
    joined = len(_JOINING.findall(bare))
    # `a = b = c` nests; comparisons that are joined do not.
    chained = max(0, len(_COMPARING.findall(bare)) - joined)
    levels = len(_NESTING.findall(bare)) + _open_brackets(bare) + chained
    if levels > MOST_LEVELS or joined > _MOST_JOINED:
        raise _unread(
            text[:80], f"no more than {MOST_LEVELS} operations in one another"
        )
    return cql2.parse_text(text).to_json()


def _of_gdal(text: str) -> Any:
    return _of_text(_ILIKE.sub(_folded, text))


def _folded(found: re.Match[str]) -> str:
    if not found[3]:
        return found[0]
    return f"{found[2] or ''}CASEI({found[1]}) LIKE CASEI({found[3]})"


def _of_json(text: str) -> Any:
    # Its reader of JSON stops by itself at 128 levels.
    return cql2.parse_json(text).to_json()


def _open_brackets(text: str) -> int:
    deepest = depth = 0
    for sign in re.findall(r"[()]", text):
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest


def _unread(part: str, expected: str) -> InvalidQuery:
    return InvalidQuery(
        "the filter cannot be read", [WrongParameter("filter", part, expected)]
    )


_READERS: Mapping[str, Callable[[str], Any]] = {
    "cql2-text": _of_text,
    "cql2-json": _of_json,
    "cql-text": _of_gdal,
}
_NAMES = {
    "cql2-text": "CQL2 text, such as: population > 1000 AND name LIKE 'S%'",
    "cql2-json": 'CQL2 JSON, such as: {"op": "isNull", "args": [{"property": "city"}]}',
    "cql-text": "CQL text, such as: population > 1000 AND name ILIKE 's%'",
}
LANGUAGES = tuple(_READERS)
