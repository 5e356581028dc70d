"""Documents as answers: JSON for programs, the same as a page for people."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.html.page import html_page
from numna_geo.api.ogc.links import Link, Links, published_at
from numna_geo.api.ogc.media import HTML, JSON, Format
from numna_geo.model.dataset import Dataset

BOTH = (JSON, HTML)


def links_of(request: Request) -> Links:
    """Links for whoever asks."""
    return Links(published_at(request))


def forms(
    links: Links,
    path: str,
    asked: Format,
    offered: Sequence[Format],
    kept: Mapping[str, str] | None = None,
) -> list[Link]:
    """This very document in every format: the one that is told, then the others.

    Args:
        links: makes them.
        path: of the document.
        asked: the format it is told in.
        offered: all that it exists in.
        kept: parameters of the question, without `f`.
    """
    query = [(k, v) for k, v in (kept or {}).items() if k != "f"]
    found = [
        links.to(
            "self" if one is asked else "alternate",
            path,
            one.media_type,
            "This document" if one is asked else f"This document as {one.title}",
            [*query, ("f", one.key)],
        )
        for one in offered
    ]
    return sorted(found, key=lambda link: link["rel"] != "self")


async def told(
    request: Request,
    asked: tuple[Format, str],
    kind: str,
    document: Mapping[str, Any],
    dataset: Dataset | None = None,
) -> Response:
    """A document in the format that is asked.

    Args:
        request: of whoever asks.
        asked: what `media.chosen` found.
        kind: of page, one of `html.page.KINDS`.
        document: to tell.
        dataset: that it tells of, if it tells of one.
    """
    form, media_type = asked
    if form is HTML:
        return await html_page(request, kind, document, dataset)
    return Response(orjson.dumps(document), media_type=media_type)
