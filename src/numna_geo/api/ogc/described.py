"""What the service says of itself: landing page, conformance, collections."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.part import Handler, Part


class Described:
    """Documents that tell of all parts together."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts

    def routes(self) -> dict[str, Handler]:
        """The addresses of these documents."""
        return {"": self.landing, "/": self.landing}

    async def landing(self, request: Request) -> Response:
        """/ogc/: where everything starts."""
        raise NotImplementedError
