"""Telling what is wrong in a filter: the part, and what was expected there."""

from difflib import get_close_matches
from typing import Any

import cql2

from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.model.dataset import Dataset

_SHOWN = 120


def refused(part: Any, expected: str, *, why: str = "") -> InvalidQuery:
    """The error for a part of a filter."""
    told = written(part)
    wrong = WrongParameter("filter", told, expected)
    return InvalidQuery(why or f"the filter cannot be used: {told}", [wrong])


def unknown_field(name: str, dataset: Dataset) -> InvalidQuery:
    """The error for a field that the dataset does not have."""
    near = get_close_matches(name.lower(), dataset.by_name, n=3, cutoff=0.5)
    meant = f"did you mean {' or '.join(near)}?" if near else "see /queryables"
    return refused(
        {"property": name},
        f"a field of `{dataset.key}` ({meant})",
        why=f"`{name[:_SHOWN]}` is no field of `{dataset.key}`",
    )


def written(part: Any) -> str:
    """A part of a filter as CQL2 text, cut short."""
    if isinstance(part, str):
        return f"'{part[:_SHOWN]}'"
    # It is shown, never used: whatever cannot be written so is shown as it is.
    try:
        text = str(cql2.Expr(part).to_text())
    except Exception:
        text = str(part)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
