"""What a browser may do with our answers: as little as our pages need."""

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from numna_geo.api.middleware.raw_headers import add_missing, raw

FRAMED = "/embed/"
"""Where the only pages are that other sites may frame."""


def is_framed(path: str) -> bool:
    """Whether other sites may frame what is there, be it an error.

    >>> is_framed("/embed"), is_framed("/embed/absent"), is_framed("/embedded")
    (True, True, False)
    """
    return f"{path}/".startswith(FRAMED)


def content_security_policy(
    basemap_url: str | None, *, ancestors: str | None = "'self'", named: str = ""
) -> str:
    """Our own origin only, no inline code; and the base map's images if there is one.

    Args:
        basemap_url: template of the optional tiles.
        ancestors: who may frame the page; None for anybody, be it in a sandbox or a
            file, which `*` does not name.
        named: our origin by its name, for browsers to which `'self'` means nothing in
            a sandbox.

    >>> content_security_policy("https://{s}.tiles.example/{z}/{x}/{y}.png")[-68:]
    "frame-ancestors 'self'; img-src 'self' data: https://*.tiles.example"
    """
    ourselves = f"'self' {named}".rstrip()
    images = f"{ourselves} data:"
    if basemap_url:
        parts = urlsplit(basemap_url)
        host = parts.netloc.replace("{s}", "*")
        images += f" {parts.scheme}://{host}"
    ours = ("script-src", "style-src", "connect-src", "font-src", "form-action")
    rules = ["default-src 'none'", *(f"{rule} {ourselves}" for rule in ours)]
    rules += ["base-uri 'none'"]
    rules += [f"frame-ancestors {ancestors}"] if ancestors else []
    return "; ".join([*rules, f"img-src {images}"])


# A host that isolates itself takes only frames that are as isolated, and say so.
_OPEN = {
    "Permissions-Policy": "geolocation=()",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


class SecurityHeaders:
    """Adds them to every answer; a page that sets its own policy keeps it."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        basemap_url: str | None = None,
        public_url: str | None = None,
    ) -> None:
        self.app = app
        always = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
        }
        policy = content_security_policy(basemap_url)
        closed = {"Permissions-Policy": "geolocation=(self)"}
        self._headers = raw({"Content-Security-Policy": policy, **always, **closed})
        parts = urlsplit(public_url or "")
        named = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
        policy = content_security_policy(None, ancestors=None, named=named)
        self._framed = raw({"Content-Security-Policy": policy, **always, **_OPEN})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        framed = is_framed(scope["path"])
        headers = self._framed if framed else self._headers

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_missing(message, headers)
            await send(message)

        await self.app(scope, receive, guarded)
