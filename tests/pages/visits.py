"""What the tests of the pages share: a service on a port, and who visits it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Request

from numna_geo.api.app import create_app
from numna_geo.settings import Settings

DESK, PHONE = (1440, 900), (390, 844)


@dataclass
class Visit:
    """A page, and everything it said or asked for since it was opened."""

    page: Page
    origin: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str, *, ready: str) -> Page:
        self.page.goto(self.origin + path)
        self.page.wait_for_selector(ready, state="attached")
        return self.page

    @property
    def foreign(self) -> list[str]:
        ours = (self.origin, "data:", "blob:")
        return [url for url in self.asked if not url.startswith(ours)]


@contextmanager
def serving(
    database_url: str, *, basemap_url: str | None = None, cited: str | None = None
) -> Iterator[str]:
    """The service on a free port, in a thread of its own."""
    settings = Settings(  # type: ignore[call-arg]
        _env_file=None, basemap_url=basemap_url, basemap_attribution=cited
    )
    app = create_app(settings, database_url=database_url)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listening]}, daemon=True
        )
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def visiting(
    browser: Browser,
    origin: str,
    *,
    size: tuple[int, int] = DESK,
    scripts: bool = True,
    own_policy: bool = True,
) -> Iterator[Visit]:
    """One visitor; `own_policy=False` lets a test run code of its own in the page."""
    with window(browser, size=size, scripts=scripts, own_policy=own_policy) as opened:
        yield visit_in(opened, origin)


@contextmanager
def window(
    browser: Browser,
    *,
    size: tuple[int, int] = DESK,
    scripts: bool = True,
    own_policy: bool = True,
) -> Iterator[BrowserContext]:
    """Where pages open: what one of them fetched for ever, the others need not."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
        bypass_csp=not own_policy,
        is_mobile=size == PHONE,
        has_touch=size == PHONE,
        locale="fr-FR",
    )
    yield context
    context.close()


def visit_in(context: BrowserContext, origin: str) -> Visit:
    """A page of its own in a window."""
    visit = Visit(page=context.new_page(), origin=origin)
    visit.page.set_default_timeout(15_000)

    def asked(request: Request) -> None:
        visit.asked.append(request.url)

    visit.page.on("request", asked)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on(
        "console",
        lambda said: (
            visit.complaints.append(said.text)
            if said.type in {"error", "warning"}
            else None
        ),
    )
    return visit


def question(page: Page, key: str) -> None:
    """Asks the map another question, and waits for its answer."""
    page.locator(f"input[name=question][value={key}]").check(force=True)
    page.wait_for_selector(f".map-app[data-question={key}]")


def numbers(page: Page, rows: str, column: int) -> list[int]:
    """A column of numbers of a table."""
    cells = page.locator(f"{rows} tr").all()
    texts = [cell.locator("td.number").nth(column).inner_text() for cell in cells]
    return [int("".join(c for c in text if c.isdigit())) for text in texts]
