"""A database of made features that nobody writes to."""

import os
from collections.abc import Iterator

import pytest
from tests.conftest import passing
from tests.store.published.made import fill

from numna_geo.private_db.place import Place
from numna_geo.store.database import Connection, connect


@pytest.fixture(scope="session")
def made_url(place: Place) -> Iterator[str]:
    with passing(place, f"published_{os.getpid()}", template="migrated") as url:
        fill(url)
        yield url


@pytest.fixture(scope="module")
def made(made_url: str) -> Iterator[Connection]:
    engine = connect(made_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()
