"""Tiles in the OpenAPI document, by the names of operations that the standard wants.

Source: OGC API Tiles 1.0 (20-057), table 11.
"""

from typing import Any

from numna_geo.api.ogc.media import HTML, JSON
from numna_geo.api.ogc.operations import (
    Json,
    answered,
    in_path,
    in_query,
    operation,
    ref,
)
from numna_geo.api.ogc.style_media import TILEJSON
from numna_geo.api.ogc.tile_asked import FILTERS, VERSION
from numna_geo.api.ogc.tile_matrices import WEB_MERCATOR_QUAD
from numna_geo.api.ogc.tile_reply import MVT
from numna_geo.model.dataset import Dataset
from numna_geo.model.tiling import DEEPEST
from numna_geo.usecases.published_datasets import DATASETS

_BOTH = (JSON, HTML)
_MATRICES = in_path(
    "tileMatrixSetId",
    "The tile matrix set.",
    {"type": "string", "enum": [WEB_MERCATOR_QUAD]},
)
_LINKS: Json = {"type": "array", "items": ref("schemas", "link")}
_EMPTY: Json = {
    "description": "Nothing to show: outside the region, or a zoom that is not drawn."
}


def paths() -> dict[str, Any]:
    """Matrix sets, then tilesets, TileJSON and tiles of every collection."""
    found: dict[str, Any] = {
        "/tileMatrixSets": operation(
            "getTileMatrixSetsList",
            "Every tile matrix set.",
            answered("The list.", _object("tileMatrixSets", "links"), _BOTH),
        ),
        "/tileMatrixSets/{tileMatrixSetId}": operation(
            "getTileMatrixSet",
            "A tile matrix set.",
            answered("Its definition.", _object("id", "crs", "tileMatrices"), _BOTH),
            parameters=[_MATRICES],
            may_be_unknown=True,
        ),
    }
    for dataset in DATASETS.values():
        found |= _of(dataset)
    return found


def _of(dataset: Dataset) -> Json:
    path = f"/collections/{dataset.key}/tiles"
    own = f"{path}/{{tileMatrixSetId}}"
    sets = _object("tilesets", "links")
    one = _object("dataType", "crs", "layers", "links")
    return {
        path: operation(
            f"{dataset.key}.collection.vector.getTileSetsList",
            f"Vector tiles: {dataset.title_en}",
            answered("The list of tilesets.", sets, _BOTH),
            tag=dataset.key,
        ),
        own: operation(
            f"{dataset.key}.collection.vector.getTileSet",
            "The tileset: its layer, and where it has tiles.",
            answered("The tileset.", one, _BOTH),
            tag=dataset.key,
            parameters=[_MATRICES],
            may_be_unknown=True,
        ),
        f"{own}/tilejson": _tilejson(dataset),
        f"{own}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}": _tile(dataset),
    }


def _tilejson(dataset: Dataset) -> Json:
    answer: Json = {
        "description": "TileJSON 3.0; its addresses carry the version of the data.",
        "content": {
            media_type: {"schema": _object("tilejson", "tiles", "vector_layers")}
            for media_type in (TILEJSON.media_type, JSON.media_type)
        },
    }
    forms = [TILEJSON.key, JSON.key]
    return operation(
        f"{dataset.key}.tilejson",
        "TileJSON of the tileset.",
        answer,
        tag=dataset.key,
        parameters=[_MATRICES, *_filters(dataset), _format(forms)],
        may_be_unknown=True,
    )


def _tile(dataset: Dataset) -> Json:
    names = ("tileMatrix", "tileRow", "tileCol")
    most = (DEEPEST, (1 << DEEPEST) - 1, (1 << DEEPEST) - 1)
    told = operation(
        f"{dataset.key}.collection.vector.getTile",
        "A vector tile.",
        answered("The tile.", {}, (MVT,)),
        tag=dataset.key,
        parameters=[
            _MATRICES,
            *(
                in_path(
                    name,
                    "A number, from the north and the west.",
                    {"type": "integer", "minimum": 0, "maximum": last},
                )
                for name, last in zip(names, most, strict=True)
            ),
            *_filters(dataset),
            in_query(
                VERSION,
                "The version of the data, for browsers to keep the tile for ever.",
                {"type": "string"},
            ),
            _format([MVT.key]),
        ],
        may_be_unknown=True,
    )
    told["get"]["responses"]["204"] = _EMPTY
    return told


def _format(keys: list[str]) -> Json:
    return in_query("f", "The format.", {"type": "string", "enum": keys})


def _filters(dataset: Dataset) -> list[Json]:
    found = []
    for name in FILTERS.get(dataset.key, ()):
        field = dataset.by_name[name]
        if field.values:
            one = {"type": "string", "enum": list(field.values)}
            schema: Json = {"type": "array", "minItems": 1, "items": one}
            said = f"Features that have one of these values: {field.title_en}."
        else:
            schema = {"type": "string", "pattern": r"^20\d\d-T[1-4]$"}
            said = f"Features that have this value: {field.title_en}."
        found.append(in_query(name, said, schema))
    return found


def _object(*required: str) -> Json:
    told: Json = {"type": "object", "required": list(required), "properties": {}}
    if "links" in required:
        told["properties"]["links"] = _LINKS
    return told
