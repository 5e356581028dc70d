"""HEAD answers as GET does, without the body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """Every GET route also answers HEAD, with the same headers.

    It stands outside of compression, so that the headers are those of the compressed
    answer too.
    """

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

        # A copy: the server reads its own scope to know that no body is to follow.
        asked = {**scope, "method": "GET", "asked_as": "HEAD"}
        try:
            await self.app(asked, receive, bodiless)
        finally:
            # The router writes the route into the copy, and the access log wants it.
            if "route" in asked:
                scope["route"] = asked["route"]
