"""The application under /ogc: addresses, errors as problems, and nothing in between.

It stands inside of the middleware and in front of the framework's router, whose work
would take longer than one feature.
"""

from collections.abc import Sequence
from http import HTTPStatus

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from numna_geo.api.ogc.addresses import Addresses
from numna_geo.api.ogc.described import Described
from numna_geo.api.ogc.html.page import html_page
from numna_geo.api.ogc.links import ROOT
from numna_geo.api.ogc.mounted import PARTS
from numna_geo.api.ogc.part import Part
from numna_geo.api.problems import answer, problem
from numna_geo.errors import NumnaGeoError
from numna_geo.usecases.published_datasets import DATASETS

_NOTHING = "Nothing lives at this address; start from /ogc/"
_READ_ONLY = "This address is only read."
_ALLOW = {"Allow": "GET, HEAD, OPTIONS"}


class OgcApi:
    """Answers what lies under /ogc, and lets everything else pass.

    Args:
        app: what answers the rest.
        parts: the building blocks to mount.
    """

    def __init__(self, app: ASGIApp, *, parts: Sequence[Part] = PARTS) -> None:
        self.app = app
        routes = Described(parts).routes()
        for part in parts:
            routes |= part.routes
        self._addresses = Addresses(ROOT, routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not is_ours(path):
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            reply = await self._reply(request, path)
        except NumnaGeoError as error:
            reply = await _refusal(request, answer(error))
        except HTTPException as error:
            status = HTTPStatus(error.status_code)
            refused = problem(status, error.detail, headers=error.headers)
            reply = await _refusal(request, refused)
        await reply(scope, receive, send)

    async def _reply(self, request: Request, path: str) -> Response:
        found = self._addresses.found(path)
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, _NOTHING)
        address, values = found
        request.scope["route"], request.scope["path_params"] = address, values
        if request.method != "GET":
            raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED, _READ_ONLY, _ALLOW)
        return await address.handler(request)


async def _refusal(request: Request, refused: Response) -> Response:
    """A problem as it is, or as a page with the same status for people."""
    accept = request.headers.get("accept", "")
    form = request.query_params.get("f")
    if not (form == "html" or (form is None and "text/html" in accept)):
        return refused
    dataset = DATASETS.get(request.path_params.get("dataset", ""))
    document = orjson.loads(refused.body)
    try:
        page = await html_page(request, "problem", document, dataset)
    except NumnaGeoError:
        # Without a build of the browser files there is no page.
        return refused
    for name in ("Allow", "Retry-After"):
        if name in refused.headers:
            page.headers[name] = refused.headers[name]
    return page


def is_ours(path: str) -> bool:
    """Whether an address is one of the OGC API.

    >>> is_ours("/ogc"), is_ours("/ogc/collections"), is_ours("/ogcities")
    (True, True, False)
    """
    return path.startswith(ROOT) and path[len(ROOT) :][:1] in ("", "/")
