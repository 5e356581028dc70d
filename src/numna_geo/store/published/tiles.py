"""Vector tiles of the published datasets, and what part of the map they cover."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import func, select

from numna_geo.model.dataset import Dataset, Shape
from numna_geo.model.tile_layers import EPCI_TO, GROUPED_TO, LOW_TO, MID_TO
from numna_geo.model.tiling import MAX_ZOOM, Tile
from numna_geo.store.published.tile_encoding import bound, window
from numna_geo.store.published.tile_outlines import outlines
from numna_geo.store.published.tile_points import cells, points
from numna_geo.store.reading import Filled, Statement
from numna_geo.store.tables import PublishedBroadbandRow, PublishedTerritoryRow

# Zooms of a band are answered by one statement.
_BANDS = sorted({EPCI_TO, GROUPED_TO, LOW_TO, MID_TO})

_built: dict[tuple[str, int, tuple[str, ...]], Statement] = {}


def tile(dataset: Dataset, wanted: Tile, only: Mapping[str, Sequence[str]]) -> Filled:
    """One row, one column: a vector tile, empty where there is nothing to show.

    Numbers of features are INSEE and SIREN codes, which join to any other table; those
    of structures are 52 bits of a digest of their identifier, those of grouped points
    of their cell.

    Args:
        dataset: its only layer.
        wanted: a tile of the matrix set.
        only: values by field; a feature has one of them.
    """
    values: dict[str, Any] = {**window(wanted), **bound(only)}
    if dataset.shape is Shape.POINT and wanted.zoom <= GROUPED_TO:
        values |= cells(wanted)
    return Filled(_statement(dataset, wanted.zoom, tuple(sorted(only))), values)


def _statement(dataset: Dataset, zoom: int, named: tuple[str, ...]) -> Statement:
    band = next((last for last in _BANDS if zoom <= last), MAX_ZOOM)
    known = (dataset.key, band, named)
    if known not in _built:
        build = points if dataset.shape is Shape.POINT else outlines
        _built[known] = build(dataset, band, named)
    return _built[known]


def covered() -> Filled:
    """One row: `west`, `south`, `east`, `north` of the region, and `periods`.

    In Web Mercator. The last are the quarters of broadband in order, of which tiles
    show the newest unless asked; to find it again takes longer than to cut most tiles.
    """
    return Filled(_covered(), {})


@cache
def _covered() -> Statement:
    box = func.ST_Extent(PublishedTerritoryRow.tile_geom)
    period = PublishedBroadbandRow.period
    periods = select(period).distinct().order_by(period).scalar_subquery()
    return select(
        func.ST_XMin(box).label("west"),
        func.ST_YMin(box).label("south"),
        func.ST_XMax(box).label("east"),
        func.ST_YMax(box).label("north"),
        func.array(periods).label("periods"),
    )
