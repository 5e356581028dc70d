"""How maps draw each collection, for MapLibre and QGIS."""

from functools import cache
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.asked import dataset_of, in_english, parameters
from numna_geo.api.ogc.links import OGC_REL, Link, Links
from numna_geo.api.ogc.media import HTML, JSON, chosen
from numna_geo.api.ogc.part import Part
from numna_geo.api.ogc.reply import BOTH, forms, links_of, told
from numna_geo.api.ogc.style_media import PICTURES, PNG, QML, SHEETS, SPRITE
from numna_geo.api.ogc.style_paths import paths
from numna_geo.api.ogc.tile_matrices import WEB_MERCATOR_QUAD
from numna_geo.maps.layer_style import LayerStyle
from numna_geo.maps.maplibre import maplibre_of
from numna_geo.maps.sprite import sprite
from numna_geo.model.dataset import Dataset
from numna_geo.usecases.layer_styles import default_style, marks, qml, styles_of


async def styles(request: Request) -> Response:
    """Every style of a collection, and which one is the default."""
    dataset, asked = dataset_of(request), parameters(request)
    form, links = chosen(request, BOTH), links_of(request)
    path = f"/collections/{dataset.key}/styles"
    english = in_english(asked)
    document = {
        "title": dataset.title_en if english else dataset.title,
        "default": default_style(dataset.key),
        "styles": [
            _listed(links, f"{path}/{one.key}", one, english)
            for one in styles_of(dataset.key).values()
        ],
        "links": forms(links, path, form[0], BOTH, asked),
    }
    return await told(request, form, "styles", document, dataset)


async def style(request: Request) -> Response:
    """One style: for MapLibre, or for QGIS (`f=qml`)."""
    dataset = dataset_of(request)
    parameters(request)
    key = request.path_params["style"]
    found = styles_of(dataset.key).get(key)
    if found is None:
        known = ", ".join(styles_of(dataset.key))
        raise HTTPException(404, f"no style has this id; there are {known}")
    form, media_type = chosen(request, SHEETS)
    if form is QML:
        name = f"numna-{dataset.key}-{key}.qml"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(qml(dataset.key, key), 200, headers, media_type)
    document = _maplibre(links_of(request), dataset, found)
    return Response(orjson.dumps(document), media_type=media_type)


async def picture(request: Request) -> Response:
    """The pictures that MapLibre styles draw with."""
    name = request.path_params["picture"]
    parameters(request)
    if name not in PICTURES:
        raise HTTPException(404, f"there are {', '.join(PICTURES)}")
    ratio, form = PICTURES[name]
    _, media_type = chosen(request, (form,))
    index, png = _sprite(ratio)
    content = png if form is PNG else orjson.dumps(index)
    return Response(content, media_type=media_type)


@cache
def _sprite(ratio: int) -> tuple[dict[str, Any], bytes]:
    return sprite(marks(), ratio)


def _maplibre(links: Links, dataset: Dataset, found: LayerStyle) -> dict[str, Any]:
    tiles = f"/collections/{dataset.key}/tiles/{WEB_MERCATOR_QUAD}/tilejson"
    return maplibre_of(
        found,
        dataset.key,
        tilejson=links.href(tiles),
        sprite=links.href(SPRITE),
    )


def _listed(links: Links, path: str, one: LayerStyle, english: bool) -> dict[str, Any]:
    return {
        "id": one.key,
        "title": one.title_en if english else one.title,
        "links": [
            links.to("stylesheet", path, f.media_type, f.title, [("f", f.key)])
            for f in SHEETS
        ],
    }


def _collection_links(links: Links, dataset: Dataset) -> list[Link]:
    path = f"/collections/{dataset.key}/styles"
    return [
        links.to(f"{OGC_REL}/styles", path, one.media_type, "Styles", [("f", one.key)])
        for one in (JSON, HTML)
    ]


PART = Part(
    routes={
        "/collections/{dataset}/styles": styles,
        "/collections/{dataset}/styles/{style}": style,
        "/sprites/{picture}": picture,
    },
    collection=_collection_links,
    paths=paths,
)
