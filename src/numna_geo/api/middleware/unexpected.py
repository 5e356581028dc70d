"""Our own defects: a problem for the caller, the place for us, the data for nobody."""

import logging
import traceback
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from numna_geo.api.problems import PageOf, unexpected

log = logging.getLogger(__name__)


class Unexpected:
    """Answers 500 to any exception that no handler knows.

    The exception's text is not logged: it may quote a query. Its type and the lines
    it went through are.
    """

    def __init__(self, app: ASGIApp, *, page: PageOf) -> None:
        self.app, self._page = app, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if scope["type"] != "http":
                raise
            state = scope.get("state", {})
            log.error(
                "unexpected %s",
                type(error).__qualname__,
                extra={
                    "where": _frames(error),
                    "request_id": state.get("request_id"),
                },
            )
            if not started:
                reply = self._for_people(scope) or unexpected()
                await reply(scope, receive, send)

    def _for_people(self, scope: Scope) -> Response | None:
        try:
            return self._page(Request(scope), HTTPStatus.INTERNAL_SERVER_ERROR)
        except Exception:
            # What failed may well be the pages themselves.
            log.error("the page of errors failed too")
            return None


def _frames(error: Exception) -> list[str]:
    """The lines an exception went through, without their text."""
    stack = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in stack]
