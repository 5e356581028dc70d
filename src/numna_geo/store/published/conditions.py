"""A checked condition as SQL, with a parameter for each of its values."""

from collections.abc import Callable, Mapping
from operator import add, mul, sub
from typing import Any

from geoalchemy2 import Geography
from sqlalchemy import (
    ARRAY,
    Boolean,
    Double,
    LargeBinary,
    Numeric,
    Text,
    and_,
    any_,
    bindparam,
    cast,
    func,
    literal_column,
    not_,
    or_,
)

from numna_geo.model.comparing import Folding, Operation, Sets, Spatial
from numna_geo.model.condition import (
    All,
    AnyOf,
    Compares,
    Computed,
    Condition,
    FeatureGeometry,
    FieldValue,
    Folded,
    Happens,
    IsBetween,
    IsLike,
    IsNear,
    IsOneOf,
    IsUnknown,
    Lies,
    Literal,
    LiteralGeometry,
    Not,
    Options,
    Shares,
)
from numna_geo.store.published.question import CRS84
from numna_geo.store.published.relation import SQL_TYPES, Column, Relation
from numna_geo.store.published.times import happens

_NFD: Column = literal_column("NFD")


def as_sql(form: Condition, relation: Relation) -> Column:
    """Whether a feature meets a condition of that form, see `condition.lifted`."""
    return _sql(form, relation)


def parameter(index: int) -> str:
    """The name of the parameter for the value at that place."""
    return f"value_{index}"


def _sql(node: Any, relation: Relation) -> Column:
    return _WRITERS[type(node)](node, relation)


def _bound(index: int, kind: Any) -> Column:
    return bindparam(parameter(index), None, kind)


def _field(node: FieldValue, relation: Relation) -> Column:
    return relation.columns[node.name]


def _literal(node: Literal, _: Relation) -> Column:
    return _bound(node.value, SQL_TYPES[node.kind])


def _literal_geometry(node: LiteralGeometry, _: Relation) -> Column:
    made: Column = func.ST_GeomFromWKB(_bound(node.wkb, LargeBinary), CRS84)
    return made


def _feature_geometry(_: FeatureGeometry, relation: Relation) -> Column:
    return relation.geometry


def _options(node: Options, _: Relation) -> Column:
    return _bound(node.values, ARRAY(SQL_TYPES[node.kind]))


def _computed(node: Computed, relation: Relation) -> Column:
    left, right = (cast(_sql(one, relation), Double) for one in (node.left, node.right))
    return _ARITHMETIC[node.operation](left, right)


def _divided(left: Column, right: Column) -> Column:
    # SQLAlchemy's own `/` casts what is a double already.
    some = func.nullif(right, 0.0, type_=Double)
    return left.op("/", precedence=8, return_type=Double())(some)


def _whole(left: Column, right: Column) -> Column:
    return func.trunc(_divided(left, right), type_=Double)


def _remainder(left: Column, right: Column) -> Column:
    # Not by way of `_whole`, which would write each side twice, and twice again in it.
    some = func.nullif(cast(right, Numeric), 0)
    return cast(func.mod(cast(left, Numeric), some), Double)


def _power(left: Column, right: Column) -> Column:
    return func.power(left, right, type_=Double)


_ARITHMETIC: Mapping[Operation, Callable[[Column, Column], Column]] = {
    Operation.ADD: add,
    Operation.SUBTRACT: sub,
    Operation.MULTIPLY: mul,
    Operation.DIVIDE: _divided,
    Operation.WHOLE: _whole,
    Operation.REMAINDER: _remainder,
    Operation.POWER: _power,
}


def _folded(node: Folded, relation: Relation) -> Column:
    text = _sql(node.text, relation)
    if node.folding is Folding.CASE:
        return func.lower(text, type_=Text)
    # Letters and their accents apart, then without the accents; needs no extension.
    apart = func.normalize(text, _NFD, type_=Text)
    return func.regexp_replace(apart, "[\u0300-\u036f]", "", "g", type_=Text)


def _all(node: All, relation: Relation) -> Column:
    return and_(*(_sql(part, relation) for part in node.parts))


def _any_of(node: AnyOf, relation: Relation) -> Column:
    return or_(*(_sql(part, relation) for part in node.parts))


def _not(node: Not, relation: Relation) -> Column:
    return not_(_sql(node.part, relation))


def _compares(node: Compares, relation: Relation) -> Column:
    left, right = _sql(node.left, relation), _sql(node.right, relation)
    compared: Column = left.op(node.how.value, return_type=Boolean())(right)
    return compared


def _is_like(node: IsLike, relation: Relation) -> Column:
    return _sql(node.text, relation).like(_sql(node.pattern, relation))


def _is_between(node: IsBetween, relation: Relation) -> Column:
    low, high = _sql(node.low, relation), _sql(node.high, relation)
    return _sql(node.value, relation).between(low, high)


def _is_one_of(node: IsOneOf, relation: Relation) -> Column:
    same: Column = _sql(node.value, relation) == any_(_sql(node.options, relation))
    return same


def _is_unknown(node: IsUnknown, relation: Relation) -> Column:
    return _sql(node.value, relation).is_(None)


def _lies(node: Lies, relation: Relation) -> Column:
    left, right = _sql(node.left, relation), _sql(node.right, relation)
    if node.how is Spatial.DISJOINT:
        return not_(func.ST_Intersects(left, right, type_=Boolean))
    # `s_intersects` is ST_Intersects, and so are the others.
    name = f"ST_{node.how.removeprefix('s_').capitalize()}"
    tested: Column = getattr(func, name)(left, right, type_=Boolean)
    return tested


def _is_near(node: IsNear, relation: Relation) -> Column:
    this, around = _sql(node.geometry, relation), _sql(node.around, relation)
    metres = _sql(node.metres, relation)
    geometry = relation.geometry
    within = func.ST_DWithin(
        _on_globe(geometry), _on_globe(this), metres, type_=Boolean
    )
    # The index is of degrees: it finds what may be near, then metres are measured.
    return and_(geometry.op("&&", return_type=Boolean())(around), within)


def _on_globe(geometry: Column) -> Column:
    return cast(geometry, Geography)


def _shares(node: Shares, relation: Relation) -> Column:
    left, right = _sql(node.left, relation), _sql(node.right, relation)
    holds = left.op("@>", return_type=Boolean())(right)
    held = left.op("<@", return_type=Boolean())(right)
    match node.how:
        case Sets.CONTAINS:
            return holds
        case Sets.CONTAINED_BY:
            return held
        case Sets.EQUALS:
            return and_(holds, held)
        case Sets.OVERLAPS:
            return left.op("&&", return_type=Boolean())(right)


def _happens(node: Happens, relation: Relation) -> Column:
    ends = (node.left.start, node.left.end, node.right.start, node.right.end)
    return happens(node.how, *(_sql(end, relation) for end in ends))


_WRITERS: Mapping[type, Callable[[Any, Relation], Column]] = {
    FieldValue: _field,
    Literal: _literal,
    LiteralGeometry: _literal_geometry,
    FeatureGeometry: _feature_geometry,
    Options: _options,
    Computed: _computed,
    Folded: _folded,
    All: _all,
    AnyOf: _any_of,
    Not: _not,
    Compares: _compares,
    IsLike: _is_like,
    IsBetween: _is_between,
    IsOneOf: _is_one_of,
    IsUnknown: _is_unknown,
    Lies: _lies,
    IsNear: _is_near,
    Happens: _happens,
    Shares: _shares,
}
