"""What is said of the tiles of a collection: tilesets, and TileJSON."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import orjson
from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.asked import dataset_of, in_english, parameters
from numna_geo.api.ogc.links import OGC_REL, ROOT, Link, Links
from numna_geo.api.ogc.media import HTML, JSON, chosen
from numna_geo.api.ogc.reply import BOTH, forms, links_of, told
from numna_geo.api.ogc.schemas import value_schema
from numna_geo.api.ogc.style_media import TILEJSON
from numna_geo.api.ogc.tile_asked import FILTERS, VERSION, only_of
from numna_geo.api.ogc.tile_matrices import (
    CRS,
    PATH,
    URI,
    WEB_MERCATOR_QUAD,
    known,
)
from numna_geo.api.ogc.tile_reply import MVT, tiles_of
from numna_geo.model.dataset import Dataset, Field, Kind, Shape
from numna_geo.model.tile_layers import TileLayer, tile_layer
from numna_geo.model.tiling import MAX_ZOOM, Bounds, degrees, limits

_DIMENSION = {Shape.POINT: 0, Shape.MULTIPOLYGON: 2}


async def tilesets(request: Request) -> Response:
    """The tilesets of a collection: there is one."""
    dataset, asked = dataset_of(request), parameters(request)
    form, links = chosen(request, BOTH), links_of(request)
    path = f"/collections/{dataset.key}/tiles"
    english = in_english(asked)
    own = f"{path}/{WEB_MERCATOR_QUAD}"
    document = {
        "title": _title(dataset, english),
        "tilesets": [
            {
                **_identity(dataset, english),
                "links": [
                    links.to("self", own, JSON.media_type, "The tileset"),
                    _scheme(links),
                ],
            }
        ],
        "links": forms(links, path, form[0], BOTH, asked),
    }
    return await told(request, form, "tilesets", document, dataset)


async def tileset(request: Request) -> Response:
    """One tileset: its layer, where it has tiles, and their address."""
    dataset, asked = dataset_of(request), parameters(request)
    known(request)
    form, links = chosen(request, BOTH), links_of(request)
    layer, english = tile_layer(dataset), in_english(asked)
    path = f"/collections/{dataset.key}/tiles/{WEB_MERCATOR_QUAD}"
    tilejson = f"{path}/tilejson"
    document = {
        **_identity(dataset, english),
        "description": layer.rule_en if english else layer.rule,
        **_covered(layer, await tiles_of(request).extent()),
        "layers": [_layer(layer, english)],
        "links": [
            *forms(links, path, form[0], BOTH, asked),
            _scheme(links),
            {
                "rel": "item",
                "type": MVT.media_type,
                "title": MVT.title,
                "href": _template(links, dataset, "{tileMatrix}/{tileRow}/{tileCol}"),
                "templated": True,
            },
            links.to("describedby", tilejson, TILEJSON.media_type, TILEJSON.title),
        ],
    }
    return await told(request, form, "tileset", document, dataset)


async def tilejson(request: Request) -> Response:
    """TileJSON 3.0, whose addresses carry the version of the data.

    What it is asked to filter by, its tiles are.
    """
    dataset = dataset_of(request)
    asked = parameters(request, *FILTERS.get(dataset.key, ()))
    known(request)
    _, media_type = chosen(request, (TILEJSON, JSON))
    tiles, layer, english = tiles_of(request), tile_layer(dataset), in_english(asked)
    only = [(name, ",".join(values)) for name, values in only_of(dataset, asked)]
    query = [*only, (VERSION, await tiles.version())]
    description = await request.app.state.descriptions.of(dataset)
    document = {
        "tilejson": "3.0.0",
        "name": _title(dataset, english),
        "description": layer.rule_en if english else layer.rule,
        "attribution": (
            description.attribution_en if english else description.attribution
        ),
        "scheme": "xyz",
        "tiles": [_template(links_of(request), dataset, "{z}/{y}/{x}", query)],
        "minzoom": layer.min_zoom,
        "maxzoom": MAX_ZOOM,
        **_bounds(await tiles.extent()),
        "vector_layers": [_vector_layer(layer, english)],
    }
    return Response(orjson.dumps(document), media_type=media_type)


def collection_links(links: Links, dataset: Dataset) -> list[Link]:
    """What a collection says of its tiles."""
    path, rel = f"/collections/{dataset.key}/tiles", f"{OGC_REL}/tilesets-vector"
    return [
        links.to(rel, path, one.media_type, "Vector tiles", [("f", one.key)])
        for one in (JSON, HTML)
    ]


def _title(dataset: Dataset, english: bool) -> str:
    return dataset.title_en if english else dataset.title


def _identity(dataset: Dataset, english: bool) -> dict[str, Any]:
    return {
        "title": _title(dataset, english),
        "dataType": "vector",
        "crs": CRS,
        "tileMatrixSetURI": URI,
    }


def _scheme(links: Links) -> Link:
    rel = f"{OGC_REL}/tiling-scheme"
    return links.to(rel, PATH, JSON.media_type, WEB_MERCATOR_QUAD)


def _template(
    links: Links,
    dataset: Dataset,
    numbers: str,
    query: Sequence[tuple[str, str]] = (),
) -> str:
    asked = urlencode(query or [("f", MVT.key)], safe=",")
    path = f"/collections/{dataset.key}/tiles/{WEB_MERCATOR_QUAD}/{numbers}"
    return f"{links.origin}{ROOT}{path}?{asked}"


def _covered(layer: TileLayer, region: Bounds | None) -> dict[str, Any]:
    """Where there are tiles; nothing is said before anything is published."""
    if region is None:
        return {}
    west, south, east, north = region
    found = [limits(zoom, region) for zoom in range(layer.min_zoom, MAX_ZOOM + 1)]
    return {
        "boundingBox": {
            "lowerLeft": [west, south],
            "upperRight": [east, north],
            "crs": CRS,
        },
        "tileMatrixSetLimits": [
            {
                "tileMatrix": str(one.zoom),
                "minTileRow": one.min_row,
                "maxTileRow": one.max_row,
                "minTileCol": one.min_col,
                "maxTileCol": one.max_col,
            }
            for one in found
        ],
    }


def _bounds(region: Bounds | None) -> dict[str, Any]:
    return {"bounds": [round(x, 6) for x in degrees(region)]} if region else {}


def _layer(layer: TileLayer, english: bool) -> dict[str, Any]:
    return {
        "id": layer.dataset.key,
        "title": _title(layer.dataset, english),
        "dataType": "vector",
        "geometryDimension": _DIMENSION[layer.dataset.shape],
        "minTileMatrix": str(layer.min_zoom),
        "maxTileMatrix": str(MAX_ZOOM),
        "propertiesSchema": {
            "type": "object",
            "properties": {
                field.name: {"title": _said(field, english), **value_schema(field)}
                for field in layer.fields
            },
        },
    }


def _vector_layer(layer: TileLayer, english: bool) -> dict[str, Any]:
    return {
        "id": layer.dataset.key,
        "description": _title(layer.dataset, english),
        "minzoom": layer.min_zoom,
        "maxzoom": MAX_ZOOM,
        "fields": {
            field.name: f"{_said(field, english)} ({_TYPES[field.kind]})"
            for field in layer.fields
        },
    }


def _said(field: Field, english: bool) -> str:
    return field.title_en if english else field.title


_TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "String",
    Kind.INTEGER: "Number",
    Kind.NUMBER: "Number",
    Kind.BOOLEAN: "Boolean",
    Kind.DATE: "String",
    Kind.TEXTS: "String",
}
