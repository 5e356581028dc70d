"""HEAD answers as GET does, without the body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """Every GET route also answers HEAD, with the same headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def bodiless(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        # The scope itself is changed, not a copy: the router writes the route into it,
        # and the access log reads it there.
        scope["method"] = "GET"
        await self.app(scope, receive, bodiless)
