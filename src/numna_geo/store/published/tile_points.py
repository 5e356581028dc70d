"""Tiles of points: grouped by cell and family far away, one by one near by."""

from sqlalchemy import (
    Double,
    Integer,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    func,
    null,
    select,
)

from numna_geo.model.dataset import Dataset
from numna_geo.model.structure import Status
from numna_geo.model.tile_layers import CELLS, COUNTS, GROUPED_TO, tile_layer
from numna_geo.model.tiling import HALF_M, Tile, side_m
from numna_geo.store.published.relation import Column, Relation, relation_of
from numna_geo.store.published.tile_encoding import (
    GEOMETRY,
    MERCATOR,
    NUMBER,
    among,
    beside,
    digest,
    drawn,
    encoded,
    told,
)
from numna_geo.store.reading import Statement
from numna_geo.store.tables import PublishedStructureRow

_COUNT = "count"


def points(dataset: Dataset, zoom: int, named: tuple[str, ...]) -> Statement:
    """A tile of zooms to `zoom` of a dataset of points, see `tiles.tile`."""
    if zoom <= GROUPED_TO:
        return _grouped(dataset, named)
    relation = relation_of(dataset)
    family = relation.columns["family"]
    counted = {
        _COUNT: cast(1, Integer),
        **{f"count_{one}": case((family == one, 1)) for one in COUNTS},
    }
    columns = {**relation.columns, **counted}
    features = (
        select(
            digest(relation.fid).label(NUMBER),
            drawn(relation.tiles[0]).label(GEOMETRY),
            *(told(field, columns[field.name]) for field in tile_layer(dataset).fields),
        )
        .select_from(relation.source)
        .where(
            relation.tiles[0].op("&&")(beside()),
            *relation.where,
            *among(columns, named),
        )
    )
    return encoded(dataset.key, features)


def cells(tile: Tile) -> dict[str, float]:
    """Values of the parameters that a grouped tile asks for besides its window.

    Cells are numbered from the west and the south of the world: those of neighbouring
    tiles are the same, and so are the points that they become.
    """
    first = tile.col * CELLS
    last_row = (2**tile.zoom - tile.row) * CELLS - 1
    return {
        "cell": side_m(tile.zoom) / CELLS,
        "zoom": tile.zoom,
        "first_col": first - 1,
        "last_col": first + CELLS,
        "first_row": last_row - CELLS,
        "last_row": last_row + 1,
    }


def _grouped(dataset: Dataset, named: tuple[str, ...]) -> Statement:
    """Points by family and cell; one that is alone there keeps its fields."""
    found = _cells(relation_of(dataset), named)
    alone = PublishedStructureRow.__table__.alias("alone")
    made = {
        "family": found.c.family,
        _COUNT: found.c.many,
        **{f"count_{f}": case((found.c.family == f, found.c.many)) for f in COUNTS},
    }
    place = func.ST_SetSRID(func.ST_MakePoint(found.c.x, found.c.y), MERCATOR)
    name = func.concat_ws(
        "/", bindparam("zoom", None, Integer), found.c.col, found.c.line, found.c.family
    )
    features = (
        select(
            digest(func.coalesce(alone.c.id, name)).label(NUMBER),
            drawn(place).label(GEOMETRY),
            *(
                told(field, made.get(field.name, alone.c.get(field.name, null())))
                for field in tile_layer(dataset).fields
            ),
        )
        .select_from(
            found.outerjoin(alone, and_(found.c.many == 1, alone.c.id == found.c.id))
        )
        .where(found.c.col.between(*_ends("col")), found.c.line.between(*_ends("row")))
    )
    return encoded(dataset.key, features)


def _cells(row: Relation, named: tuple[str, ...]) -> Subquery:
    """How many points of each family a cell has, their middle, and one of them."""
    point, cell = row.tiles[0], bindparam("cell", None, Double)
    x, y = func.ST_X(point), func.ST_Y(point)
    family, many = row.columns["family"], func.count()
    col = cast(func.floor((x + HALF_M) / cell), Integer)
    line = cast(func.floor((y + HALF_M) / cell), Integer)
    # Whole metres: their sum does not depend on the order that rows come in.
    return (
        select(
            family.label("family"),
            col.label("col"),
            line.label("line"),
            many.label("many"),
            func.min(row.fid).label("id"),
            (cast(func.sum(cast(x, Integer)), Double) / many).label("x"),
            (cast(func.sum(cast(y, Integer)), Double) / many).label("y"),
        )
        .select_from(row.source)
        .where(
            point.op("&&")(beside()),
            *row.where,
            *_open(row, named),
            *among(row.columns, named),
        )
        .group_by(family, col, line)
        .subquery("cells")
    )


def _open(row: Relation, named: tuple[str, ...]) -> list[Column]:
    """A group counts where people can go: what is closed, only if asked by status."""
    return [] if "status" in named else [row.columns["status"] != Status.CLOSED]


def _ends(of: str) -> tuple[Column, Column]:
    first: Column = bindparam(f"first_{of}", None, Integer)
    last: Column = bindparam(f"last_{of}", None, Integer)
    return first, last
