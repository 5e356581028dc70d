"""What the service says of itself: landing page, conformance, collections."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.asked import dataset_of, in_english, parameters
from numna_geo.api.ogc.collection import collection_document
from numna_geo.api.ogc.links import OGC_REL, Links
from numna_geo.api.ogc.media import HTML, JSON, OPENAPI, chosen
from numna_geo.api.ogc.openapi import document_of
from numna_geo.api.ogc.part import Handler, Part
from numna_geo.api.ogc.reply import BOTH, forms, links_of, told
from numna_geo.model.licence import OURS
from numna_geo.usecases.published_datasets import DATASETS

TITLE = "numNA Geo"
DESCRIPTION = (
    "Les données ouvertes de numNA Geo sur l'accompagnement numérique en"
    " Nouvelle-Aquitaine, pour tout SIG."
)
DESCRIPTION_EN = (
    "The open data of numNA Geo on digital support in Nouvelle-Aquitaine, for any GIS."
)

COMMON = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/html",
)


class Described:
    """Documents that tell of all parts together.

    Args:
        parts: the building blocks that are mounted.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        declared = (*COMMON, *(uri for part in parts for uri in part.conforms))
        self.conforms = tuple(dict.fromkeys(declared))

    def routes(self) -> dict[str, Handler]:
        """The addresses of these documents."""
        return {
            "": self.landing,
            "/": self.landing,
            "/conformance": self.conformance,
            "/api": self.api,
            "/collections": self.collections,
            "/collections/{dataset}": self.collection,
        }

    async def landing(self, request: Request) -> Response:
        """/ogc/: where everything starts."""
        asked = parameters(request)
        form, links = chosen(request, BOTH), links_of(request)
        document = {
            "title": TITLE,
            "description": DESCRIPTION_EN if in_english(asked) else DESCRIPTION,
            "links": [
                *forms(links, "/", form[0], BOTH, asked),
                *_service(links),
                *(link for part in self._parts for link in part.landing(links)),
            ],
        }
        return await told(request, form, "landing", document)

    async def conformance(self, request: Request) -> Response:
        """Which classes of which standards are fulfilled."""
        asked = parameters(request)
        form, links = chosen(request, BOTH), links_of(request)
        document = {
            "conformsTo": list(self.conforms),
            "links": forms(links, "/conformance", form[0], BOTH, asked),
        }
        return await told(request, form, "conformance", document)

    async def api(self, request: Request) -> Response:
        """The OpenAPI document."""
        parameters(request)
        form = chosen(request, (OPENAPI, HTML))
        document = document_of(links_of(request), self._parts)
        return await told(request, form, "api", document)

    async def collections(self, request: Request) -> Response:
        """Every dataset."""
        asked = parameters(request)
        form, links = chosen(request, BOTH), links_of(request)
        document = {
            "links": [
                *forms(links, "/collections", form[0], BOTH, asked),
                _licence_link(),
            ],
            "collections": [
                await self._told(request, key, links, asked) for key in DATASETS
            ],
        }
        return await told(request, form, "collections", document)

    async def collection(self, request: Request) -> Response:
        """One dataset: what it holds, where, and every address of it."""
        dataset, asked = dataset_of(request), parameters(request)
        form, links = chosen(request, BOTH), links_of(request)
        document = await self._told(request, dataset.key, links, asked)
        path = f"/collections/{dataset.key}"
        own = forms(links, path, form[0], BOTH, asked)
        document["links"] = [*own, *document["links"][len(own) :]]
        return await told(request, form, "collection", document, dataset)

    async def _told(
        self, request: Request, key: str, links: Links, asked: Mapping[str, str]
    ) -> dict[str, Any]:
        dataset = DATASETS[key]
        description = await request.app.state.descriptions.of(dataset)
        gained = [
            *forms(links, f"/collections/{key}", JSON, BOTH, asked),
            *(link for part in self._parts for link in part.collection(links, dataset)),
            _licence_link(),
        ]
        english = in_english(asked)
        return {**collection_document(description, english=english), "links": gained}


def _service(links: Links) -> list[dict[str, str]]:
    api, page = [("f", "json")], [("f", "html")]
    openapi, json = OPENAPI.media_type, JSON.media_type
    return [
        links.to("service-desc", "/api", openapi, "OpenAPI 3.0 document", api),
        links.to("service-doc", "/api", HTML.media_type, "API reference", page),
        links.to("conformance", "/conformance", json, "Conformance classes"),
        links.to(f"{OGC_REL}/conformance", "/conformance", json, "Conformance classes"),
        links.to("data", "/collections", json, "Collections"),
        links.to(f"{OGC_REL}/data", "/collections", json, "Collections"),
        _licence_link(),
    ]


def _licence_link() -> dict[str, str]:
    media_type = "application/pdf"
    href = str(OURS.uri)
    return {"rel": "license", "type": media_type, "title": OURS.name, "href": href}
