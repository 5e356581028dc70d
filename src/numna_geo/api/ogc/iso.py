"""The ISO 19139 record of each collection, for a GeoNetwork to harvest."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.offered import offered_files
from numna_geo.api.ogc.asked import dataset_of, parameters
from numna_geo.api.ogc.links import Link, Links
from numna_geo.api.ogc.media import Format, chosen
from numna_geo.api.ogc.operations import Json, answered, in_query, operation
from numna_geo.api.ogc.part import Part
from numna_geo.api.ogc.reply import links_of
from numna_geo.api.publishing import publisher_of
from numna_geo.api.v1.tagged import tagged
from numna_geo.model.dataset import Dataset
from numna_geo.usecases.dcat_dataset import OfferedFile
from numna_geo.usecases.iso_record import Online, iso_record
from numna_geo.usecases.published_datasets import DATASETS

RECORD = Format(
    "xml",
    "application/xml",
    "ISO 19139",
    ("text/xml", "application/vnd.iso.19139+xml", "text/html"),
)
_CATALOGUE = "/catalogue.jsonld"
_FEATURES, _LINK = "OGC API - Features", "WWW:LINK-1.0-http--link"
_DOWNLOAD = "WWW:DOWNLOAD-1.0-http--download"


async def record(request: Request) -> Response:
    """The record of a collection.

    Its tag is of what it says: files that it lists come after the data they hold.
    """
    dataset = dataset_of(request)
    parameters(request)
    _, media_type = chosen(request, (RECORD,))
    links, state = links_of(request), request.app.state
    address = links.href(f"/collections/{dataset.key}")
    files = await offered_files(request, links.origin, dataset)
    written = iso_record(
        await state.descriptions.of(dataset),
        address=address,
        publisher=publisher_of(state.settings, links.origin),
        online=[*_online(links, dataset), *_downloads(files)],
        formats=["GeoJSON", *dict.fromkeys(file.title for file in files)],
    )
    sent = RECORD.media_type if media_type == "text/html" else media_type
    reply = Response(written, media_type=sent)
    return tagged(request, reply, [written.decode()])


def _online(links: Links, dataset: Dataset) -> list[Online]:
    path = f"/collections/{dataset.key}"
    return [
        Online(url=links.href(path), protocol=_FEATURES, name=dataset.key),
        Online(
            url=links.href(f"{path}/tiles"),
            protocol=_LINK,
            name="Tuiles vectorielles (OGC API - Tiles)",
        ),
        Online(
            url=f"{links.origin}{_CATALOGUE}",
            protocol=_LINK,
            name="Catalogue DCAT-AP",
            function="information",
        ),
    ]


def _downloads(files: Iterable[OfferedFile]) -> list[Online]:
    return [Online(url=one.url, protocol=_DOWNLOAD, name=one.name) for one in files]


def _of_landing(links: Links) -> list[Link]:
    return [
        {
            "rel": "describedby",
            "type": "application/ld+json",
            "title": "DCAT-AP catalogue of every dataset",
            "href": f"{links.origin}{_CATALOGUE}",
        }
    ]


def _of_collection(links: Links, dataset: Dataset) -> list[Link]:
    path = f"/collections/{dataset.key}/metadata"
    title = "Metadata record (ISO 19139)"
    return [links.to("describedby", path, RECORD.media_type, title)]


def _paths() -> Json:
    form = in_query(
        "f", "The format of the answer.", {"type": "string", "enum": [RECORD.key]}
    )
    told = answered("The record.", {"type": "string"}, (RECORD,))
    return {
        f"/collections/{dataset.key}/metadata": operation(
            f"{dataset.key}.metadata",
            f"The ISO 19139 record: {dataset.title_en}",
            told,
            tag=dataset.key,
            parameters=(form,),
        )
        for dataset in DATASETS.values()
    }


PART = Part(
    routes={"/collections/{dataset}/metadata": record},
    landing=_of_landing,
    collection=_of_collection,
    paths=_paths,
)
