"""axe-core, on the states that people meet."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext
from visits import DESK, PHONE, visit_in, window

from numna_geo.bundle import ASSETS

AXE = ASSETS.parent / "node_modules" / "axe-core" / "axe.min.js"
NARROW = (320, 640)
DRAWN, LIVE, TITLE = ".is-complete", ".is-live", "h1"
STATES = [
    ("/", LIVE, DESK),
    ("/?q=Royan&etape=creation&besoin=support&max=90", LIVE, DESK),
    ("/?q=Limoges&famille=host", LIVE, PHONE),
    ("/?commune=23002&besoin=making&max=15", LIVE, NARROW),
    ("/carte", DRAWN, DESK),
    ("/carte", DRAWN, PHONE),
    ("/carte#q=host_place_beyond&c=23096", ".sheet h2", DESK),
    ("/carte#m=find&v=10/46.17/1.87", DRAWN, DESK),
    ("/carte#m=find&v=10/46.17/1.87", DRAWN, PHONE),
    ("/carte?lecture=verifie#q=support_beyond", DRAWN, DESK),
    ("/carte?lecture=verifie", DRAWN, PHONE),
    ("/donnees", TITLE, DESK),
    ("/donnees", TITLE, PHONE),
    ("/donnees/dictionnaire", TITLE, DESK),
    ("/ogc/", TITLE, PHONE),
    ("/ogc/collections/structures", TITLE, DESK),
    ("/ogc/collections/structures/items?category=fab_lab", TITLE, DESK),
    ("/ogc/collections/gaps/items?level=departement", TITLE, PHONE),
    ("/ogc/collections/communes/items/23096", TITLE, NARROW),
    ("/ogc/collections/communes/items?filter=x", TITLE, PHONE),
    ("/structures/support_structures-crealab-angouleme", TITLE, PHONE),
    ("/cette-page-n-existe-pas", TITLE, DESK),
]


Size = tuple[int, int]


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[dict[Size, BrowserContext]]:
    """One of each size: opening windows, and filling them, is what takes time."""
    with ExitStack() as opened:
        yield {
            size: opened.enter_context(window(browser, size=size, own_policy=False))
            for size in (DESK, PHONE, NARROW)
        }


@pytest.mark.parametrize(("path", "ready", "size"), STATES)
def test_axe_finds_no_violation(
    windows: dict[Size, BrowserContext], origin: str, path: str, ready: str, size: Size
) -> None:
    visit = visit_in(windows[size], origin)
    page = visit.open(path, ready=ready)
    page.wait_for_timeout(100)
    page.add_script_tag(path=AXE)

    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    page.close()

    assert [rule["id"] for rule in found["violations"]] == []
