"""Errors as pages, for people: same status, a way out, no exception text."""

from http import HTTPStatus

from fastapi import Request, Response

from numna_geo.api.pages.templates import page
from numna_geo.api.problems import RETRY_AFTER_S

_ELSEWHERE = ("/api/", "/ogc/", "/assets/", "/carte/", "/healthz", "/readyz")


def wants_page(request: Request) -> bool:
    """Whether a person is looking: a browser that navigates says text/html."""
    if request.url.path.startswith(_ELSEWHERE):
        return False
    return "text/html" in request.headers.get("accept", "")


def error_page(
    request: Request, status: HTTPStatus, *, title: str | None = None
) -> Response:
    """The page of an error.

    Args:
        request: of whoever is lost.
        status: of the answer.
        title: key of a more precise title than that of the status.
    """
    kind = str(int(status)) if status in _WRITTEN else _nearest(status)
    answer = page(
        request,
        "erreur.html",
        status=status,
        active="",
        title=title or f"error.{kind}",
        help_key=f"error.{kind}_help",
        request_id=getattr(request.state, "request_id", None),
        code=int(status),
    )
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = str(RETRY_AFTER_S)
    return answer


_WRITTEN = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.INTERNAL_SERVER_ERROR,
}


def _nearest(status: HTTPStatus) -> str:
    return "500" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "400"
