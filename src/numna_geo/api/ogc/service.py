"""The application under /ogc: addresses, errors as problems, and nothing in between.

It stands inside of the middleware and in front of the framework's router, whose work
would take longer than one feature.
"""

from collections.abc import Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from numna_geo.api.ogc.addresses import Addresses
from numna_geo.api.ogc.described import Described
from numna_geo.api.ogc.links import ROOT
from numna_geo.api.ogc.mounted import PARTS
from numna_geo.api.ogc.part import Part
from numna_geo.api.problems import answer, problem
from numna_geo.errors import NumnaGeoError

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
        reply = await self._reply(Request(scope, receive), path)
        await reply(scope, receive, send)

    async def _reply(self, request: Request, path: str) -> Response:
        found = self._addresses.found(path)
        if found is None:
            return problem(HTTPStatus.NOT_FOUND, "Nothing lives at this address; /ogc/")
        address, values = found
        request.scope["route"], request.scope["path_params"] = address, values
        if request.method != "GET":
            detail = "this address is only read"
            return problem(HTTPStatus.METHOD_NOT_ALLOWED, detail, headers=_ALLOW)
        try:
            return await address.handler(request)
        except NumnaGeoError as error:
            return answer(error)
        except HTTPException as error:
            return problem(HTTPStatus(error.status_code), error.detail)


def is_ours(path: str) -> bool:
    """Whether an address is one of the OGC API.

    >>> is_ours("/ogc"), is_ours("/ogc/collections"), is_ours("/ogcities")
    (True, True, False)
    """
    return path.startswith(ROOT) and path[len(ROOT) :][:1] in ("", "/")
