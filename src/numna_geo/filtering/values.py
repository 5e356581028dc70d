"""The values in a filter: fields, literals, sums, folded texts, days, lists."""

import re
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

from numna_geo.filtering.refusing import refused
from numna_geo.filtering.scope import Scope
from numna_geo.model.comparing import Folding, Operation
from numna_geo.model.condition import (
    FIRST_DAY,
    LAST_DAY,
    Computed,
    Folded,
    Literal,
    Time,
    Value,
)
from numna_geo.model.dataset import Kind

NUMBERS = (Kind.INTEGER, Kind.NUMBER)
_OPERATIONS = tuple(Operation)
_FOLDINGS = tuple(Folding)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)?"
)
_A_DAY = "a day such as DATE('2026-11-26')"


def kind_of(value: Value) -> Kind:
    """The kind of a value; a number is `NUMBER` whether it is whole or not."""
    if isinstance(value, Computed):
        return Kind.NUMBER
    if isinstance(value, Folded):
        return Kind.TEXT
    return Kind.NUMBER if value.kind in NUMBERS else value.kind


def value_of(part: Any, scope: Scope) -> Value:
    """A value of any kind.

    Raises:
        InvalidQuery: it is none, or made of values of the wrong kinds.
    """
    if isinstance(part, dict):
        return _made(part, scope)
    if isinstance(part, bool):
        return Literal(part, Kind.BOOLEAN)
    if isinstance(part, int | float):
        if not isfinite(part):
            raise refused(part, "a number that can be counted with")
        return Literal(float(part), Kind.NUMBER)
    if isinstance(part, str):
        return Literal(_sound(part), Kind.TEXT)
    if isinstance(part, list):
        return texts_of(part, scope)
    raise refused(part, "a value; for unknown ones, IS NULL")


def texts_of(part: Any, scope: Scope) -> Value:
    """A list of texts: a field that holds one, or one written in the filter."""
    if isinstance(part, str):
        part = [part]
    if isinstance(part, list):
        if not all(isinstance(text, str) for text in part):
            raise refused(part, "texts only, such as ('idea', 'launch')")
        return Literal(tuple(map(_sound, part)), Kind.TEXTS)
    value = value_of(part, scope)
    if kind_of(value) is not Kind.TEXTS:
        raise refused(part, "a list of texts, such as ('idea', 'launch')")
    return value


def as_day(part: Any, value: Value) -> Value:
    """The same value as a day: a text that is written as one is.

    Raises:
        InvalidQuery: it is no day.
    """
    if kind_of(value) is Kind.DATE:
        return value
    if isinstance(value, Literal) and value.kind is Kind.TEXT:
        return Literal(_day(value.value, part), Kind.DATE)
    raise refused(part, _A_DAY)


def time_of(part: Any, scope: Scope) -> Time:
    """A day, or from a day to a day; `..` is no end.

    Raises:
        InvalidQuery: it is no time, or ends before it starts.
    """
    if isinstance(part, dict) and "interval" in part:
        ends = part["interval"]
        if not isinstance(ends, list) or len(ends) != 2:  # noqa: PLR2004 - an interval
            raise refused(part, "two ends, such as INTERVAL('2026-01-01', '..')")
        start = _end(ends[0], FIRST_DAY, scope)
        end = _end(ends[1], LAST_DAY, scope)
        known = isinstance(start, Literal) and isinstance(end, Literal)
        if known and start.value > end.value:  # type: ignore[union-attr]
            raise refused(part, "an interval that ends after it starts")
        return Time(start, end)
    day = as_day(part, value_of(part, scope))
    return Time(day, day)


def _end(part: Any, none: date, scope: Scope) -> Value:
    if part == "..":
        return Literal(none, Kind.DATE)
    return as_day(part, value_of(part, scope))


def _made(part: dict[str, Any], scope: Scope) -> Value:
    name = part.get("property")
    if isinstance(name, str):
        return scope.field(name)
    for key in ("date", "timestamp"):
        if isinstance(part.get(key), str):
            return Literal(_day(part[key], part), Kind.DATE)
    operator, parts = str(part.get("op", "")).lower(), part.get("args", [])
    if operator in _OPERATIONS and len(parts) == 2:  # noqa: PLR2004 - of two numbers
        left, right = (_number(one, scope) for one in parts)
        return Computed(Operation(operator), left, right)
    if operator in _FOLDINGS and len(parts) == 1:
        text = value_of(parts[0], scope)
        if kind_of(text) is not Kind.TEXT:
            raise refused(parts[0], "a text, as only texts have case and accents")
        return Folded(Folding(operator), text)
    raise refused(part, "a field, a literal, or something computed of them")


def _number(part: Any, scope: Scope) -> Value:
    value = value_of(part, scope)
    if kind_of(value) is not Kind.NUMBER:
        raise refused(part, "a number, as only numbers can be counted with")
    return value


def _day(text: str, part: Any) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        if _MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text.upper())
            return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        pass
    raise refused(part, _A_DAY)


def _sound(text: str) -> str:
    if "\0" in text:
        raise refused(text.replace("\0", "?"), "text without a NUL")
    return text
