"""Who takes no encoding gets the answer as it is, and caches know that others do."""

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from numna_geo.api.middleware.compression import Compression

TEXT = '{"type":"Feature"}' * 100


def asked(reply: Response, encoding: str | None = None) -> tuple[bytes, dict[str, str]]:
    client = TestClient(Compression(reply), headers={"accept-encoding": ""})
    del client.headers["accept-encoding"]
    headers = {} if encoding is None else {"accept-encoding": encoding}
    got = client.get("/", headers=headers)
    return got.content, dict(got.headers)


def answer(**headers: str) -> Response:
    return Response(TEXT, 200, headers, "application/geo+json")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "Accept-Encoding"),
        ({"Vary": "Accept"}, "Accept, Accept-Encoding"),
        ({"Vary": "accept-encoding"}, "accept-encoding"),
    ],
)
def test_caches_are_told_that_others_take_it_compressed(
    said: dict[str, str], told: str
) -> None:
    body, headers = asked(answer(**said))

    assert body == TEXT.encode()
    assert headers["vary"] == told
    assert "content-encoding" not in headers


def test_who_takes_it_gets_it_compressed() -> None:
    body, headers = asked(answer(Vary="Accept"), "gzip")

    assert body == TEXT.encode()
    assert headers["content-encoding"] == "gzip"
    assert headers["vary"] == "Accept, Accept-Encoding"


def test_an_answer_without_a_body_is_left_alone() -> None:
    _, headers = asked(Response(status_code=304, headers={"Vary": "Accept"}))

    assert headers["vary"] == "Accept"
