"""A dataset as an OGC collection."""

from typing import Any

from numna_geo.api.ogc.crs import CRS84, SYSTEMS
from numna_geo.usecases.describe_datasets import Description, Origin

_GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"


def collection_document(told: Description, *, english: bool) -> dict[str, Any]:
    """What is said of a collection, without its links.

    Args:
        told: of the dataset.
        english: whether people read it in English.
    """
    dataset = told.dataset
    return {
        "id": dataset.key,
        "title": dataset.title_en if english else dataset.title,
        "description": dataset.description_en if english else dataset.description,
        "keywords": list(dataset.keywords),
        "attribution": told.attribution_en if english else told.attribution,
        "license": told.licence.name,
        "sources": [_source(origin) for origin in told.origins],
        "extent": extent(told),
        "itemType": "feature",
        "crs": list(SYSTEMS),
        "storageCrs": CRS84.uri,
    }


def extent(told: Description) -> dict[str, Any]:
    """Where and when; what is not known is left out."""
    found: dict[str, Any] = {}
    if told.box is not None:
        found["spatial"] = {"bbox": [list(told.box)], "crs": CRS84.uri}
    if told.days is not None and told.dataset.time is not None:
        first, last = told.days
        interval = [f"{first}T00:00:00Z", f"{last}T23:59:59Z"]
        found["temporal"] = {"interval": [interval], "trs": _GREGORIAN}
    return found


def _source(origin: Origin) -> dict[str, Any]:
    """A source, named as `/api/v1/sources` names it."""
    return {
        "key": origin.key,
        "title": origin.title,
        "publisher": origin.publisher,
        "licence": origin.licence.name,
        "date": origin.date,
        "landing_page": origin.landing_page,
    }
