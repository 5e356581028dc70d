"""Items as files: one answer with everything that matches."""

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.media import Format
from numna_geo.store.published.question import FeatureQuestion

FORMATS: tuple[Format, ...] = ()
"""What `f` offers beside json and html, in the order they are listed."""


async def file_reply(
    request: Request, asked: Format, question: FeatureQuestion, limit: int | None
) -> Response:
    """Every feature of the question, or the first `limit` of them."""
    raise NotImplementedError
