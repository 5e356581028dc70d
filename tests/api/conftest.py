"""The application on the loaded data, as a browser or a program meets it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from numna_geo.api.app import create_app
from numna_geo.settings import Settings

Ask = Callable[..., httpx2.Response]
Answered = dict[str, Any]


@pytest.fixture(scope="session")
def settings() -> Settings:
    # No roads, no downloads: those that a developer built would change answers.
    return Settings(  # type: ignore[call-arg]
        _env_file=None,
        travel_graph=Path("none"),
        downloads_dir=Path("none"),
        routing_url=None,
    )


@pytest.fixture(scope="session")
def client(loaded_url: str, settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings, database_url=loaded_url)) as client:
        yield client


@pytest.fixture(scope="session")
def get(client: TestClient) -> Callable[..., Answered]:
    """The JSON of a path under /api/v1 that must answer 200."""

    def ask(path: str, **asked: Any) -> Answered:
        reply = client.get(f"/api/v1{path}", params=asked)
        assert reply.status_code == 200, reply.text
        answer: Answered = reply.json()
        return answer

    return ask
