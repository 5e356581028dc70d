"""Every name of the bundled data, gathered once."""

import asyncio

import pytest

from numna_geo.geocoding.gazetteer import Gazetteer
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.suggest_places import Places


@pytest.fixture(scope="package")
def gazetteer(loaded_url: str) -> Gazetteer:
    async def built() -> Gazetteer:
        reader = Reader(loaded_url, size=2, statement_timeout_s=60, wait_s=60)
        found = await Places(reader, DataWatch(reader)).gazetteer()
        await reader.close()
        return found

    return asyncio.run(built())
