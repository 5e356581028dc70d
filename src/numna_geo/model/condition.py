"""A condition on the features of a dataset, checked: its fields exist, its types fit.

Unknown values are neither equal nor unequal to anything, as in SQL: a condition holds,
does not hold, or is unknown, and features are those for which it holds.
"""

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from numna_geo.model.comparing import (
    Comparison,
    Folding,
    Operation,
    Sets,
    Spatial,
    Temporal,
)
from numna_geo.model.dataset import Kind

Node = TypeVar("Node")

FIRST_DAY, LAST_DAY = date.min, date.max
"""The ends of a time that is open on a side."""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What a feature says in a field."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Literal:
    """A value of the filter itself; of `TEXTS`, a tuple."""

    value: Any
    kind: Kind


@dataclass(frozen=True, slots=True)
class LiteralGeometry:
    """A geometry of the filter itself, as WKB in CRS84."""

    wkb: Any


@dataclass(frozen=True, slots=True)
class FeatureGeometry:
    """Where a feature lies."""


@dataclass(frozen=True, slots=True)
class Options:
    """Values of the filter itself, all of a kind, as a tuple."""

    values: Any
    kind: Kind


@dataclass(frozen=True, slots=True)
class Computed:
    """A number made of two."""

    operation: Operation
    left: "Value"
    right: "Value"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without what does not count."""

    folding: Folding
    text: "Value"


@dataclass(frozen=True, slots=True)
class Time:
    """From a day to a day, both within."""

    start: "Value"
    end: "Value"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Compares:
    """Two values of one kind compare so."""

    how: Comparison
    left: "Value"
    right: "Value"


@dataclass(frozen=True, slots=True)
class IsLike:
    r"""A text looks like a pattern: `%` any signs, `_` any one, `\` before either."""

    text: "Value"
    pattern: "Value"


@dataclass(frozen=True, slots=True)
class IsBetween:
    """A value lies between two, or is one of them."""

    value: "Value"
    low: "Value"
    high: "Value"


@dataclass(frozen=True, slots=True)
class IsOneOf:
    """A value is one of some."""

    value: "Value"
    options: Options


@dataclass(frozen=True, slots=True)
class IsUnknown:
    """A value is unknown."""

    value: "Value | FeatureGeometry"


@dataclass(frozen=True, slots=True)
class Lies:
    """Two geometries lie so to one another."""

    how: Spatial
    left: "Geometry"
    right: "Geometry"


@dataclass(frozen=True, slots=True)
class IsNear:
    """A feature lies within so many metres, on the ellipsoid, of a geometry.

    `around` holds all that may be.
    """

    geometry: LiteralGeometry
    metres: Literal
    around: LiteralGeometry


@dataclass(frozen=True, slots=True)
class Happens:
    """Two times lie so to one another."""

    how: Temporal
    left: Time
    right: Time


@dataclass(frozen=True, slots=True)
class Shares:
    """Two lists compare so."""

    how: Sets
    left: "Value"
    right: "Value"


Value = FieldValue | Literal | Computed | Folded
Geometry = LiteralGeometry | FeatureGeometry
Condition = (
    All
    | AnyOf
    | Not
    | Compares
    | IsLike
    | IsBetween
    | IsOneOf
    | IsUnknown
    | Lies
    | IsNear
    | Happens
    | Shares
    | FieldValue
    | Literal
)
"""A `FieldValue` or a `Literal` is one if its kind is `BOOLEAN`."""

_GIVEN = {Literal: "value", LiteralGeometry: "wkb", Options: "values"}


def lifted(condition: Node) -> tuple[Node, tuple[Any, ...]]:
    """The form of a condition, with places in place of values, and the values.

    >>> people, many = FieldValue("population", Kind.INTEGER), Literal(3.0, Kind.NUMBER)
    >>> lifted(Compares(Comparison.MORE, people, many))[1]
    (3.0,)
    """
    found: list[Any] = []
    return _lifted(condition, found), tuple(found)


def _lifted(node: Any, found: list[Any]) -> Any:
    if isinstance(node, tuple):
        return tuple(_lifted(part, found) for part in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    given = _GIVEN.get(type(node))
    if given:
        found.append(getattr(node, given))
        return replace(node, **{given: len(found) - 1})
    parts = {one.name: getattr(node, one.name) for one in fields(node)}
    made = {name: _lifted(part, found) for name, part in parts.items()}
    return replace(node, **made)
