"""A server of the tests' own, and a folder to fetch into."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import HURRIED, Fetch, Server, serving

from numna_geo.fetching.download import download
from numna_geo.fetching.exchange import Downloaded, Limits, NotModified


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


@pytest.fixture
def fetch(into: Path) -> Fetch:
    def fetched(
        url: str, *, limits: Limits = HURRIED, **more: object
    ) -> Downloaded | NotModified:
        return download(url, into=into, limits=limits, **more)  # type: ignore[arg-type]

    return fetched
