"""/ogc/collections/{id}/items/{fid}: one feature."""

import orjson
from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.asked import Parameters, dataset_of, parameters
from numna_geo.api.ogc.collected import feature_bytes
from numna_geo.api.ogc.crs import content_crs, crs_of
from numna_geo.api.ogc.html.page import html_page
from numna_geo.api.ogc.media import GEOJSON, HTML, chosen
from numna_geo.api.ogc.page_links import in_header, item_links
from numna_geo.api.ogc.reply import links_of
from numna_geo.errors import UnknownFeature
from numna_geo.model.dataset import Dataset
from numna_geo.store import structures
from numna_geo.store.published import reading

_OFFERED = (GEOJSON, HTML)


async def item(request: Request) -> Response:
    """One feature; the id of a structure that was merged leads to the survivor."""
    dataset, fid = dataset_of(request), request.path_params["fid"]
    asked = parameters(request, "crs")
    form, media_type = chosen(request, _OFFERED)
    system = crs_of("crs", asked.get("crs"))
    wanted = reading.feature(dataset, fid, srid=system.srid, lat_first=system.lat_first)
    row = await request.app.state.reader.row(wanted)
    if row is None:
        return await _elsewhere(request, dataset, asked)
    links = item_links(links_of(request), dataset, fid, asked, (form, _OFFERED))
    body = feature_bytes(row, links)
    if form is HTML:
        return await html_page(request, "feature", orjson.loads(body), dataset)
    headers = {
        "Content-Crs": content_crs(system),
        "Link": in_header(links),
    }
    return Response(body, 200, headers, media_type)


async def _elsewhere(request: Request, dataset: Dataset, asked: Parameters) -> Response:
    survivor = None
    if dataset.key == "structures":
        merged = structures.survivor(request.path_params["fid"])
        survivor = await request.app.state.reader.value(merged)
    if survivor is None:
        raise UnknownFeature(f"{dataset.key} has no feature of this id")
    path = f"/collections/{dataset.key}/items/{survivor}"
    moved = links_of(request).href(path, list(asked.items()))
    return Response(status_code=301, headers={"Location": moved})
