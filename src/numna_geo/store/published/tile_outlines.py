"""Tiles of territories: outlines by zoom, and what is told of each."""

from collections.abc import Mapping

from sqlalchemy import Double, FromClause, cast, column, func, join, select, true

from numna_geo.model.dataset import Dataset
from numna_geo.model.territory import Level
from numna_geo.model.tile_layers import EPCI_TO, LOW_TO, MID_TO, tile_layer
from numna_geo.store.published.relation import SQL_TYPES, Column, relation_of
from numna_geo.store.published.tile_encoding import (
    GEOMETRY,
    NUMBER,
    among,
    beside,
    drawn,
    encoded,
    number_of_code,
    told,
    unit,
)
from numna_geo.store.reading import Statement
from numna_geo.store.tables import PublishedBroadbandRow, PublishedGapRow


def outlines(dataset: Dataset, zoom: int, named: tuple[str, ...]) -> Statement:
    """A tile of zooms to `zoom` of a dataset of territories, see `tiles.tile`."""
    relation = relation_of(dataset)
    source, columns = _read(dataset)
    fine, mid, low = relation.tiles
    geometry = low if zoom <= LOW_TO else mid if zoom <= MID_TO else fine
    features = (
        select(
            number_of_code(columns["code"]).label(NUMBER),
            func.coalesce(drawn(geometry), drawn(_dot(geometry))).label(GEOMETRY),
            *(told(field, columns[field.name]) for field in tile_layer(dataset).fields),
        )
        .select_from(source)
        .where(
            fine.op("&&")(beside()),
            *relation.where,
            *_shown(dataset, zoom, named),
            *among(columns, named),
        )
    )
    return encoded(dataset.key, features)


def _dot(geometry: Column) -> Column:
    """A square of a unit or two: what is left of a territory that is smaller."""
    return func.ST_Expand(func.ST_PointOnSurface(geometry), unit())


def _shown(dataset: Dataset, zoom: int, named: tuple[str, ...]) -> list[Column]:
    """What of the dataset a tile shows, unless it was asked for something else."""
    columns = relation_of(dataset).columns
    if dataset.key == "gaps" and "level" not in named:
        level = Level.EPCI if zoom <= EPCI_TO else Level.COMMUNE
        return [columns["level"] == level]
    if dataset.key == "broadband" and "period" not in named:
        newest = select(func.max(PublishedBroadbandRow.period)).scalar_subquery()
        return [columns["period"] == newest]
    return []


def _read(dataset: Dataset) -> tuple[FromClause, Mapping[str, Column]]:
    """What is selected from, and columns by field, those that only tiles have too."""
    relation = relation_of(dataset)
    columns = relation.columns
    if dataset.key == "gaps":
        return _figures(dataset)
    if dataset.key == "broadband":
        whole = cast(func.nullif(columns["mci_premises"], 0), Double)
        shares = {
            "thd30_share": columns["thd30_terrestrial"] / whole,
            "gigabit_share": columns["gigabit"] / whole,
        }
        return relation.source, {**columns, **shares}
    return relation.source, columns


def _figures(dataset: Dataset) -> tuple[FromClause, Mapping[str, Column]]:
    """Gaps with their figures read at once: one by one takes four times as long."""
    relation = relation_of(dataset)
    plain = PublishedGapRow.__table__.c
    named = [field for field in tile_layer(dataset).fields if field.name not in plain]
    typed = [column(field.name, SQL_TYPES[field.kind]) for field in named]
    figures = func.jsonb_to_record(PublishedGapRow.figures).table_valued(*typed)
    record = figures.render_derived(name="figures_read", with_types=True)
    source = join(relation.source, record, true())
    return source, {**relation.columns, **{f.name: record.c[f.name] for f in named}}
