"""Any site may ask the API and the assets: they are public, and carry no cookie."""

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from numna_geo.api.middleware.raw_headers import put, raw

OPEN = (
    *("/api/", "/assets/", "/ogc", "/catalogue.jsonld", "/oembed"),
    *("/carte/", "/kinds/", "/embed/", "/logos/"),
)
_PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    # Nothing is written by any: what is posted is a question too long for an address.
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
_SHARED = raw(
    {
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Expose-Headers": (
            "Accept-Ranges, Content-Crs, Content-Disposition, Content-Length,"
            " Content-Range, ETag, Link, X-Request-Id"
        ),
    }
)


class CrossOrigin:
    """Lets every origin read what lies under `OPEN`.

    Embeds live in a sandbox whose origin is null: their modules, fonts and data need
    the star.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(OPEN):
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send)
            return

        async def shared(message: Message) -> None:
            if message["type"] == "http.response.start":
                put(message, _SHARED)
            await send(message)

        await self.app(scope, receive, shared)
