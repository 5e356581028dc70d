"""Tiles of the loaded data: each zoom is cut once for all tests."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.tiles.cutting import Cutter, Shown

from numna_geo.api.app import create_app
from numna_geo.settings import Settings
from numna_geo.store.database import Connection, connect

# QGIS's own Python runs it; ours has no QGIS.
collect_ignore = ["qgis_styles.py"]

Level = Callable[[str, int], list[Shown]]


@pytest.fixture(scope="session")
def cutter(loaded_url: str) -> Iterator[Cutter]:
    cutter = Cutter(loaded_url)
    yield cutter
    cutter.close()


@pytest.fixture(scope="session")
def level(cutter: Cutter) -> Level:
    """Every tile of a collection at a zoom."""
    return cache(cutter.level)


@pytest.fixture(scope="session")
def client(loaded_url: str) -> Iterator[TestClient]:
    settings = Settings(_env_file=None, travel_graph=Path("none"), routing_url=None)  # type: ignore[call-arg]
    with TestClient(create_app(settings, database_url=loaded_url)) as client:
        yield client


@pytest.fixture(scope="session")
def loaded(loaded_url: str) -> Iterator[Connection]:
    """A connection that only looks, for tests that ask it again and again."""
    engine = connect(loaded_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()
