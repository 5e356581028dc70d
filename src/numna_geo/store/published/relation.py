"""Where the features of a dataset are read: its tables, and columns by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Double,
    FromClause,
    Text,
    and_,
    cast,
    outerjoin,
)
from sqlalchemy.types import TypeEngine

from numna_geo.model.dataset import Dataset, Kind
from numna_geo.model.territory import Level
from numna_geo.store.tables import (
    PublishedBroadbandRow,
    PublishedGapRow,
    PublishedStructureRow,
    PublishedTerritoryRow,
)

Column = ColumnElement[Any]

SQL_TYPES: Mapping[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Text(),
    Kind.INTEGER: BigInteger(),
    Kind.NUMBER: Double(),
    Kind.BOOLEAN: Boolean(),
    Kind.DATE: Date(),
    Kind.TEXTS: ARRAY(Text),
}
"""What a value of a field is bound as, or cast to."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Relation:
    """The features of a dataset, as SQL: there is one of each, equal to itself only.

    Args:
        source: what is selected from; a feature is one of its rows.
        where: which of its rows are features of the dataset.
        columns: by name of field, each of the type of its `Kind`.
        fid: the identifier.
        geometry: in CRS84, with an index.
        geometry_json: the same as GeoJSON, ready.
        properties_json: all fields as a JSON object, ready.
        tiles: the geometry in Web Mercator, the finest first.
    """

    source: FromClause
    where: tuple[Column, ...]
    columns: Mapping[str, Column]
    fid: Column
    geometry: Column
    geometry_json: Column
    properties_json: Column
    tiles: tuple[Column, ...]


def relation_of(dataset: Dataset) -> Relation:
    """Where the features of `dataset` are read."""
    # A dataset is made once, and is itself too rich to be hashed.
    if dataset.key not in _known:
        _known[dataset.key] = _MADE[dataset.key](dataset)
    return _known[dataset.key]


_known: dict[str, Relation] = {}


def _structures(dataset: Dataset) -> Relation:
    row = PublishedStructureRow
    return Relation(
        source=row.__table__,
        where=(),
        columns=_columns(row.__table__, dataset),
        fid=_column(row.id),
        geometry=_column(row.geom),
        geometry_json=_column(row.geometry_json),
        properties_json=_column(row.properties_json),
        tiles=(_column(row.tile_geom),),
    )


def _territories(level: Level) -> Callable[[Dataset], Relation]:
    def made(dataset: Dataset) -> Relation:
        row = PublishedTerritoryRow
        return Relation(
            source=row.__table__,
            where=(row.level == level,),
            columns=_columns(row.__table__, dataset),
            fid=_column(row.code),
            properties_json=_column(row.properties_json),
            **_OUTLINES,
        )

    return made


def _broadband(dataset: Dataset) -> Relation:
    row, outline = PublishedBroadbandRow, PublishedTerritoryRow
    same = and_(outline.level == Level.COMMUNE, outline.code == row.code)
    return Relation(
        source=outerjoin(row.__table__, outline.__table__, same),
        where=(),
        columns=_columns(row.__table__, dataset),
        fid=_column(row.id),
        properties_json=_column(row.properties_json),
        **_OUTLINES,
    )


def _gaps(dataset: Dataset) -> Relation:
    row, outline = PublishedGapRow, PublishedTerritoryRow
    same = and_(outline.level == row.level, outline.code == row.code)
    figures = {
        field.name: cast(row.figures[field.name].astext, SQL_TYPES[field.kind])
        for field in dataset
        if field.name not in row.__table__.c
    }
    plain = _columns(row.__table__, dataset)
    return Relation(
        source=outerjoin(row.__table__, outline.__table__, same),
        where=(),
        columns=MappingProxyType(
            {field.name: {**plain, **figures}[field.name] for field in dataset}
        ),
        fid=_column(row.id),
        properties_json=_column(row.properties_json),
        **_OUTLINES,
    )


def _columns(table: FromClause, dataset: Dataset) -> Mapping[str, Column]:
    names = [field.name for field in dataset if field.name in table.c]
    return MappingProxyType({name: table.c[name] for name in names})


def _column(attribute: Any) -> Column:
    # The plain column: an attribute of a mapped class drags its entity along.
    column: Column = attribute.property.columns[0]
    return column


_OUTLINES: Mapping[str, Any] = {
    "geometry": _column(PublishedTerritoryRow.geom),
    "geometry_json": _column(PublishedTerritoryRow.geometry_json),
    "tiles": (
        _column(PublishedTerritoryRow.tile_geom),
        _column(PublishedTerritoryRow.tile_geom_mid),
        _column(PublishedTerritoryRow.tile_geom_low),
    ),
}

_MADE: Mapping[str, Callable[[Dataset], Relation]] = {
    "structures": _structures,
    "communes": _territories(Level.COMMUNE),
    "epci": _territories(Level.EPCI),
    "departements": _territories(Level.DEPARTEMENT),
    "broadband": _broadband,
    "gaps": _gaps,
}
