"""One vector tile as an answer: compressed once, kept by browsers for ever.

An address with the version of the data (`v`) never changes its answer, hence is kept
for ever; without it, or with an older one, for a minute.
"""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.cache_control import CACHE, FOR_EVER
from numna_geo.api.ogc.asked import dataset_of, parameters
from numna_geo.api.ogc.media import Format, chosen
from numna_geo.api.ogc.tile_asked import FILTERS, VERSION, only_of, tile_of
from numna_geo.api.ogc.tile_matrices import known
from numna_geo.api.pages.shell.compressed import accepted
from numna_geo.usecases.known_tiles import PLAIN, Tiles, form

MVT = Format(
    "mvt",
    "application/vnd.mapbox-vector-tile",
    "Mapbox Vector Tile",
    ("application/x-protobuf", "application/octet-stream"),
)


def tiles_of(request: Request) -> Tiles:
    """The tiles that all requests share."""
    tiles: Tiles = request.app.state.tiles
    return tiles


async def tile(request: Request) -> Response:
    """A vector tile; 204 where nothing is to be shown.

    That is: outside the region, or at zooms that the layer does not draw.
    """
    dataset = dataset_of(request)
    asked = parameters(request, VERSION, *FILTERS.get(dataset.key, ()))
    known(request)
    wanted, only = tile_of(request), only_of(dataset, asked)
    _, media_type = chosen(request, (MVT,))
    tiles = tiles_of(request)
    is_current = asked.get(VERSION) == await tiles.version()
    headers = {
        "Cache-Control": FOR_EVER if is_current else CACHE,
        "Vary": "Accept-Encoding",
    }
    how, content = await tiles.tile(dataset, wanted, only, form([*accepted(request)]))
    if not content:
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)
    if how != PLAIN:
        headers["Content-Encoding"] = how
    return Response(content, 200, headers, media_type)
