"""Every error has its status, and tells nothing it should not."""

import inspect
from http import HTTPStatus

import orjson
import pytest
from starlette.testclient import TestClient

from numna_geo import errors
from numna_geo.api.problems import MEDIA_TYPE, STATUS, answer

OURS = [
    error
    for _, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, errors.NumnaGeoError)
]
QUERY = "SELECT phone FROM structures"


def _raised(error: type[errors.NumnaGeoError]) -> errors.NumnaGeoError:
    if error is errors.RowRejected:
        return errors.RowRejected("column", QUERY, "reason")
    return error(QUERY)


def test_every_error_has_a_status() -> None:
    assert set(OURS) == STATUS.keys()


@pytest.mark.parametrize("error", OURS, ids=lambda error: error.__name__)
def test_every_error_answers_with_a_problem(error: type[errors.NumnaGeoError]) -> None:
    reply = answer(_raised(error))

    body = orjson.loads(reply.body)
    assert reply.media_type == MEDIA_TYPE
    assert body["status"] == reply.status_code == STATUS[error]
    assert body["type"].startswith("/docs#")
    assert body["title"]
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "error",
    [e for e in OURS if STATUS[e] >= HTTPStatus.INTERNAL_SERVER_ERROR],
    ids=lambda error: error.__name__,
)
def test_a_5xx_never_quotes_the_exception(error: type[errors.NumnaGeoError]) -> None:
    assert QUERY.encode() not in answer(_raised(error)).body


@pytest.mark.parametrize("error", [errors.DatabaseUnavailable, errors.DatabaseNotReady])
def test_an_absent_database_says_when_to_come_back(
    error: type[errors.NumnaGeoError],
) -> None:
    reply = answer(error(QUERY))

    assert reply.status_code == 503
    assert int(reply.headers["retry-after"]) > 0


def test_each_wrong_parameter_is_named_with_what_was_expected() -> None:
    wrong = errors.WrongParameter("limit", "x" * 500, "a whole number")

    body = orjson.loads(answer(errors.InvalidQuery("no", [wrong])).body)

    (shown,) = body["errors"]
    assert shown["parameter"] == "limit"
    assert shown["expected"] == "a whole number"
    assert len(shown["value"]) < 200


def test_a_place_not_found_carries_what_comes_nearest() -> None:
    body = orjson.loads(answer(errors.PlaceNotFound("no", ["Guéret"])).body)

    assert body["suggestions"] == ["Guéret"]


def test_no_answer_sends_people_to_the_host_a_request_claims(
    client: TestClient,
) -> None:
    claims = {"host": "elsewhere.example"}

    for path in ("/api/v1/nearest/?lon=0&lat=45", "/carte/", "/healthz/"):
        reply = client.get(path, headers=claims, follow_redirects=False)

        assert reply.status_code == HTTPStatus.NOT_FOUND
        assert "elsewhere.example" not in str(reply.headers)
