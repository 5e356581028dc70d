"""Whether the tree of a filter makes sense for a dataset: its logic and comparisons."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from numna_geo.filtering.lying import TESTS
from numna_geo.filtering.refusing import refused, written
from numna_geo.filtering.scope import GEOMETRY_NAMES, Scope
from numna_geo.filtering.values import as_day, kind_of, value_of
from numna_geo.model.comparing import Comparison
from numna_geo.model.condition import (
    All,
    AnyOf,
    Compares,
    Condition,
    FeatureGeometry,
    Folded,
    IsBetween,
    IsLike,
    IsOneOf,
    IsUnknown,
    Literal,
    Not,
    Options,
    Value,
)
from numna_geo.model.dataset import Kind

_Parts = list[Any]
_LIST = "a list is compared by A_CONTAINS, A_CONTAINEDBY, A_EQUALS or A_OVERLAPS"
_COMPARISONS = tuple(Comparison)
# A sign that says what the next one is, at the end of a pattern, says it of nothing.
_ENDS_OPEN = re.compile(r"(?:[^\\]|\\.)*\\", re.DOTALL)


def checked(part: Any, scope: Scope) -> Condition:
    """A part of the tree as a condition.

    Raises:
        InvalidQuery: it is none that features of the dataset can meet.
    """
    if isinstance(part, bool):
        return Literal(part, Kind.BOOLEAN)
    operator = part.get("op") if isinstance(part, dict) else None
    if not isinstance(operator, str):
        return _flag(part, scope)
    name, parts = operator.lower(), part.get("args")
    if not isinstance(parts, list):
        raise refused(part, "an operation with `args`")
    if name in _COMPARISONS and len(parts) == 2:  # noqa: PLR2004 - of two values
        return _comparison(Comparison(name), parts, scope)
    if name in _LOGIC:
        return _LOGIC[name](parts, scope)
    if name in TESTS:
        return TESTS[name](name, parts, scope)
    known = ", ".join([*_LOGIC, *TESTS])
    raise refused(part, f"a condition, by one of: {known}")


def _flag(part: Any, scope: Scope) -> Condition:
    if isinstance(part, dict) and isinstance(part.get("property"), str):
        field = scope.field(part["property"])
        if field.kind is Kind.BOOLEAN:
            return field
    raise refused(part, "a condition, such as population > 1000")


def _all(parts: _Parts, scope: Scope) -> Condition:
    return All(_several(parts, scope))


def _any_of(parts: _Parts, scope: Scope) -> Condition:
    return AnyOf(_several(parts, scope))


def _several(parts: _Parts, scope: Scope) -> tuple[Condition, ...]:
    if not parts:
        raise refused(parts, "conditions to be met together")
    return tuple(checked(part, scope) for part in parts)


def _not(parts: _Parts, scope: Scope) -> Condition:
    (part,) = _exactly(1, parts)
    return Not(checked(part, scope))


def _comparison(how: Comparison, parts: _Parts, scope: Scope) -> Condition:
    for flag, other in (parts, parts[::-1]):
        # `f(…) = TRUE`, as some clients write.
        if isinstance(flag, bool) and isinstance(other, dict) and _is_test(other):
            same = flag is (how is Comparison.EQUAL)
            if how in (Comparison.EQUAL, Comparison.UNEQUAL):
                return checked(other, scope) if same else Not(checked(other, scope))
    left, right = _alike(how, parts, scope)
    kind = kind_of(left)
    if kind is Kind.TEXTS:
        raise refused(parts[0], _LIST)
    if kind is Kind.BOOLEAN and how not in (Comparison.EQUAL, Comparison.UNEQUAL):
        raise refused(parts[0], "= or <> between TRUE and FALSE")
    return Compares(how, left, right)


def _is_test(part: Mapping[str, Any]) -> bool:
    name = str(part.get("op", "")).lower()
    return name in _LOGIC or name in TESTS or name in _COMPARISONS


def _like(parts: _Parts, scope: Scope) -> Condition:
    text, pattern = (value_of(part, scope) for part in _exactly(2, parts))
    if kind_of(text) is not Kind.TEXT:
        raise refused(parts[0], "a text, as only texts look like a pattern")
    written = pattern
    while isinstance(written, Folded):
        written = written.text
    if not isinstance(written, Literal) or written.kind is not Kind.TEXT:
        raise refused(parts[1], "a pattern in quotes, such as 'Saint-%'")
    if _ENDS_OPEN.fullmatch(written.value):
        raise refused(parts[1], "a pattern that does not end with a lone backslash")
    return IsLike(text, pattern)


def _between(parts: _Parts, scope: Scope) -> Condition:
    value, low, high = _alike("between", _exactly(3, parts), scope)
    if kind_of(value) in (Kind.TEXTS, Kind.BOOLEAN):
        raise refused(parts[0], "a number, a text or a day, as only they have an order")
    return IsBetween(value, low, high)


def _in(parts: _Parts, scope: Scope) -> Condition:
    one, options = _exactly(2, parts)
    if not isinstance(options, list) or not options:
        raise refused(options, "a list, such as ('16', '17')")
    value, *others = _alike("in", [one, *options], scope)
    if kind_of(value) is Kind.TEXTS:
        raise refused(one, _LIST)
    if all(isinstance(other, Literal) for other in others):
        given = tuple(other.value for other in others if isinstance(other, Literal))
        return IsOneOf(value, Options(given, kind_of(value)))
    return AnyOf(tuple(Compares(Comparison.EQUAL, value, other) for other in others))


def _is_null(parts: _Parts, scope: Scope) -> Condition:
    (part,) = _exactly(1, parts)
    if isinstance(part, dict) and part.get("property") in GEOMETRY_NAMES:
        return IsUnknown(FeatureGeometry())
    return IsUnknown(value_of(part, scope))


def _alike(operator: str, parts: _Parts, scope: Scope) -> list[Value]:
    """Values of one kind, texts as days where they meet days."""
    values = [value_of(part, scope) for part in parts]
    if any(kind_of(value) is Kind.DATE for value in values):
        values = [as_day(*one) for one in zip(parts, values, strict=True)]
    kind = kind_of(values[0])
    for part, value in zip(parts[1:], values[1:], strict=True):
        if kind_of(value) is not kind:
            whole = {"op": operator, "args": [parts[0], part]}
            expected = f"{_WORDS[kind]} beside {written(parts[0])}"
            raise refused(whole, expected)
    return values


def _exactly(count: int, parts: _Parts) -> _Parts:
    if len(parts) != count:
        raise refused(parts, f"{count} operands")
    return parts


_WORDS = {
    Kind.TEXT: "a text in quotes",
    Kind.NUMBER: "a number",
    Kind.BOOLEAN: "TRUE or FALSE",
    Kind.DATE: "a day",
    Kind.TEXTS: "a list of texts",
}

_LOGIC: Mapping[str, Callable[[_Parts, Scope], Condition]] = {
    "and": _all,
    "or": _any_of,
    "not": _not,
    "like": _like,
    "between": _between,
    "in": _in,
    "isnull": _is_null,
}
