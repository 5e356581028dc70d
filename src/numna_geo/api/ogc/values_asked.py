"""Fields as query parameters: `department_code=23`."""

from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite
from typing import Any

from numna_geo.api.ogc.asked import Parameters, wrong
from numna_geo.model.dataset import Dataset, Field, Kind

_LARGEST, _DIGITS = 2**63, 18


def equals_of(dataset: Dataset, asked: Parameters) -> dict[str, tuple[Any, ...]]:
    """The values that are asked for, by field.

    Raises:
        InvalidQuery: one is no value of its field.
    """
    fields = dataset.by_name
    return {
        name: (value_of(fields[name], text),)
        for name, text in asked.items()
        if name in fields
    }


def value_of(field: Field, text: str) -> Any:
    """The value of a field that `text` writes.

    Raises:
        InvalidQuery: it writes none.
    """
    read, expected = _READERS[field.kind]
    if field.values and text not in field.values:
        raise wrong(field.name, text, f"one of: {', '.join(field.values)}")
    try:
        return read(text)
    except ValueError:
        raise wrong(field.name, text, expected) from None


def _integer(text: str) -> int:
    plain = text.removeprefix("-")
    if not (plain.isascii() and plain.isdigit()):
        raise ValueError(text)
    # No field holds more, and Python reads thousands of digits slowly.
    return int(text) if len(plain) <= _DIGITS else _LARGEST


def _number(text: str) -> float:
    value = float(text)
    if "_" in text or not isfinite(value):
        raise ValueError(text)
    return value


def _day(text: str) -> date:
    # Python also reads 20260630 and 2026-W27-2.
    if len(text) != len("2026-06-30") or "W" in text:
        raise ValueError(text)
    return date.fromisoformat(text)


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


_READERS: Mapping[Kind, tuple[Callable[[str], Any], str]] = {
    Kind.TEXT: (str, "a text"),
    Kind.TEXTS: (str, "a text"),
    Kind.INTEGER: (_integer, "a whole number"),
    Kind.NUMBER: (_number, "a number, with a decimal point"),
    Kind.BOOLEAN: (_boolean, "true or false"),
    Kind.DATE: (_day, "a date such as 2026-06-30"),
}
