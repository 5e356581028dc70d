"""How features become a vector tile, by PostGIS.

Features are in order of their number: equal data give equal bytes, which an aggregate
without an order does not promise.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Double,
    Text,
    any_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import BIT, aggregate_order_by

from numna_geo.model.dataset import Field, Kind
from numna_geo.model.tiling import BUFFER, EXTENT, Tile, side_m
from numna_geo.store.published.relation import Column
from numna_geo.store.reading import Statement

MERCATOR = 3857
NUMBER, GEOMETRY = "number", "geometry"
"""Columns of a feature beside its fields."""

_EDGES = ("west", "south", "east", "north")
_STEPS = 10_000.0
_DIGITS = "^[0-9]{1,15}$"


def window(tile: Tile) -> dict[str, float]:
    """Values of the parameters that `inside` and `beside` ask for."""
    whole = dict(zip(_EDGES, tile.bounds(), strict=True))
    wide = dict(zip(_EDGES, tile.bounds(BUFFER), strict=True))
    values = whole | {f"{edge}_wide": metres for edge, metres in wide.items()}
    return values | {"unit": side_m(tile.zoom) / EXTENT}


def inside() -> Column:
    """The tile, as a box."""
    return _box("")


def beside() -> Column:
    """The tile with what is drawn beyond its sides, as a box."""
    return _box("_wide")


def unit() -> Column:
    """A unit of the tile, in metres at the equator."""
    return bindparam("unit", None, Double)


def _box(suffix: str) -> Column:
    edges = [bindparam(f"{edge}{suffix}", None, Double) for edge in _EDGES]
    return func.ST_MakeEnvelope(*edges, MERCATOR)


def drawn(geometry: Column) -> Column:
    """A geometry in units of the tile, cut where its buffer ends; null if nothing."""
    return func.ST_AsMVTGeom(geometry, inside(), EXTENT, BUFFER, True)


def encoded(layer: str, features: Statement) -> Statement:
    """One row, one column: the tile whose one layer holds `features`.

    Args:
        layer: its name.
        features: `NUMBER`, `GEOMETRY` and fields; those without geometry are left out.
    """
    # The offset keeps the planner from cutting each geometry twice, once to see that
    # it is not null: communes of zoom 6 took 110 ms, and take 48.
    found = features.offset(literal_column("0")).subquery("f")
    row: Column = literal_column(found.name)
    ordered: Column = aggregate_order_by(literal_column(f"'{NUMBER}'"), found.c[NUMBER])
    mvt = func.ST_AsMVT(row, layer, EXTENT, GEOMETRY, ordered)
    return select(mvt).where(found.c[GEOMETRY].is_not(None))


def told(field: Field, column: Column) -> Column:
    """The value of a field as a tile carries it; numbers have four decimals."""
    if field.kind is Kind.NUMBER:
        # Of doubles: ten times as quick as of numerics.
        column = func.round(column * _STEPS) / _STEPS
    return column.label(field.name)


def digest(text: Column) -> Column:
    """52 bits of a digest of a text: JavaScript keeps whole numbers of 53."""
    bits = func.concat("x", func.left(func.md5(text), 13))
    return cast(cast(bits, BIT(52)), BigInteger)


def number_of_code(code: Column) -> Column:
    """The number of a feature that has an INSEE or SIREN code: that code.

    Corsica's have a letter, hence the digest of them.
    """
    return case((code.op("~")(_DIGITS), cast(code, BigInteger)), else_=digest(code))


def among(columns: Mapping[str, Column], named: Sequence[str]) -> list[Column]:
    """Each field of `named` holds one of the values bound as `only_{field}`."""
    return [
        columns[name] == any_(bindparam(f"only_{name}", None, ARRAY(Text)))
        for name in named
    ]


def bound(only: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Values of the parameters that `among` asks for."""
    return {f"only_{name}": list(values) for name, values in only.items()}
