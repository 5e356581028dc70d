"""axe-core over every page that the router has, at 1440 and 390 pixels of width."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from starlette.routing import BaseRoute, Match, Route
from visits import DESK, PHONE, visit_in, window

from numna_geo.api import pages
from numna_geo.bundle import ASSETS

AXE = ASSETS.parent / "node_modules" / "axe-core" / "axe.min.js"
NARROW = (320, 640)
TITLE, DRAWN, LIVE = "h1", ".is-complete", ".is-live"
SCENARIO = "/scenario?ajout=incubator:17415&territoire=departement:17"
# What people read, small pages first: each is opened once, and looked at twice.
READ = [
    ("/mentions-legales", TITLE),
    ("/accessibilite", TITLE),
    ("/cette-page-n-existe-pas", TITLE),
    ("/embed/chiffre?territoire=epci:200067189&indicateur=support_beyond", TITLE),
    ("/embed/fiche?territoire=commune:23096&couleur=b4162a", TITLE),
    ("/embed/fiche?territoire=commune:99999", TITLE),
    ("/embed/trouver?territoire=commune:23096&legende=1&recherche=1", TITLE),
    ("/embed/carte?recherche=1&liste=1&indicateur=host_place_beyond", DRAWN),
    ("/comparer?a=saint&b=xyzzy", TITLE),
    ("/integrer?quoi=chiffre&commune=nobody", LIVE),
    ("/structures/support_structures-crealab-angouleme", TITLE),
    ("/feuille-de-route?dans=departement:23", TITLE),
    ("/matrice?par=besoin", TITLE),
    ("/matrice?par=etape&ligne=idea&territoire=departement:23", TITLE),
    (f"{SCENARIO}&proposer=2&retrait=nobody", ".curve svg"),
    ("/comparer?a=departement:23&b=departement:33", TITLE),
    ("/carte/tableau?indicateur=support_beyond&dans=departement:23", TITLE),
    ("/territoires?q=aubus", TITLE),
    ("/territoires/commune/23096", TITLE),
    ("/territoires/region/75", TITLE),
    ("/donnees/dictionnaire", TITLE),
    ("/donnees", TITLE),
    ("/docs", TITLE),
    ("/ogc/", TITLE),
    ("/ogc/collections/structures", TITLE),
    ("/ogc/collections/gaps/items?level=departement", TITLE),
    ("/ogc/collections/communes/items/23096", TITLE),
    ("/ogc/collections/communes/items?filter=x", TITLE),
    ("/", LIVE),
    ("/?q=Royan&etape=creation&besoin=support&max=90", LIVE),
]
# What a finger or a width changes more than a style sheet: opened at that size.
USED = [
    ("/?q=Limoges&famille=host", LIVE, PHONE),
    ("/?commune=23002&besoin=making&max=15", LIVE, NARROW),
    ("/carte", DRAWN, DESK),
    ("/carte", DRAWN, PHONE),
    ("/carte?lecture=verifie#q=support_beyond&n=epci", DRAWN, DESK),
    ("/carte#q=host_place_beyond&c=23096", ".sheet h2", PHONE),
    ("/carte#m=find&v=10/46.17/1.87", DRAWN, DESK),
    ("/carte#m=find&v=10/46.17/1.87", DRAWN, PHONE),
]
# Files that pages ask for, and one that programs read.
NOT_READ = {"/assets/{name}", "/carte/donnees/{version}/{name}", "/logos/{name}"}
ENDINGS = (".js", ".css", ".bin", ".csv", ".txt", "/oembed")
TWICE = """[...document.querySelectorAll("[id]")].map((one) => one.id)
  .filter((id, at, all) => all.indexOf(id) !== at)"""
Size = tuple[int, int]


def routes(several: list[BaseRoute]) -> Iterator[Route]:
    for route in several:
        inner = getattr(getattr(route, "original_router", route), "routes", None)
        if inner:
            yield from routes(inner)
        elif isinstance(route, Route):
            yield route


def test_every_page_of_the_router_is_looked_at() -> None:
    asked = [path.partition("?")[0].partition("#")[0] for path, *_ in [*READ, *USED]]
    found = {
        route.path: [
            path
            for path in asked
            if route.matches({"type": "http", "method": "GET", "path": path})[0]
            == Match.FULL
        ]
        for route in routes(pages.router.routes)
        if route.path not in NOT_READ and not route.path.endswith(ENDINGS)
    }

    assert {"/carte", "/integrer", "/embed/carte", "/territoires/{level}/{code}"} <= (
        found.keys()
    )
    assert [path for path, looked_at in found.items() if not looked_at] == []


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[dict[Size, BrowserContext]]:
    """One of each size: opening windows, and filling them, is what takes time."""
    with ExitStack() as opened:
        found = {
            size: opened.enter_context(window(browser, size=size, own_policy=False))
            for size in (DESK, PHONE, NARROW)
        }
        for one in found.values():
            one.add_init_script(path=AXE)
        yield found


@pytest.fixture(scope="module")
def tab(windows: dict[Size, BrowserContext], origin: str) -> Iterator[Page]:
    page = visit_in(windows[DESK], origin).page
    yield page
    page.close()


@pytest.mark.parametrize(("path", "ready"), READ)
def test_axe_finds_no_violation(tab: Page, origin: str, path: str, ready: str) -> None:
    tab.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    tab.goto(origin + path)
    tab.wait_for_selector(ready, state="attached")
    # A page that is framed is looked at with the one around it.
    for frame in tab.frames:
        frame.wait_for_load_state("load")

    found = violations(tab)
    tab.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    narrow = violations(tab)

    assert (found, narrow) == ([], [])
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


@pytest.mark.parametrize(("path", "ready", "size"), USED)
def test_axe_finds_no_violation_in_use(
    windows: dict[Size, BrowserContext], origin: str, path: str, ready: str, size: Size
) -> None:
    page = visit_in(windows[size], origin).open(path, ready=ready)

    found = violations(page)
    page.close()

    assert found == []


def violations(page: Page) -> list[str]:
    """Rules that are broken, and where; axe looks at no name that is not used yet."""
    page.wait_for_timeout(100)
    assert page.evaluate(TWICE) == []
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['target']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
