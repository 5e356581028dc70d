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
from numna_geo.bundle import ASSETS
from numna_geo.settings import Settings

WAIT_MS = 60_000
DESK, PHONE, NARROW = (1440, 900), (390, 844), (320, 640)
AXE = ASSETS.parent / "node_modules" / "axe-core" / "axe.min.js"
# What is broken alone comes back, with its place. No page has a sound to load first.
BROKEN = """axe.run(document, { resultTypes: ["violations"], preload: false }).then(
  ({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => [id, JSON.stringify(target)])))"""


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
            assert thread.is_alive(), "the service could not start"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(timeout=60)


@contextmanager
def visiting(
    browser: Browser,
    origin: str,
    *,
    size: tuple[int, int] = DESK,
    scripts: bool = True,
    own_policy: bool = True,
) -> Iterator[Visit]:
    """One visitor; `own_policy=False` lets a test run code of its own in the page.

    The page may be one that others left: a new one takes twice the time of a visit.
    Whoever wants init scripts, or to be the first to ask for a file, opens a `window`.
    """
    left = _left.setdefault((browser, size == PHONE, scripts, own_policy), [])
    if left:
        visit = left.pop()
        visit.origin, (width, height) = origin, size
        visit.page.set_viewport_size({"width": width, "height": height})
    else:
        opened = _opened(browser, size, scripts=scripts, own_policy=own_policy)
        visit = visit_in(opened, origin)
    try:
        yield visit
    except BaseException:
        visit.page.context.close()
        raise
    _leave(visit)
    left.append(visit)


_left: dict[tuple[Browser, bool, bool, bool], list[Visit]] = {}


def _leave(visit: Visit) -> None:
    """Nothing that was done to a page is found by the next visitor."""
    page = visit.page
    page.unroute_all()
    page.context.clear_permissions()
    page.emulate_media(media="null", forced_colors="null", reduced_motion="null")
    page.goto("about:blank")
    visit.asked.clear()
    visit.complaints.clear()


@contextmanager
def window(
    browser: Browser,
    *,
    size: tuple[int, int] = DESK,
    scripts: bool = True,
    own_policy: bool = True,
) -> Iterator[BrowserContext]:
    """Where pages open: what one of them fetched for ever, the others need not."""
    context = _opened(browser, size, scripts=scripts, own_policy=own_policy)
    yield context
    context.close()


def _opened(
    browser: Browser, size: tuple[int, int], *, scripts: bool, own_policy: bool
) -> BrowserContext:
    width, height = size
    return browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
        bypass_csp=not own_policy,
        is_mobile=size == PHONE,
        has_touch=size == PHONE,
        locale="fr-FR",
    )


def visit_in(context: BrowserContext, origin: str) -> Visit:
    """A page of its own in a window."""
    visit = Visit(page=context.new_page(), origin=origin)
    visit.page.set_default_timeout(WAIT_MS)

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


def fits(page: Page, width: int) -> None:
    """Waits until nothing is wider than the window."""
    page.wait_for_function(
        "most => document.documentElement.scrollWidth <= most", arg=width
    )


def calm(page: Page) -> None:
    """Waits until what was asked for is laid out, moved and painted."""
    page.evaluate(
        """async () => {
          const frame = () => new Promise(requestAnimationFrame);
          await document.fonts.ready;
          await frame();
          const ends = (one) => one.effect.getComputedTiming().endTime < Infinity;
          const moving = document.getAnimations().filter(ends);
          await Promise.allSettled(moving.map((one) => one.finished));
          await frame();
        }"""
    )


def rested(page: Page) -> None:
    """Waits until what the page left for its idle moments is done, too.

    A legend that grew moves the map, and names and tables of a map that moved are
    written again.
    """
    calm(page)
    page.evaluate(
        """async () => {
          const idle = () =>
            new Promise((done) => requestIdleCallback(done, { timeout: 800 }));
          await idle();
          // The page waits for 200 ms at most; of two timers the one that is due first
          // goes first, however late both are.
          await new Promise((done) => setTimeout(done, 250));
          await idle();
        }"""
    )
    calm(page)


def numbers(page: Page, rows: str, column: int) -> list[int]:
    """A column of numbers of a table."""
    cells = page.locator(f"{rows} tr").all()
    texts = [cell.locator("td.number").nth(column).inner_text() for cell in cells]
    return [int("".join(c for c in text if c.isdigit())) for text in texts]
