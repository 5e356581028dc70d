"""Documents of the OGC API as pages, for people."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from numna_geo.model.dataset import Dataset

KINDS = (
    *("landing", "conformance", "api", "collections", "collection"),
    *("queryables", "schema", "items", "feature", "problem"),
    *("tilesets", "tileset", "matrices", "matrix", "styles", "style"),
)


async def page_of(
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
    raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, "there is no page of this yet")
