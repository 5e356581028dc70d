"""The real service behind a real browser, on the loaded data."""

import asyncio
import fcntl
import os
import shutil
import subprocess
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from visits import WAIT_MS, Visit, serving, visiting

from numna_geo.bundle import ASSETS, ROOT

FRONTEND, MEETING = ASSETS.parent, ROOT / ".make"
_ARGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
# Nothing is judged by the clock: this long, a busy machine may take.
expect.set_options(timeout=WAIT_MS)
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module", autouse=True)
def apart() -> Iterator[None]:
    """What closes after the last module, with the session, may run its own loop."""
    yield
    _play(on=False)


@pytest.fixture(scope="session", autouse=True)
def built() -> Path:
    """The browser files; built here when nobody has yet."""
    MEETING.mkdir(exist_ok=True)
    with (MEETING / "building.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (ASSETS / "manifest.json").exists():
            for command in (["npm", "ci"], ["npm", "run", "build"]):
                subprocess.run(command, cwd=FRONTEND, check=True)
    return ASSETS


@pytest.fixture(scope="session")
def origin(loaded_url: str, built: Path) -> Iterator[str]:
    with serving(loaded_url) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all modules: starting it, and filling it, is what takes time."""
    found = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    executable = os.environ.get("CHROMIUM", found)
    with sync_playwright() as playwright:
        _playing.append(asyncio.get_running_loop())
        opened = playwright.chromium.launch(executable_path=executable, args=_ARGS)
        yield opened
        _play(on=True)
        opened.close()
    _playing.clear()
    _play(on=False)


# Between two calls Playwright's event loop stands still, and yet counts as running:
# nobody else could run one in this thread. It counts where a page may be looked at.
_playing: list[asyncio.AbstractEventLoop] = []


def _play(*, on: bool) -> None:
    asyncio._set_running_loop(_playing[0] if on and _playing else None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    # It is called for tests of every folder.
    _play(on=item.path.is_relative_to(Path(__file__).parent))
    try:
        return (yield)
    finally:
        _play(on=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    _play(on="browser" in getattr(item, "fixturenames", ()))
    try:
        return (yield)
    finally:
        _play(on=True)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish() -> None:
    """What an interruption left open is closed now."""
    _play(on=True)


@pytest.fixture
def visit(browser: Browser, origin: str) -> Iterator[Visit]:
    with visiting(browser, origin) as opened:
        yield opened
