"""How features are told: their columns, as bytes of JSON that are ready to be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary, Text, func, literal, literal_column, null
from sqlalchemy import cast as as_type

from numna_geo.store.published.question import CRS84
from numna_geo.store.published.relation import Column, Relation

# 10 cm in degrees, 1 cm in metres.
_DIGITS = {CRS84: 6}
_DIGITS_OF_METRES = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """What of features is told: `properties` (None: all), `geometry`, and in which CRS.

    `lat_first` swaps axes, as EPSG:4326 wants it.
    """

    properties: tuple[str, ...] | None
    geometry: bool
    srid: int
    lat_first: bool


def texts(relation: Relation, shown: Shown) -> list[Column]:
    """`fid`, and as texts `properties` and `geometry`."""
    properties = relation.properties_json
    if shown.properties is not None:
        properties = _some_properties(relation, shown.properties)
    return [
        relation.fid.label("fid"),
        properties.label("properties"),
        _geometry(relation, shown).label("geometry"),
    ]


def columns(relation: Relation, shown: Shown) -> list[Column]:
    """The same, as bytes."""
    fid, properties, geometry = texts(relation, shown)
    return [fid, as_bytes(properties), as_bytes(geometry)]


def as_bytes(text: Column) -> Column:
    """A text as it is sent: read as text, a page is decoded and encoded for nothing."""
    name = getattr(text, "name", None)
    encoded: Column = func.convert_to(text, _UTF8, type_=LargeBinary)
    return encoded.label(name)


_UTF8: Column = literal_column("'UTF8'")


def _geometry(relation: Relation, shown: Shown) -> Column:
    if not shown.geometry:
        return as_type(null(), Text)
    if shown.srid == CRS84 and not shown.lat_first:
        return relation.geometry_json
    shape = projected(relation.geometry, shown.srid)
    if shown.lat_first:
        shape = func.ST_FlipCoordinates(shape)
    digits = _DIGITS.get(shown.srid, _DIGITS_OF_METRES)
    # 0: no `crs` member, which GeoJSON no longer has.
    written: Column = func.ST_AsGeoJSON(shape, digits, 0)
    return written


def projected(geometry: Column, srid: int) -> Column:
    """A geometry in another CRS, x before y."""
    return geometry if srid == CRS84 else func.ST_Transform(geometry, srid)


def _some_properties(relation: Relation, names: Sequence[str]) -> Column:
    """A JSON object of some fields; functions that make one take few of them."""
    parts: list[Any] = []
    for index, name in enumerate(names):
        value = as_type(func.to_json(relation.columns[name]), Text)
        key = f'{"," if index else ""}"{name}":'
        parts += [literal(key, Text), func.coalesce(value, "null")]
    text: Column = literal("{", Text)
    for part in [*parts, literal("}", Text)]:
        text = text.concat(part)
    return text
