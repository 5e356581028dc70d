"""axe-core over every page that the router has, at 1440 and 390 pixels of width."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page
from starlette.routing import BaseRoute, Match, Route
from visits import (
    AXE,
    BROKEN,
    DESK,
    NARROW,
    PHONE,
    Visit,
    calm,
    fits,
    rested,
    visit_in,
    window,
)

from numna_geo.api import pages

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
def tabs(browser: Browser, origin: str) -> Iterator[dict[Size, Visit]]:
    """One of each size: opening windows, and filling them, is what takes time."""
    with ExitStack() as opened:
        found: dict[Size, Visit] = {}
        for size in (DESK, PHONE, NARROW):
            one = opened.enter_context(window(browser, size=size, own_policy=False))
            one.add_init_script(path=AXE)
            found[size] = visit_in(one, origin)
        yield found


@pytest.mark.parametrize(("path", "ready"), READ)
def test_axe_finds_no_violation(tabs: dict[Size, Visit], path: str, ready: str) -> None:
    tab = tabs[DESK].page
    tab.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    tabs[DESK].open(path, ready=ready)
    # A page that is framed is looked at with the one around it.
    for frame in tab.frames:
        frame.wait_for_load_state("load")

    found = violations(tab)
    tab.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    narrow = violations(tab)

    assert (found, narrow) == ([], [])
    fits(tab, PHONE[0])


@pytest.mark.parametrize(("path", "ready", "size"), USED)
def test_axe_finds_no_violation_in_use(
    tabs: dict[Size, Visit], path: str, ready: str, size: Size
) -> None:
    tab = tabs[size].page
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    # What follows the `#` of an address alone would open no page.
    tab.goto("about:blank")

    rested(tabs[size].open(path, ready=ready))

    assert violations(tab) == []


def violations(page: Page) -> list[str]:
    """Rules that are broken, and where; axe looks at no name that is not used yet."""
    calm(page)
    assert page.evaluate(TWICE) == []
    return [f"{rule}: {target}" for rule, target in page.evaluate(BROKEN)]
