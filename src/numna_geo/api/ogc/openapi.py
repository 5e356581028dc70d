"""The OpenAPI 3.0 document of the OGC API: complete in itself, nothing to fetch."""

from collections.abc import Sequence
from typing import Any

import numna_geo
from numna_geo.api.ogc.components import PARAMETERS, RESPONSES, SCHEMAS
from numna_geo.api.ogc.features_paths import schemas
from numna_geo.api.ogc.links import Links
from numna_geo.api.ogc.media import HTML, JSON, OPENAPI
from numna_geo.api.ogc.operations import Json, answered, operation, ref
from numna_geo.api.ogc.part import Part
from numna_geo.model.licence import OURS
from numna_geo.usecases.published_datasets import DATASETS

_BOTH = (JSON, HTML)


def document_of(links: Links, parts: Sequence[Part]) -> dict[str, Any]:
    """The document as it is served at one origin.

    Args:
        links: of that origin.
        parts: that are mounted.
    """
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "numNA Geo, OGC API",
            "description": "The open data of numNA Geo, for any GIS.",
            "version": numna_geo.__version__,
            "license": {"name": OURS.name, "url": OURS.uri},
        },
        "servers": [{"url": links.href("")}],
        "tags": [
            {"name": "service", "description": "What there is."},
            *(
                {"name": one.key, "description": one.title_en}
                for one in DATASETS.values()
            ),
        ],
        "paths": _paths(parts),
        "components": {
            "schemas": {**SCHEMAS, **schemas()},
            "parameters": PARAMETERS,
            "responses": RESPONSES,
        },
    }


def _paths(parts: Sequence[Part]) -> Json:
    found: Json = {
        "/": _document("landingPage", "The landing page.", "landingPage"),
        "/conformance": _document("conformance", "Conformance.", "confClasses"),
        "/collections": _document("collections", "Every collection.", "collections"),
        "/api": operation(
            "api",
            "This document.",
            answered("The document.", {"type": "object"}, (OPENAPI, HTML)),
        ),
    }
    for dataset in DATASETS.values():
        path = f"/collections/{dataset.key}"
        found[path] = _document(
            f"{dataset.key}.collection",
            f"The collection: {dataset.title_en}",
            "collection",
            tag=dataset.key,
        )
    for part in parts:
        found |= part.paths()
    return found


def _document(name: str, summary: str, schema: str, *, tag: str = "service") -> Json:
    told = answered("The document.", ref("schemas", schema), _BOTH)
    return operation(name, summary, told, tag=tag)
