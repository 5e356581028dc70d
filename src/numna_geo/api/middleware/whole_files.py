"""Files of whole layers travel as they are: their tag is the digest of their bytes."""

from starlette.types import ASGIApp, Receive, Scope, Send

WHOLE = "/api/v1/downloads/"


class WholeFiles:
    """Has nothing under `WHOLE` compressed on its way: parts of it may be asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(WHOLE):
            told = scope["headers"]
            scope["headers"] = [(k, v) for k, v in told if k != b"accept-encoding"]
        await self.app(scope, receive, send)
