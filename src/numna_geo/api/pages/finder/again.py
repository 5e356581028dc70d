"""Whether a question is asked, or its page only comes back to who asked it."""

from dataclasses import replace
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import QueryParams

from numna_geo.api.pages.finder.asked import FEW, Asked, asked_in

KEPT_BY_ITS_READER = "private, max-age=60"
"""Of a page that was counted: who goes back to it reads it again, and asks nothing."""


def comes_back(request: Request, asked: Asked) -> bool:
    """Whether this question was counted already, or was never asked.

    It is asked where somebody comes from elsewhere, or from another question to the
    finder. It only comes back where a page is reloaded, told in the other language,
    made longer, bounded otherwise, or reached by a link of another page of ours. Only
    what the browser says of this request is read: nothing is kept about anybody.

    Args:
        request: with the headers `Cache-Control`, `Sec-Fetch-Site` and `Referer`.
        asked: the question.
    """
    reloads = request.headers.get("cache-control", "").replace(" ", "").lower()
    if reloads in {"max-age=0", "no-cache"}:
        return True
    before = urlsplit(request.headers.get("referer", ""))
    if not before.netloc or not _is_ours(request, before.netloc):
        return False
    if before.path != "/":
        return True
    return _told_alike(asked_in(QueryParams(before.query))) == _told_alike(asked)


def _is_ours(request: Request, host: str) -> bool:
    said = request.headers.get("sec-fetch-site")
    return said == "same-origin" if said else host == request.url.netloc


def _told_alike(asked: Asked) -> Asked:
    """The question without what changes how it is told, and nothing of what is met."""
    return replace(asked, limit=FEW, max_min=None, open_now=False)
