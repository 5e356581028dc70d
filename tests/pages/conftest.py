"""The real service behind a real browser, on the loaded data."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from visits import Visit, serving, visit_in, window

from numna_geo.bundle import ASSETS, ROOT

FRONTEND, MEETING = ASSETS.parent, ROOT / ".make"
_ARGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


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


# Closed with its module: while it runs, no other test may start an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    executable = os.environ.get("CHROMIUM", found)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=_ARGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """One window for the visits of a module: the first load is the slow one."""
    with window(browser) as opened:
        yield opened


@pytest.fixture
def visit(desk: BrowserContext, origin: str) -> Iterator[Visit]:
    opened = visit_in(desk, origin)
    yield opened
    opened.page.close()
