"""The tile matrix set of all our tiles: WebMercatorQuad.

Source: OGC Two Dimensional Tile Matrix Set, 2.0 (17-083r4), annex D.1.
"""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.asked import parameters
from numna_geo.api.ogc.links import OGC_REL, Link, Links
from numna_geo.api.ogc.media import HTML, JSON, chosen
from numna_geo.api.ogc.reply import BOTH, forms, links_of, told
from numna_geo.model.tiling import DEEPEST, HALF_M, side_m

WEB_MERCATOR_QUAD = "WebMercatorQuad"
URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
CRS = "http://www.opengis.net/def/crs/EPSG/0/3857"
PATH = f"/tileMatrixSets/{WEB_MERCATOR_QUAD}"

_TITLE = "Google Maps Compatible for the World"
_SCALE_SET = "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible"
_PIXELS = 256
# A pixel of 0.28 mm, by which the standard says scales.
_PIXEL_M = 0.00028


async def matrix_sets(request: Request) -> Response:
    """Every tile matrix set: there is one."""
    asked = parameters(request)
    form, links = chosen(request, BOTH), links_of(request)
    document = {
        "tileMatrixSets": [
            {
                "id": WEB_MERCATOR_QUAD,
                "title": _TITLE,
                "uri": URI,
                "crs": CRS,
                "links": [links.to("self", PATH, JSON.media_type, _TITLE)],
            }
        ],
        "links": forms(links, "/tileMatrixSets", form[0], BOTH, asked),
    }
    return await told(request, form, "matrices", document)


async def matrix_set(request: Request) -> Response:
    """Its levels: scale, origin, number of tiles."""
    asked = parameters(request)
    known(request)
    form, links = chosen(request, BOTH), links_of(request)
    own = forms(links, PATH, form[0], BOTH, asked)
    document = {**definition(), "links": own}
    return await told(request, form, "matrix", document)


def known(request: Request) -> None:
    """Check that the address names the matrix set that there is.

    Raises:
        HTTPException: 404 otherwise.
    """
    if request.path_params["matrices"] != WEB_MERCATOR_QUAD:
        detail = f"no tile matrix set has this id; there is {WEB_MERCATOR_QUAD}"
        raise HTTPException(404, detail)


def definition() -> dict[str, Any]:
    """The tile matrix set, in the JSON encoding of the standard."""
    return {
        "id": WEB_MERCATOR_QUAD,
        "title": _TITLE,
        "uri": URI,
        "crs": CRS,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": _SCALE_SET,
        "tileMatrices": [_matrix(zoom) for zoom in range(DEEPEST + 1)],
    }


def _matrix(zoom: int) -> dict[str, Any]:
    cell_m = side_m(zoom) / _PIXELS
    return {
        "id": str(zoom),
        "scaleDenominator": cell_m / _PIXEL_M,
        "cellSize": cell_m,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-HALF_M, HALF_M],
        "tileWidth": _PIXELS,
        "tileHeight": _PIXELS,
        "matrixWidth": 1 << zoom,
        "matrixHeight": 1 << zoom,
    }


def landing_links(links: Links) -> list[Link]:
    """What the landing page says of it."""
    rel, title = f"{OGC_REL}/tiling-schemes", "Tile matrix sets"
    return [
        links.to(rel, "/tileMatrixSets", JSON.media_type, title, [("f", "json")]),
        links.to(rel, "/tileMatrixSets", HTML.media_type, title, [("f", "html")]),
    ]
