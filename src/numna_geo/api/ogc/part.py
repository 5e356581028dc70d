"""A building block of the OGC API: what it brings to the whole."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.links import Link, Links
from numna_geo.model.dataset import Dataset

Handler = Callable[[Request], Awaitable[Response]]


def _no_links(_links: Links) -> list[Link]:
    return []


def _no_links_of(_links: Links, _dataset: Dataset) -> list[Link]:
    return []


def _no_paths() -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is mounted, and what is said of it.

    Args:
        routes: handlers by template below /ogc, such as
            `/collections/{dataset}/items/{fid:path}`; a handler finds the values in
            `request.path_params`.
        conforms: URIs of the conformance classes that these routes fulfil.
        landing: links that the landing page gains.
        collection: links that each collection gains.
        paths: of the OpenAPI document, one literal path a collection.
    """

    routes: Mapping[str, Handler] = field(default_factory=dict)
    conforms: tuple[str, ...] = ()
    landing: Callable[[Links], list[Link]] = _no_links
    collection: Callable[[Links, Dataset], list[Link]] = _no_links_of
    paths: Callable[[], dict[str, Any]] = _no_paths
