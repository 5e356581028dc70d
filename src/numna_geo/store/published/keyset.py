"""The order of features, and what follows a place in it: nothing twice, nothing lost.

The identifier always comes last, hence no two features share a place. Unknown values
come after all known ones, up or down.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import ColumnElement, and_, bindparam, or_

from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.model.dataset import Field, Kind
from numna_geo.store.published.question import FeatureQuestion
from numna_geo.store.published.relation import SQL_TYPES, Column, Relation

Sort = tuple[tuple[str, bool], ...]
"""Fields with whether they descend."""
Place = tuple[Any, ...]
"""The values of the sorted fields of a feature, then its identifier."""


def order(relation: Relation, sort: Sort) -> list[ColumnElement[Any]]:
    """What to order by."""
    columns = relation.columns
    wanted = [
        (columns[name].desc() if down else columns[name].asc()).nulls_last()
        for name, down in sort
    ]
    return [*wanted, relation.fid]


def following(
    relation: Relation, sort: Sort, unknown: Sequence[bool], kinds: Sequence[Kind]
) -> Column:
    """Whether a feature comes after the place that `place_values` fills in.

    Args:
        relation: of the features.
        sort: the order.
        unknown: which of the sorted values of that place are.
        kinds: of the sorted fields.
    """
    after: Column = relation.fid > bindparam("after", None, SQL_TYPES[Kind.TEXT])
    places = list(zip(sort, unknown, kinds, range(len(sort)), strict=True))
    for (name, down), is_unknown, kind, index in reversed(places):
        column = relation.columns[name]
        if is_unknown:
            after = and_(column.is_(None), after)
            continue
        value = bindparam(f"after_{index}", None, SQL_TYPES[kind])
        beyond = column < value if down else column > value
        after = or_(beyond, column.is_(None), and_(column == value, after))
    return after


def place_values(place: Place) -> Mapping[str, Any]:
    """Values of the parameters of `following`."""
    *sorted_by, fid = place
    found = {
        f"after_{index}": value
        for index, value in enumerate(sorted_by)
        if value is not None
    }
    return {**found, "after": fid}


def place_text(row: Mapping[str, Any], question: FeatureQuestion) -> str:
    """The place of a row of `reading.features`, as text for a cursor."""
    values = [row[f"k{index}"] for index in range(len(question.sort))]
    return orjson.dumps([*values, row["fid"]]).decode()


def place_of(text: str, question: FeatureQuestion) -> Place:
    """The place that `place_text` wrote for the same order.

    Raises:
        InvalidQuery: it wrote no such text.
    """
    fields = [question.dataset.by_name[name] for name, _ in question.sort]
    fields.append(question.dataset.by_name[question.dataset.identifier])
    try:
        values = orjson.loads(text)
        if values[-1] is not None:
            return tuple(_typed(*one) for one in zip(values, fields, strict=True))
    except (ValueError, TypeError, IndexError, KeyError):
        pass
    wrong = WrongParameter("cursor", text, "the `cursor` of a `next` link")
    raise InvalidQuery("this cursor is not of this list", [wrong])


def _typed(value: Any, field: Field) -> Any:
    if value is None:
        return None
    if field.kind is Kind.DATE:
        return date.fromisoformat(value)
    if field.kind is Kind.NUMBER:
        return float(value)
    texts = value if field.kind is Kind.TEXTS else [value]
    expected = _PYTHON_TYPES[field.kind]
    if any(type(text) is not expected or "\0" in str(text) for text in texts):
        raise TypeError(value)
    if field.kind is Kind.INTEGER and abs(value) >= 2**63:
        raise ValueError(value)
    return value


_PYTHON_TYPES = {Kind.TEXT: str, Kind.TEXTS: str, Kind.INTEGER: int, Kind.BOOLEAN: bool}
