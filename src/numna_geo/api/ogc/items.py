"""/ogc/collections/{id}/items: features of a dataset, page by page."""

from dataclasses import replace

import orjson
from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc import files
from numna_geo.api.ogc.asked import dataset_of, parameters, wrong
from numna_geo.api.ogc.collected import collection_bytes
from numna_geo.api.ogc.crs import content_crs
from numna_geo.api.ogc.html.choices import MOST
from numna_geo.api.ogc.html.page import html_page
from numna_geo.api.ogc.html.tidy import tidied
from numna_geo.api.ogc.items_asked import LIMIT, OWN, question_of, slice_of, wants_hits
from numna_geo.api.ogc.media import GEOJSON, HTML, chosen
from numna_geo.api.ogc.page_links import in_header, page_links
from numna_geo.api.ogc.page_read import Pages, list_name
from numna_geo.api.ogc.reply import links_of


async def items(request: Request) -> Response:
    """Features that match, in the format that is asked."""
    dataset = dataset_of(request)
    meant = tidied(request, dataset)
    if meant is not None:
        return meant
    asked = parameters(request, *OWN, *dataset.by_name)
    offered = (GEOJSON, HTML, *files.FORMATS)
    form, media_type = chosen(request, offered)
    question, system = question_of(dataset, asked)
    wanted, hits = slice_of(asked), wants_hits(asked)
    if form not in (GEOJSON, HTML):
        if wanted.cursor is not None or wanted.offset or hits:
            raise wrong("f", form.key, "json or html, which have pages and counts")
        return await files.file_reply(request, form, question, wanted.limit)
    if form is HTML:
        wanted = replace(wanted, limit=min(wanted.limit or LIMIT, MOST))
    pages: Pages = request.app.state.ogc_pages
    if hits:
        found = await pages.hits(question)
    else:
        found = await pages.page(question, wanted, list_name(question, asked))
    links = page_links(links_of(request), dataset, asked, (form, offered), found.next)
    body = collection_bytes(
        found.rows, links, returned=len(found.rows), matched=found.matched
    )
    if form is HTML:
        return await html_page(request, "items", orjson.loads(body), dataset)
    headers = {
        "Content-Crs": content_crs(system),
        "Link": in_header(links),
    }
    return Response(body, 200, headers, media_type)
