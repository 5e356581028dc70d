"""What the first answers need is loaded before anybody asks, and keeps nobody."""

import asyncio
import threading
from collections.abc import Mapping

import pytest
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


def test_nobody_waits_for_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, answered = threading.Event(), threading.Event()

    async def never_ends() -> None:
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(warming, "AFTER_S", 0)
    monkeypatch.setattr(warming, "_steps", lambda _: {"names": never_ends})
    app = create_app(settings, database_url=NOWHERE, warmed=True)

    def visit() -> None:
        with TestClient(app) as client:
            if begun.wait(timeout=60) and client.get("/healthz").status_code == 200:
                answered.set()

    # A start that waits for it would never end.
    visitor = threading.Thread(target=visit, daemon=True)
    visitor.start()
    visitor.join(timeout=120)

    assert answered.is_set()
    assert not visitor.is_alive()
