"""Conditions worked out on rows in Python, for comparing with what PostGIS answers.

`None` is unknown: neither true nor false.
"""

import math
import operator
import re
import unicodedata
from datetime import date
from typing import Any

import shapely
from tests.store.published.made import Row

from numna_geo.model.comparing import Folding, Sets, Temporal
from numna_geo.model.condition import (
    All,
    AnyOf,
    Compares,
    Computed,
    FeatureGeometry,
    FieldValue,
    Folded,
    Happens,
    IsBetween,
    IsLike,
    IsOneOf,
    IsUnknown,
    Lies,
    Literal,
    LiteralGeometry,
    Not,
    Shares,
)

COMPARED = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
COMPUTED = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "div": lambda a, b: float(math.trunc(a / b)),
    "%": math.fmod,
    "^": operator.pow,
}


def holds(node: Any, row: Row) -> Any:
    """Whether a row meets a condition, or the value of a part of it."""
    return _MEANINGS[type(node)](node, row)


def _between(node: IsBetween, row: Row) -> bool | None:
    value, low = holds(node.value, row), holds(node.low, row)
    high = holds(node.high, row)
    return _both(_known(operator.ge, value, low), _known(operator.le, value, high))


def _one_of(node: IsOneOf, row: Row) -> bool | None:
    return _known(lambda value: value in node.options.values, holds(node.value, row))


def _time(node: Happens, row: Row) -> bool | None:
    ends = (node.left.start, node.left.end, node.right.start, node.right.end)
    return _happens(node.how, *(holds(end, row) for end in ends))


def _literal(node: Literal, _: Row) -> Any:
    return list(node.value) if isinstance(node.value, tuple) else node.value


def _folded(node: Folded, row: Row) -> str | None:
    fold = str.lower if node.folding is Folding.CASE else _without_accents
    return _known(fold, holds(node.text, row))


def _of_two(node: Any, row: Row) -> Any:
    if isinstance(node, IsLike):
        return _known(_like, holds(node.text, row), holds(node.pattern, row))
    left, right = holds(node.left, row), holds(node.right, row)
    if isinstance(node, Compares):
        return _known(COMPARED[node.how], left, right)
    if isinstance(node, Lies):
        name = node.how.removeprefix("s_")
        return _known(lambda one, other: bool(getattr(one, name)(other)), left, right)
    assert isinstance(node, Shares)
    return _known(_sets(node.how), left, right)


def _known(function: Any, *values: Any) -> Any:
    return None if any(value is None for value in values) else function(*values)


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _logic(node: All | AnyOf | Not, row: Row) -> bool | None:
    if isinstance(node, Not):
        return _known(operator.not_, holds(node.part, row))
    found = [holds(part, row) for part in node.parts]
    decides = isinstance(node, AnyOf)
    if decides in found:
        return decides
    return None if None in found else not decides


def _computed(node: Computed, row: Row) -> float | None:
    left, right = holds(node.left, row), holds(node.right, row)
    if node.operation in ("/", "div", "%") and right == 0:
        return None
    return _known(COMPUTED[node.operation], left, right)


def _without_accents(text: str) -> str:
    return re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))


def _like(text: str, pattern: str) -> bool:
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    special = {"%": ".*", "_": "."}
    made = "".join(special.get(part, re.escape(part[-1])) for part in parts)
    return re.fullmatch(made, text, re.DOTALL) is not None


def _sets(how: Sets) -> Any:
    return {
        Sets.CONTAINS: lambda a, b: set(a) >= set(b),
        Sets.CONTAINED_BY: lambda a, b: set(a) <= set(b),
        Sets.EQUALS: lambda a, b: set(a) == set(b),
        Sets.OVERLAPS: lambda a, b: bool(set(a) & set(b)),
    }[how]


_LIE = {
    Temporal.AFTER: [("start", ">", "until")],
    Temporal.BEFORE: [("end", "<", "since")],
    Temporal.CONTAINS: [("start", "<", "since"), ("end", ">", "until")],
    Temporal.DURING: [("start", ">", "since"), ("end", "<", "until")],
    Temporal.EQUALS: [("start", "=", "since"), ("end", "=", "until")],
    Temporal.FINISHED_BY: [("start", "<", "since"), ("end", "=", "until")],
    Temporal.FINISHES: [("start", ">", "since"), ("end", "=", "until")],
    Temporal.INTERSECTS: [("start", "<=", "until"), ("end", ">=", "since")],
    Temporal.MEETS: [("end", "=", "since")],
    Temporal.MET_BY: [("start", "=", "until")],
    Temporal.OVERLAPPED_BY: [
        ("start", ">", "since"),
        ("start", "<", "until"),
        ("end", ">", "until"),
    ],
    Temporal.OVERLAPS: [
        ("start", "<", "since"),
        ("end", ">", "since"),
        ("end", "<", "until"),
    ],
    Temporal.STARTED_BY: [("start", "=", "since"), ("end", ">", "until")],
    Temporal.STARTS: [("start", "=", "since"), ("end", "<", "until")],
}


def _happens(how: Temporal, *ends: date | None) -> bool | None:
    if how is Temporal.DISJOINT:
        return _known(operator.not_, _happens(Temporal.INTERSECTS, *ends))
    named = dict(zip(("start", "end", "since", "until"), ends, strict=True))
    met: bool | None = True
    for one, sign, other in _LIE[how]:
        met = _both(met, _known(COMPARED[sign], named[one], named[other]))
    return met


_MEANINGS = {
    FieldValue: lambda node, row: row[node.name],
    Literal: _literal,
    FeatureGeometry: lambda _, row: row["geometry"],
    LiteralGeometry: lambda node, _: shapely.from_wkb(node.wkb),
    Computed: _computed,
    Folded: _folded,
    All: _logic,
    AnyOf: _logic,
    Not: _logic,
    IsUnknown: lambda node, row: holds(node.value, row) is None,
    IsBetween: _between,
    IsOneOf: _one_of,
    Happens: _time,
    IsLike: _of_two,
    Compares: _of_two,
    Lies: _of_two,
    Shares: _of_two,
}
