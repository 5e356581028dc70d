"""The conditions of a filter on where and when features lie, and on their lists."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

from numna_geo.filtering.geometries import around, collects, geometry_of
from numna_geo.filtering.refusing import refused
from numna_geo.filtering.scope import Scope
from numna_geo.filtering.values import texts_of, time_of
from numna_geo.model.comparing import Sets, Spatial, Temporal
from numna_geo.model.condition import (
    Condition,
    FeatureGeometry,
    Happens,
    IsNear,
    Lies,
    Literal,
    LiteralGeometry,
    Shares,
)
from numna_geo.model.dataset import Kind

_Parts = list[Any]

# Before CQL2, the functions had no prefix.
_OLDER = {how.value.removeprefix("s_"): how for how in Spatial} | {
    "anyinteracts": Temporal.INTERSECTS
}

_NEAR = "S_DWITHIN(geom, POINT(-0.58 44.84), 5000), in metres"
_UNITS = {
    "m": 1.0,
    "metre": 1.0,
    "metres": 1.0,
    "meter": 1.0,
    "meters": 1.0,
    "km": 1000.0,
    "kilometres": 1000.0,
    "kilometers": 1000.0,
}


def _lies(name: str, parts: _Parts, scope: Scope) -> Condition:
    how = Spatial(_OLDER.get(name, name))
    left, right = (geometry_of(part, scope) for part in _two(name, parts))
    if how not in (Spatial.INTERSECTS, Spatial.DISJOINT):
        for part, geometry in zip(parts, (left, right), strict=True):
            if collects(geometry):
                raise refused(part, f"a geometry of one kind, for {name.upper()}")
    return Lies(how, left, right)


def _near(name: str, parts: _Parts, scope: Scope) -> Condition:
    if len(parts) not in (3, 4):
        raise refused({"op": name, "args": parts}, _NEAR)
    one, other = (geometry_of(part, scope) for part in parts[:2])
    if isinstance(one, LiteralGeometry):
        one, other = other, one
    if isinstance(one, LiteralGeometry) or isinstance(other, FeatureGeometry):
        raise refused({"op": name, "args": parts}, _NEAR)
    metres = _metres(parts[2:])
    return IsNear(other, Literal(metres, Kind.NUMBER), around(other, metres))


def _metres(parts: _Parts) -> float:
    distance, unit = parts[0], 1.0
    if isinstance(distance, bool) or not isinstance(distance, int | float):
        raise refused(distance, _NEAR)
    if len(parts) > 1:
        name = parts[1].get("property") if isinstance(parts[1], dict) else parts[1]
        if str(name).lower() not in _UNITS:
            raise refused(parts[1], "metres or kilometres")
        unit = _UNITS[str(name).lower()]
    if not isfinite(distance) or not 0 <= distance * unit < _AROUND_THE_EARTH_M:
        raise refused(distance, "a distance of 0 m or more, on this planet")
    return float(distance * unit)


_AROUND_THE_EARTH_M = 40_100_000


def _happens(name: str, parts: _Parts, scope: Scope) -> Condition:
    how = Temporal(_OLDER.get(name, name))
    left, right = (time_of(part, scope) for part in _two(name, parts))
    return Happens(how, left, right)


def _shares(name: str, parts: _Parts, scope: Scope) -> Condition:
    left, right = (texts_of(part, scope) for part in _two(name, parts))
    return Shares(Sets(name), left, right)


def _two(name: str, parts: _Parts) -> _Parts:
    if len(parts) != 2:  # noqa: PLR2004 - all relations are of two
        raise refused({"op": name, "args": parts}, f"two operands of {name.upper()}")
    return parts


_Test = Callable[[str, _Parts, Scope], Condition]

TESTS: Mapping[str, _Test] = {
    **dict.fromkeys(Spatial, _lies),
    **{name: _lies for name, how in _OLDER.items() if isinstance(how, Spatial)},
    **dict.fromkeys(Temporal, _happens),
    "anyinteracts": _happens,
    **dict.fromkeys(Sets, _shares),
    "s_dwithin": _near,
    "dwithin": _near,
}
"""By name in lower case."""
