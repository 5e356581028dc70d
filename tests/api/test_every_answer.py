"""What holds for every answer: ids, headers, logs, compression, other origins."""

import inspect
import json
import logging
from collections.abc import Iterable, Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from numna_geo.api.app import create_app
from numna_geo.api.middleware.security_headers import content_security_policy
from numna_geo.settings import Settings

PATHS = ["/healthz", "/readyz", "/docs", "/openapi.json", "/api/v1/indicators", "/nope"]
SECRETS = ("1.8713", "46.1702", "23096", "rue+secrete", "rue secrete", "secrete")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path).headers

    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["permissions-policy"] == "geolocation=(self)"
    assert headers["x-request-id"]


def test_the_base_map_joins_the_policy_only_when_it_is_set() -> None:
    none = content_security_policy(None)
    one = content_security_policy("https://tiles.example/{z}/{x}/{y}.png?key=1")

    assert none.endswith("img-src 'self' data:")
    assert one.endswith("img-src 'self' data: https://tiles.example")


def test_a_sane_request_id_is_kept_and_another_replaced(client: TestClient) -> None:
    kept = client.get("/healthz", headers={"X-Request-Id": "trace-1.2_3"})
    replaced = client.get("/healthz", headers={"X-Request-Id": "a b" * 99})

    assert kept.headers["x-request-id"] == "trace-1.2_3"
    assert len(replaced.headers["x-request-id"]) == 32


def test_the_log_says_how_it_went_and_nothing_of_the_caller(
    client: TestClient,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG, logger="numna_geo")
    client.get("/api/v1/nearest?lon=1.8713&lat=46.1702")
    client.get("/api/v1/geocode?q=rue+secrete")
    client.get("/api/v1/territories/commune/23096")
    client.get("/api/v1/nearest?lon=46.1702&lat=1.8713")
    client.head("/secrete?secrete=1")

    seen = [record for record in caplog.records if record.name == "numna_geo.access"]
    facts = ("method", "route", "status")
    said = [tuple(record.__dict__[fact] for fact in facts) for record in seen]
    assert said == [
        ("GET", "/api/v1/nearest", 200),
        ("GET", "/api/v1/geocode", 200),
        ("GET", "/api/v1/territories/{level}/{code}", 200),
        ("GET", "/api/v1/nearest", 400),
        ("HEAD", None, 404),
    ]
    whole = json.dumps([record.__dict__ for record in caplog.records], default=str)
    written = capsys.readouterr().err
    for secret in SECRETS:
        assert secret not in whole
        assert secret not in written


def test_lines_on_standard_error_are_json(loaded_url: str, settings: Settings) -> None:
    from numna_geo.api.logs import _OurHandler

    with TestClient(create_app(settings, database_url=loaded_url)) as client:
        client.get("/healthz")
    ours = logging.getLogger("numna_geo").handlers
    (handler,) = [one for one in ours if isinstance(one, _OurHandler)]
    record = logging.LogRecord("numna_geo.x", logging.INFO, "f", 1, "said", None, None)
    record.status = 200

    line = json.loads(handler.format(record))

    assert line["message"] == "said"
    assert line["status"] == 200
    assert line["level"] == "INFO"
    assert line["timestamp"]


def test_a_defect_is_500_without_a_word_of_it(
    loaded_url: str, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings, database_url=loaded_url)

    @app.get("/api/broken")
    def broken() -> None:
        raise RuntimeError("secrete 46.1702")

    with TestClient(app) as client:
        reply = client.get("/api/broken", headers={"X-Request-Id": "abc"})

    assert reply.status_code == 500
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["x-request-id"] == "abc"
    assert "content-security-policy" in reply.headers
    assert "secrete" not in reply.text
    (told,) = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert "RuntimeError" in told.getMessage()
    assert told.__dict__["where"][-1].endswith(" broken")
    assert "secrete" not in json.dumps(
        [r.__dict__ for r in caplog.records], default=str
    )


@pytest.mark.parametrize(
    ("accepted", "used"), [("gzip", "gzip"), ("br", "br"), ("zstd", "zstd"), ("", None)]
)
def test_answers_are_compressed_as_the_caller_likes(
    client: TestClient, accepted: str, used: str | None
) -> None:
    path = "/api/v1/territories?level=commune&limit=500"
    with client.stream("GET", path, headers={"Accept-Encoding": accepted}) as reply:
        size = sum(len(chunk) for chunk in reply.iter_raw())

    assert reply.headers.get("content-encoding") == used
    assert (size < 20_000) == (used is not None)


def test_other_sites_may_read_the_api(client: TestClient) -> None:
    reply = client.get("/api/v1/indicators", headers={"Origin": "null"})
    asked = client.options(
        "/api/v1/indicators",
        headers={"Origin": "null", "Access-Control-Request-Method": "GET"},
    )

    assert reply.headers["access-control-allow-origin"] == "*"
    assert "ETag" in reply.headers["access-control-expose-headers"]
    assert asked.status_code == 204
    assert "GET" in asked.headers["access-control-allow-methods"]
    assert "access-control-allow-origin" not in client.get("/healthz").headers


def _routes(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        router = getattr(route, "original_router", None)
        if router is not None:
            yield from _routes(router.routes)


def _below(dependant: Dependant) -> Iterator[Dependant]:
    for one in dependant.dependencies:
        yield one
        yield from _below(one)


def test_no_dependency_takes_a_thread(settings: Settings) -> None:
    app = create_app(settings, database_url="postgresql://nobody@127.0.0.1:1/none")

    every = [
        (route.path, below)
        for route in _routes(app.routes)
        for below in _below(route.dependant)
    ]

    assert len(every) > 20
    for path, one in every:
        assert inspect.iscoroutinefunction(one.call), (path, one.call)
