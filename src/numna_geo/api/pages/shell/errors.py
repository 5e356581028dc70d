"""Errors as pages, for people: same status, a way out, no exception text."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request, Response

from numna_geo.api.middleware.security_headers import is_framed
from numna_geo.api.pages.shell.embed_icons import icons
from numna_geo.api.pages.shell.templates import page
from numna_geo.errors import AssetMissing

_FOR_PROGRAMS = (
    "/api/",
    "/ogc/",
    "/assets/",
    "/carte/",
    "/kinds/",
    "/logos/",
    "/oembed",
    "/healthz",
    "/readyz",
    "/metrics",
)


def wants_page(request: Request) -> bool:
    """Whether a person is looking: a browser that navigates takes text/html."""
    if request.url.path.startswith(_FOR_PROGRAMS):
        return False
    return "text/html" in request.headers.get("accept", "")


def error_page_if_wanted(request: Request, status: HTTPStatus) -> Response | None:
    """The error as a page for a person, `None` when a program asks.

    Without a build of the browser files there is no page either.
    """
    if not wants_page(request):
        return None
    unavailable = status is HTTPStatus.SERVICE_UNAVAILABLE
    try:
        return error_page(
            request, status, headers={"Retry-After": "5"} if unavailable else None
        )
    except AssetMissing:
        return None


def error_page(
    request: Request,
    status: HTTPStatus,
    *,
    title: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The page of an error.

    Args:
        request: of whoever is lost.
        status: of the answer.
        title: key of a more precise title than that of the status.
        headers: more of them, such as Retry-After.

    Raises:
        AssetMissing: the browser files were not built.
    """
    kind = str(int(status)) if status in _WRITTEN else _nearest(status)
    framed = is_framed(request.url.path)
    help_key = f"embed.error_{kind}" if framed else f"error.{kind}_help"
    answer = page(
        request,
        "embed_erreur.html" if framed else "erreur.html",
        status=status,
        active="",
        title=title or ("embed.error" if framed else f"error.{kind}"),
        help_key=help_key,
        icons=icons() if framed else None,
        request_id=getattr(request.state, "request_id", None),
        code=int(status),
    )
    answer.headers.update(headers or {})
    return answer


_WRITTEN = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.INTERNAL_SERVER_ERROR,
}


def _nearest(status: HTTPStatus) -> str:
    return "500" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "400"
