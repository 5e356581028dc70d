"""The page of a question that has no answer: what is wrong, the form again."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.html.choices import form
from numna_geo.api.ogc.html.frame import Crumbs, framed
from numna_geo.api.ogc.links import ROOT
from numna_geo.api.pages.words.fields import title_of
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.model.dataset import Dataset


async def refused_page(
    request: Request, problem: Mapping[str, Any], dataset: Dataset | None
) -> Response:
    """A problem document (RFC 9457) for people, with its status."""
    t, status = words_of(request), HTTPStatus(problem["status"])
    crumbs: Crumbs = ()
    back, filled = f"{ROOT}/", None
    if dataset is not None:
        back = f"{ROOT}/collections/{dataset.key}"
        crumbs = [(title_of(t, dataset), back)]
        if request.url.path == f"{back}/items":
            filled = form(t, dataset, dict(request.query_params))
            back = f"{back}/items"
    return framed(
        request,
        "ogc-problem.html",
        status=status,
        title=headline(t, status),
        crumbs=crumbs,
        here_name=str(int(status)),
        errors=problem.get("errors", ()),
        detail=problem.get("detail", ""),
        dataset=dataset,
        form=filled,
        action=back,
        back=back,
        formats=[],
        unlisted=True,
    )


def headline(t: Words, status: HTTPStatus) -> str:
    """What happened: whether the question is wrong, or we are.

    >>> words = {"ogc.later_title": "Try again in a moment"}
    >>> headline(Words("en", words), HTTPStatus.SERVICE_UNAVAILABLE)
    'Try again in a moment'
    """
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        return t("ogc.later_title")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return t("error.500")
    missing = status is HTTPStatus.NOT_FOUND
    return t("ogc.missing_title" if missing else "ogc.refused_title")
