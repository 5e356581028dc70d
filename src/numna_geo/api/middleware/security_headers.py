"""What a browser may do with our answers: as little as our pages need."""

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from numna_geo.api.middleware.raw_headers import add_missing, raw


def content_security_policy(basemap_url: str | None) -> str:
    """Our own origin only, no inline code; and the base map's images if there is one.

    >>> content_security_policy("https://{s}.tiles.example/{z}/{x}/{y}.png")[-68:]
    "frame-ancestors 'self'; img-src 'self' data: https://*.tiles.example"
    """
    images = "'self' data:"
    if basemap_url:
        parts = urlsplit(basemap_url)
        host = parts.netloc.replace("{s}", "*")
        images += f" {parts.scheme}://{host}"
    ours = ("script-src", "style-src", "connect-src", "font-src", "form-action")
    rules = ["default-src 'none'", *(f"{rule} 'self'" for rule in ours)]
    rules += ["base-uri 'none'", "frame-ancestors 'self'", f"img-src {images}"]
    return "; ".join(rules)


class SecurityHeaders:
    """Adds them to every answer; a page that sets its own policy keeps it."""

    def __init__(self, app: ASGIApp, *, basemap_url: str | None = None) -> None:
        self.app = app
        self._headers = raw(
            {
                "Content-Security-Policy": content_security_policy(basemap_url),
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "strict-origin-when-cross-origin",
                "Permissions-Policy": "geolocation=(self)",
            }
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_missing(message, self._headers)
            await send(message)

        await self.app(scope, receive, guarded)
