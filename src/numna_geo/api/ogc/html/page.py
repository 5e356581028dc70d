"""Documents of the OGC API as pages, for people."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.html import described, reference
from numna_geo.api.ogc.html.item import item_page
from numna_geo.api.ogc.html.items import items_page
from numna_geo.api.ogc.html.refused import refused_page
from numna_geo.api.ogc.html.tiles import addresses_page
from numna_geo.model.dataset import Dataset

KINDS = (
    *("landing", "conformance", "api", "collections", "collection"),
    *("queryables", "schema", "items", "feature", "problem"),
    *("tilesets", "tileset", "matrices", "matrix", "styles", "style"),
)


async def html_page(
    request: Request,
    kind: str,
    document: Mapping[str, Any],
    dataset: Dataset | None = None,
) -> Response:
    """The page of a document.

    Args:
        request: for its language.
        kind: one of `KINDS`.
        document: exactly what JSON would hold.
        dataset: that it tells of, where it tells of one.
    """
    if kind == "problem":
        return await refused_page(request, document, dataset)
    if kind in _OF_SERVICE:
        return await _OF_SERVICE[kind](request, document)
    if dataset is None:
        return await addresses_page(request, kind, document, None)
    return await _of_dataset(request, kind, document, dataset)


_OF_SERVICE = {
    "landing": described.landing_page,
    "conformance": described.conformance_page,
    "collections": described.collections_page,
    "api": reference.reference_page,
}


async def _of_dataset(
    request: Request, kind: str, document: Mapping[str, Any], dataset: Dataset
) -> Response:
    match kind:
        case "collection":
            return await described.collection_page(request, document, dataset)
        case "queryables" | "schema":
            return await described.fields_page(request, kind, document, dataset)
        case "items":
            return await items_page(request, document, dataset)
        case "feature":
            return await item_page(request, document, dataset)
    return await addresses_page(request, kind, document, dataset)
