"""GET /catalogue.jsonld: every dataset as DCAT-AP, for other catalogues to harvest."""

import orjson
from fastapi import APIRouter, Request, Response

from numna_geo.api.closed import closed
from numna_geo.api.offered import offered_files
from numna_geo.api.ogc.links import Links
from numna_geo.api.ogc.reply import links_of
from numna_geo.api.publishing import publisher_of
from numna_geo.api.v1.tagged import tagged
from numna_geo.model.dataset import Dataset
from numna_geo.usecases.dcat_catalogue import Addresses, catalogue
from numna_geo.usecases.dcat_dataset import Offer
from numna_geo.usecases.published_datasets import DATASETS

PATH = "/catalogue.jsonld"
MEDIA_TYPE = "application/ld+json"

router = APIRouter(include_in_schema=False)


@router.get(PATH, dependencies=[closed()])
async def dcat(request: Request) -> Response:
    """The catalogue of now; its addresses are whole.

    Files are built after the data that they hold are published, so that its tag is of
    what it says rather than of the data version.
    """
    links = links_of(request)
    document = catalogue(
        [await _offer(request, links, dataset) for dataset in DATASETS.values()],
        publisher=publisher_of(request.app.state.settings, links.origin),
        addresses=Addresses(
            catalogue=f"{links.origin}{PATH}",
            home=f"{links.origin}/donnees",
            service=links.href("/"),
            reference=links.href("/api", [("f", "json")]),
            sources=f"{links.origin}/api/v1/sources",
        ),
    )
    body = orjson.dumps(document)
    reply = Response(body, media_type=MEDIA_TYPE)
    return tagged(request, reply, [body.decode()])


async def _offer(request: Request, links: Links, dataset: Dataset) -> Offer:
    path = f"/collections/{dataset.key}"
    return Offer(
        description=await request.app.state.descriptions.of(dataset),
        address=links.href(path),
        record=links.href(f"{path}/metadata"),
        tiles=links.href(f"{path}/tiles"),
        files=await offered_files(request, links.origin, dataset),
    )
