"""GET /geocode: communes and structures of our own, addresses of a geocoder."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.geocoding.fake_geocoder import FakeGeocoder, fake_geocoder

from numna_geo.api.app import create_app
from numna_geo.settings import Settings

Get = Callable[..., dict[str, Any]]
GUERET = "12 place Bonnyaud 23000 Guéret"


@pytest.fixture(scope="module")
def geocoder() -> Iterator[FakeGeocoder]:
    with fake_geocoder() as geocoder:
        yield geocoder


@pytest.fixture(scope="module")
def asking(loaded_url: str, geocoder: FakeGeocoder) -> Iterator[TestClient]:
    with service(loaded_url, geocoder) as client:
        yield client


@pytest.fixture
def left_alone(loaded_url: str, geocoder: FakeGeocoder) -> Iterator[TestClient]:
    """A service of its own, whose geocoder is down."""
    geocoder.up = False
    with service(loaded_url, geocoder) as client:
        yield client
    geocoder.up = True


def service(loaded_url: str, geocoder: FakeGeocoder) -> TestClient:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        geocoder_url=f"{geocoder.url}/search/",
    )
    return TestClient(create_app(settings, database_url=loaded_url))


def test_homonyms_are_told_apart_by_department_the_biggest_first(get: Get) -> None:
    found = get("/geocode", q="mérignac")["suggestions"]

    assert [(one["code"], one["detail"]) for one in found[:3]] == [
        ("33281", "33700 · Gironde"),
        ("16216", "16200 · Charente"),
        ("17229", "17210 · Charente-Maritime"),
    ]


def test_without_a_geocoder_it_says_so(get: Get) -> None:
    answer = get("/geocode", q=GUERET)

    assert answer["addresses"]["available"] is False
    assert "branché" in answer["addresses"]["note"]
    assert answer["suggestions"][0]["code"] == "23096"


def test_addresses_come_after_communes(asking: TestClient) -> None:
    answer = asking.get("/api/v1/geocode", params={"q": GUERET}).json()

    kinds = [one["kind"] for one in answer["suggestions"]]
    assert kinds == sorted(kinds, key=["commune", "structure", "address"].index)
    assert kinds.count("address") == 2
    address = answer["suggestions"][-2]
    assert address["label"] == "12 Place Bonnyaud 23000 Guéret"
    assert address["detail"] == "23, Creuse, Nouvelle-Aquitaine"
    assert address["score"] == 0.971
    assert address["source"] in {source["key"] for source in answer["sources"]}
    assert answer["addresses"] == {"available": True, "note": None}


@pytest.mark.parametrize("limit", [1, 2, 5, 10])
def test_no_more_than_the_limit_come(asking: TestClient, limit: int) -> None:
    asked = {"q": GUERET, "limit": limit}
    answer = asking.get("/api/v1/geocode", params=asked).json()

    assert 1 <= len(answer["suggestions"]) <= limit
    assert answer["suggestions"][0]["kind"] == "commune"


def test_what_a_geocoder_said_is_kept_by_no_cache(asking: TestClient) -> None:
    reply = asking.get("/api/v1/geocode", params={"q": GUERET})

    assert reply.headers["cache-control"] == "no-store"
    assert "etag" not in reply.headers


def test_that_a_geocoder_found_nothing_is_kept_by_no_cache(asking: TestClient) -> None:
    reply = asking.get("/api/v1/geocode", params={"q": "99 rue inconnue, Guéret"})

    assert "address" not in {one["kind"] for one in reply.json()["suggestions"]}
    assert reply.headers["cache-control"] == "no-store"


def test_a_geocoder_that_is_down_is_told_and_left_alone(
    left_alone: TestClient, geocoder: FakeGeocoder
) -> None:
    before = len(geocoder.asked)

    for _ in range(6):
        reply = left_alone.get("/api/v1/geocode", params={"q": GUERET})
        answer = reply.json()
        assert reply.status_code == 200
        assert answer["suggestions"][0]["code"] == "23096"
        assert answer["addresses"]["available"] is False
        assert "ne répond pas" in answer["addresses"]["note"]
        assert reply.headers["cache-control"] == "no-store"

    assert len(geocoder.asked) - before == 3


def test_what_is_typed_is_in_no_log(
    asking: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    asking.get("/api/v1/geocode", params={"q": GUERET})
    asking.get("/api/v1/geocode", params={"q": "7 rue zzzsecrete, Guéret"})

    ours = [one for one in caplog.records if not one.name.startswith("httpx")]
    whole = json.dumps([one.__dict__ for one in ours], default=str)
    assert "Bonnyaud" not in whole
    assert "zzzsecrete" not in whole


def test_nearest_starts_from_the_street(asking: TestClient) -> None:
    reply = asking.get("/api/v1/nearest", params={"address": GUERET})

    answer = reply.json()
    assert reply.headers["cache-control"] == "no-store"
    assert answer["query"]["place"]["precision"] == "address"
    assert (answer["query"]["lon"], answer["query"]["lat"]) == (1.871411, 46.170602)
