"""Which features a question means, as conditions with parameters to fill in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    Double,
    Float,
    Integer,
    Text,
    and_,
    any_,
    bindparam,
    case,
    false,
    func,
    literal,
    or_,
    true,
)

from numna_geo.model.condition import Condition, lifted
from numna_geo.model.dataset import Kind
from numna_geo.store.published.conditions import as_sql, parameter
from numna_geo.store.published.question import CRS84, Box, FeatureQuestion
from numna_geo.store.published.relation import (
    SQL_TYPES,
    Column,
    Relation,
    relation_of,
)

_SIDES = ("west", "south", "east", "north")

# What lies beyond has no longitude and latitude in that projection, or not one that
# means anything; no feature does.
_WORLDS = {
    2154: (-2e6, 4e6, 3.5e6, 9e6),
    3857: (-20037508.34, -20037508.34, 20037508.34, 20037508.34),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a question its conditions depend on, apart from the values."""

    relation: Relation
    box: tuple[int, bool] | None
    days: tuple[str, str, bool, bool] | None
    equals: tuple[tuple[str, Kind], ...]
    form: Condition | None


def chosen(question: FeatureQuestion) -> tuple[Chosen, dict[str, Any]]:
    """What the conditions of a question depend on, and values for their parameters."""
    form, given = lifted(question.condition)
    found = _values(question)
    for index, value in enumerate(given):
        found[parameter(index)] = list(value) if isinstance(value, tuple) else value
    return _chosen(question, form), found


def _chosen(question: FeatureQuestion, form: Condition | None) -> Chosen:
    dataset, box = question.dataset, question.box
    days = None
    if question.days and dataset.time:
        first, last = question.days
        days = (*dataset.time, first is not None, last is not None)
    return Chosen(
        relation_of(dataset),
        (box.srid, box.crosses) if box else None,
        days,
        tuple((name, dataset.by_name[name].kind) for name in question.equals),
        form,
    )


def conditions(asked: Chosen) -> list[Column]:
    """All that a feature must meet."""
    found = list(asked.relation.where)
    if asked.box:
        found.append(_touches(asked.relation, *asked.box))
    if asked.days:
        found += _in_days(asked.relation, *asked.days)
    for index, (name, kind) in enumerate(asked.equals):
        found.append(_is_one_of(asked.relation.columns[name], kind, f"equals_{index}"))
    if asked.form is not None:
        found.append(as_sql(asked.form, asked.relation))
    return found


def _values(question: FeatureQuestion) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if question.box:
        found |= _sides(question.box)
    if question.days and question.dataset.time:
        found |= dict(zip(("first_day", "last_day"), question.days, strict=True))
    for index, (name, wanted) in enumerate(question.equals.items()):
        write = _AS[question.dataset.by_name[name].kind]
        found[f"equals_{index}"] = [write(value) for value in wanted]
    return {name: value for name, value in found.items() if value is not None}


def storable(text: str) -> str:
    """The same text if PostgreSQL can hold it, else one that no feature has."""
    plain = text.encode("utf-8", "replace").decode()
    return plain.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _sides(box: Box) -> Mapping[str, float]:
    sides = (box.west, box.south, box.east, box.north)
    if box.srid in _WORLDS:
        west, south, east, north = _WORLDS[box.srid]
        sides = (
            min(max(box.west, west), east),
            min(max(box.south, south), north),
            min(max(box.east, west), east),
            min(max(box.north, south), north),
        )
    return dict(zip(_SIDES, sides, strict=True))


def _touches(relation: Relation, srid: int, crosses: bool) -> Column:
    west, south, east, north = (bindparam(side, None, Double) for side in _SIDES)
    geometry = relation.geometry
    if crosses:
        until, since = literal(180.0, Double), literal(-180.0, Double)
        return or_(
            _on_globe(geometry, west, south, until, north),
            _on_globe(geometry, since, south, east, north),
        )
    if srid == CRS84:
        return _on_globe(geometry, west, south, east, north)
    box = _box(west, south, east, north, srid)
    # Straight lines of one projection are bent in another: the index is asked for a
    # little more than the box, and the geometry itself in the CRS of the box.
    step = func.greatest(east - west, north - south, 1.0) / 32.0
    around = func.ST_Transform(func.ST_Segmentize(box, step), CRS84)
    sides = (func.ST_XMax, func.ST_XMin, func.ST_YMax, func.ST_YMin)
    right, left, top, bottom = (side(around, type_=Double) for side in sides)
    return and_(
        geometry.op("&&")(
            func.ST_Expand(around, (right - left + top - bottom + 1e-4) / 100.0)
        ),
        func.ST_Intersects(func.ST_Transform(geometry, srid), box),
    )


def _on_globe(
    geometry: Column, west: Column, south: Column, east: Column, north: Column
) -> Column:
    """The same as ST_Intersects with a box in degrees, and several times as fast.

    The index rounds to single precision and finds a little more than there is: what it
    finds is tried once more. An outline that lies in the box whole (`@`) need not be
    read for that.
    """
    box = _box(west, south, east, north)
    if _is_point(geometry):
        beside, above = (
            side(geometry).between(low, high)
            for side, low, high in ((func.ST_X, west, east), (func.ST_Y, south, north))
        )
        met = and_(beside, above)
    else:
        met = or_(geometry.op("@")(box), func.ST_Intersects(geometry, box))
    # By CASE, or the planner takes each comparison for a rare event, and sorts the
    # region where it could walk along the identifiers.
    return and_(geometry.op("&&")(box), case((met, true()), else_=false()))


def _is_point(geometry: Column) -> bool:
    return getattr(geometry.type, "geometry_type", None) == "POINT"


def _box(
    west: Column, south: Column, east: Column, north: Column, srid: int = CRS84
) -> Column:
    # ST_MakeEnvelope makes a polygon of a box without width, and it touches nothing.
    across = func.ST_MakeLine(
        func.ST_MakePoint(west, south), func.ST_MakePoint(east, north)
    )
    box: Column = func.ST_SetSRID(func.ST_Envelope(across), literal(srid, Integer))
    return box


def _in_days(
    relation: Relation, start: str, end: str, has_first: bool, has_last: bool
) -> list[Column]:
    starts, ends = relation.columns[start], relation.columns[end]
    first, last = (
        bindparam(name, None, SQL_TYPES[Kind.DATE])
        for name in ("first_day", "last_day")
    )
    # A feature whose first or last day is unknown has none on that side.
    return [
        *([or_(ends.is_(None), ends >= first)] if has_first else []),
        *([or_(starts.is_(None), starts <= last)] if has_last else []),
    ]


def _is_one_of(column: Column, kind: Kind, name: str) -> Column:
    if kind is Kind.TEXTS:
        shared: Column = column.op("&&")(bindparam(name, None, ARRAY(Text)))
        return shared
    # Any number may be asked of an integer: a fraction equals none.
    value = Float() if kind is Kind.INTEGER else SQL_TYPES[kind]
    one: Column = column == any_(bindparam(name, None, ARRAY(value)))
    return one


def _same(value: Any) -> Any:
    return value


_AS: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: storable,
    Kind.TEXTS: storable,
    Kind.INTEGER: float,
    Kind.NUMBER: float,
    Kind.BOOLEAN: _same,
    Kind.DATE: _same,
}
