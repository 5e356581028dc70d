"""OGC API Tiles: vector tiles of every collection."""

from numna_geo.api.ogc.part import Part
from numna_geo.api.ogc.tile_documents import (
    collection_links,
    tilejson,
    tileset,
    tilesets,
)
from numna_geo.api.ogc.tile_matrices import landing_links, matrix_set, matrix_sets
from numna_geo.api.ogc.tile_paths import paths
from numna_geo.api.ogc.tile_reply import tile

_TILES = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf"
_MATRICES = "http://www.opengis.net/spec/tms/2.0/conf"
_SET = "/collections/{dataset}/tiles/{matrices}"

PART = Part(
    routes={
        "/tileMatrixSets": matrix_sets,
        "/tileMatrixSets/{matrices}": matrix_set,
        "/collections/{dataset}/tiles": tilesets,
        _SET: tileset,
        f"{_SET}/tilejson": tilejson,
        f"{_SET}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}": tile,
    },
    conforms=(
        f"{_TILES}/core",
        f"{_TILES}/tileset",
        f"{_TILES}/tilesets-list",
        f"{_TILES}/geodata-tilesets",
        f"{_TILES}/mvt",
        f"{_TILES}/oas30",
        f"{_MATRICES}/tilematrixset",
        f"{_MATRICES}/json-tilematrixset",
        f"{_MATRICES}/tilematrixsetlimits",
        f"{_MATRICES}/json-tilematrixsetlimits",
        f"{_MATRICES}/tilesetmetadata",
        f"{_MATRICES}/json-tilesetmetadata",
    ),
    landing=landing_links,
    collection=collection_links,
    paths=paths,
)
