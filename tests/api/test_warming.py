"""What the first answers need is loaded before anybody asks, and keeps nobody."""

import asyncio
import time
from collections.abc import Mapping

from starlette.testclient import TestClient

from numna_geo.api import warming
from numna_geo.api.app import create_app
from numna_geo.settings import Settings

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


def not_loaded(settings: Settings, url: str) -> Mapping[str, str]:
    app = create_app(settings, database_url=url)

    async def warmed() -> Mapping[str, str]:
        try:
            return await warming.warm(app)
        finally:
            app.state.travels.close()
            await app.state.reader.close()

    return asyncio.run(warmed())


def test_all_that_the_first_answers_need_is_loaded(
    settings: Settings, loaded_url: str
) -> None:
    # The borders need the built pages.
    assert set(not_loaded(settings, loaded_url)) <= {"borders"}


def test_without_a_database_only_what_needs_none_is_loaded(settings: Settings) -> None:
    missed = not_loaded(settings, NOWHERE)

    assert {"names", "ground", "search"} <= set(missed)
    assert "land" not in missed


def test_nobody_waits_for_it(settings: Settings, loaded_url: str) -> None:
    for url in (NOWHERE, loaded_url):
        begun = time.monotonic()
        app = create_app(settings, database_url=url, warmed=True)
        with TestClient(app) as client:
            assert client.get("/healthz").status_code == 200
            assert time.monotonic() - begun < warming.AFTER_S + 5
