"""Errors as HTTP: one table, one shape (RFC 9457)."""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from numna_geo import errors
from numna_geo.api.cache_control import NEVER

log = logging.getLogger(__name__)

PageOf = Callable[[Request, HTTPStatus], Response | None]

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 5
MOST_ERRORS = 20
"""Wrong parameters that one answer names; how many more there are is told."""

_SHOWN, _DETAIL = 120, 1_000

STATUS: dict[type[errors.NumnaGeoError], HTTPStatus] = {
    errors.InvalidPosition: HTTPStatus.BAD_REQUEST,
    errors.InvalidQuery: HTTPStatus.BAD_REQUEST,
    errors.UnknownTerritory: HTTPStatus.NOT_FOUND,
    errors.UnknownStructure: HTTPStatus.NOT_FOUND,
    errors.UnknownIndicator: HTTPStatus.NOT_FOUND,
    errors.UnknownImport: HTTPStatus.NOT_FOUND,
    errors.UnknownDataset: HTTPStatus.NOT_FOUND,
    errors.UnknownFeature: HTTPStatus.NOT_FOUND,
    errors.UnknownDownload: HTTPStatus.NOT_FOUND,
    errors.DoesNotFit: HTTPStatus.BAD_REQUEST,
    errors.TooManyExports: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.PlaceNotFound: HTTPStatus.BAD_REQUEST,
    errors.ShapeMismatch: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.RowRejected: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.SourceUnreadable: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.DownloadFailed: HTTPStatus.BAD_GATEWAY,
    errors.ImportRefused: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.TravelUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.NotInTime: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ServerUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.DatabaseUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.DatabaseNotReady: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.StorageFull: HTTPStatus.INSUFFICIENT_STORAGE,
    errors.StorageUnusable: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.ClusterFailed: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.AssetMissing: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.InlineCode: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.CopyUnfinished: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.NumnaGeoError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The status of every error of ours; a test fails while one is missing."""

# All that a 5xx ever says, whatever the exception says.
_OURS: dict[type[errors.NumnaGeoError], str] = {
    errors.TravelUnavailable: "Travel times do not answer; try again in a moment.",
    errors.NotInTime: "Nothing was found in time; ask for less, or try again.",
    errors.ServerUnavailable: "A server we ask does not answer; try again in a moment.",
    errors.TooManyExports: "Many files are being made; try again in a moment.",
    errors.DatabaseUnavailable: "The database does not answer; try again in a moment.",
    errors.DatabaseNotReady: "The data are still being loaded; try again in a moment.",
}
# What was expected, by the library's names of errors.
_EXPECTED = {
    "missing": "a value: it is required",
    "too_long": "at most {max_length} different values",
    "too_short": "at least {min_length} value",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "dict_type": "an object",
    "list_type": "a list",
    "string_type": "a text",
    "float_type": "a number",
}
_FAILED = "Something failed on our side; the request id helps to find out what."
_NOT_FOUND = "Nothing lives at this address; /docs lists what does."
_NOT_FOUND_PAGE = "Cette page n'existe pas."


def problem(
    status: HTTPStatus,
    detail: str,
    *,
    kind: str = "",
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Response:
    """One problem document; `more` are members that only this kind has."""
    body = {
        "type": f"/docs#{kind}" if kind else "about:blank",
        "title": kind.replace("-", " ").capitalize() or status.phrase,
        "status": int(status),
        "detail": _short(detail, _DETAIL),
        **(more or {}),
    }
    extra = dict(headers or {})
    if status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}:
        extra["Retry-After"] = str(RETRY_AFTER_S)
    extra["Cache-Control"] = NEVER
    return Response(orjson.dumps(body), int(status), extra, MEDIA_TYPE)


def answer(error: errors.NumnaGeoError) -> Response:
    """The problem that tells of an error of ours."""
    status, kind = STATUS[type(error)], kind_of(type(error))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s answered with %d", kind, status)
        return problem(status, _OURS.get(type(error), _FAILED), kind=kind)
    more: dict[str, Any] = {}
    if isinstance(error, errors.InvalidQuery | errors.PlaceNotFound) and error.wrong:
        more |= _errors(error.wrong)
    if isinstance(error, errors.PlaceNotFound):
        more["suggestions"] = list(error.suggestions)
    return problem(status, str(error), kind=kind, more=more)


def unexpected() -> Response:
    """The problem of a defect: it says nothing of what went wrong."""
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, _FAILED)


def install(app: FastAPI, *, page: PageOf) -> None:
    """Answer every error as a problem: ours, the framework's, and wrong input.

    Args:
        app: the application.
        page: the same for people; `None` from it means that a program asks.
    """

    @app.exception_handler(errors.NumnaGeoError)
    def _ours(request: Request, error: errors.NumnaGeoError) -> Response:
        return page(request, STATUS[type(error)]) or answer(error)

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        shown = page(request, HTTPStatus.BAD_REQUEST)
        return shown or answer(from_validation(error.errors()))

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        status = HTTPStatus(error.status_code)
        headers = dict(error.headers or {})
        if "Allow" in headers:
            headers["Allow"] = ", ".join(_methods(request))
        shown = page(request, status)
        if shown is not None:
            shown.headers.update(headers)
            return shown
        detail = str(error.detail or status.phrase)
        if status is HTTPStatus.NOT_FOUND:
            ours = request.url.path.startswith(("/api", "/ogc"))
            detail = _NOT_FOUND if ours else _NOT_FOUND_PAGE
        return problem(status, detail, headers=headers)


def _methods(request: Request) -> list[str]:
    """All that an address answers to: each of its routes knows only its own."""
    found = set[str]()
    for method in ("GET", "POST"):
        asked = {**request.scope, "method": method}
        if any(r.matches(asked)[0] is Match.FULL for r in request.app.routes):
            found |= {method, "HEAD"} if method == "GET" else {method}
    return sorted(found)


def from_validation(found: Sequence[Mapping[str, Any]]) -> errors.InvalidQuery:
    """What pydantic found wrong, in the words of the API."""
    wrong = [
        errors.WrongParameter(
            parameter=str(one["loc"][1] if len(one["loc"]) > 1 else one["loc"][0]),
            value="" if one["type"] == "missing" else str(one.get("input", "")),
            expected=expected_of(one),
        )
        for one in found
    ]
    return cannot_use(wrong)


def cannot_use(wrong: Sequence[errors.WrongParameter]) -> errors.InvalidQuery:
    """The error that names each wrong parameter once, and the first of very many."""
    names = list(dict.fromkeys(one.parameter for one in wrong))
    named = ", ".join(names[:MOST_ERRORS])
    more = f" and {len(names) - MOST_ERRORS} more" if names[MOST_ERRORS:] else ""
    return errors.InvalidQuery(f"cannot use {named}{more}; see `errors`", wrong)


def expected_of(one: Mapping[str, Any]) -> str:
    """What pydantic expected, in the words of the API."""
    if one["type"] == "float_parsing" and "," in str(one.get("input")):
        return "a number with a decimal point, not a comma"
    if one["type"] in _EXPECTED:
        return _EXPECTED[one["type"]].format(**one.get("ctx", {}))
    text = str(one["msg"]).removeprefix("Value error, ")
    text = re.sub("^(Input|String|List|Value) should (be )?", "", text)
    return text.split(", unable to ")[0]


def refused(detail: str, wrong: Sequence[errors.WrongParameter]) -> Response:
    """The problem of parameters that no route was asked to look at."""
    more = _errors(wrong) if wrong else None
    return problem(HTTPStatus.BAD_REQUEST, detail, more=more)


def _errors(wrong: Sequence[errors.WrongParameter]) -> dict[str, Any]:
    """The first of them, and how many more there are if there are."""
    left = len(wrong) - MOST_ERRORS
    shown = {"errors": [_shown(one) for one in wrong[:MOST_ERRORS]]}
    return shown | ({"more_errors": left} if left > 0 else {})


def _shown(wrong: errors.WrongParameter) -> dict[str, str]:
    return {
        "parameter": wrong.parameter[:_SHOWN],
        "value": _short(wrong.value, _SHOWN),
        "expected": _short(wrong.expected, _DETAIL),
    }


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def kind_of(error: type[errors.NumnaGeoError]) -> str:
    """The anchor of an error in /docs.

    >>> kind_of(errors.DatabaseNotReady)
    'database-not-ready'
    """
    return re.sub("(?<!^)(?=[A-Z])", "-", error.__name__).lower()
