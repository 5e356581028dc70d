"""Three people at work by the keyboard alone: no test here clicks anything."""

import re
from collections.abc import Iterator

import pytest
from hosts import hosting
from playwright.sync_api import Browser, Frame, Locator, Page, expect
from visits import Visit, visiting

HOST = """<!DOCTYPE html><html lang="fr"><head><title>Mairie</title>
<link rel="icon" href="data:,"></head><body><a href="#a">Avant</a>
<iframe title="numNA" width="600" height="400" sandbox="allow-scripts" src="{}">
</iframe><a id="a" href="#b">Après</a></body></html>"""
# Whether what has the focus is it, and whether a sighted person sees where they are.
STOP = """(selector) => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const near = [here, here.nextElementSibling, here.parentElement];
  const rings = near.filter(Boolean).map((one) => getComputedStyle(one))
    .some((style) => style.outlineStyle !== "none" || style.boxShadow !== "none");
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return { found: here.matches(selector), seen: inside && rings, html: here.outerHTML };
}"""


@pytest.fixture
def visit(browser: Browser, origin: str) -> Iterator[Visit]:
    with visiting(browser, origin) as opened:
        opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield opened
        assert opened.foreign == []


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(
    page: Page, selector: str, *, key: str = "Tab", inside: Frame | None = None
) -> Locator:
    """Walks until it has the focus; every stop on the way is seen."""
    where = inside or page
    for _ in range(90):
        press(page, key)
        stop = where.evaluate(STOP, selector)
        if stop["html"].startswith("<body"):
            continue
        assert stop["seen"], stop["html"][:200]
        if stop["found"]:
            return where.locator(":focus")
    raise AssertionError(f"{selector} was not reached")


def test_a_project_carrier_finds_a_structure(visit: Visit) -> None:
    page = visit.open("/", ready=".is-live")

    skip = tab_to(page, ".skip")
    expect(skip).to_have_text("Aller au contenu")
    press(page, "Enter")
    tab_to(page, "#q")
    page.keyboard.type("Guéret")
    expect(page.locator("#place-options [role=option]").first).to_contain_text("Guéret")
    press(page, "ArrowDown", "Enter")
    tab_to(page, "input[name=etape]")
    press(page, "ArrowDown", "ArrowDown")
    tab_to(page, "input[name=besoin]")
    press(page, "ArrowDown")
    tab_to(page, ".skip-map")
    press(page, "Enter")
    expect(page.locator("#apres-carte")).to_be_focused()
    tab_to(page, "form.ask button[type=submit]", key="Shift+Tab")
    press(page, "Enter")

    expect(page).to_have_url(re.compile(r"commune=23096.*etape=.*besoin="))
    expect(page.locator(".result").first).to_be_visible()
    name = tab_to(page, ".result h3 a").inner_text()
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator("#copy-link")).to_be_visible()
    tab_to(page, "#copy-link")
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("Lien copié")


def test_a_planner_reads_the_map(visit: Visit) -> None:
    page = visit.open("/carte#v=11/46.17/1.87", ready=".map-app.is-complete")
    app = page.locator(".map-app")

    tab_to(page, "#search")
    page.keyboard.type("limoges")
    expect(page.locator("#search-options [role=option]").first).to_contain_text(
        "Limoges"
    )
    press(page, "ArrowDown", "Enter")
    expect(page.locator(".sheet h2").first).to_be_focused()
    expect(page.locator(".sheet h2").first).to_have_text("Limoges")
    press(page, "Escape")
    expect(page.locator("#sheet")).to_be_hidden()

    page.locator("#search").focus()
    tab_to(page, "input[name=question]")
    press(page, "ArrowDown")
    expect(app).to_have_attribute("data-question", "support_beyond")
    tab_to(page, "input[name=level]", key="Shift+Tab")
    press(page, "ArrowDown")
    expect(page).to_have_url(re.compile("n=epci"))
    press(page, "ArrowUp")
    expect(page).not_to_have_url(re.compile("n=epci"))

    tab_to(page, ".skip-map")
    press(page, "Enter")
    expect(page.locator("#apres-carte")).to_be_focused()
    tab_to(page, "#share-button")
    press(page, "Enter")
    tab_to(page, "#share-copy")
    press(page, "Enter")
    expect(page.locator("#share-said")).not_to_be_empty()
    press(page, "Escape")
    expect(page.locator("#share-button")).to_be_focused()
    tab_to(page, "#open-table")
    press(page, "Enter")
    expect(page.locator("#table-title")).to_be_focused()
    tab_to(page, "#table-columns button")
    press(page, "Enter")
    expect(page.locator("#table-columns [aria-sort]")).to_have_count(1)
    tab_to(page, "#table-rows button, #table-rows a")
    press(page, "Enter")
    expect(page.locator(".sheet h2").first).to_be_focused()
    press(page, "Escape")

    page.locator("#apres-carte").focus()
    tab_to(page, ".area-map", key="Shift+Tab")
    press(page, "+", "ArrowRight")
    expect(page).to_have_url(re.compile(r"v=1[0-9]"))
    press(page, "Enter")
    expect(page.locator(".sheet h2").first).to_be_focused()


def test_an_integrator_takes_an_embed_and_its_reader_opens_it(visit: Visit) -> None:
    page = visit.open("/integrer", ready="#contenu.is-live")

    tab_to(page, "input[name=quoi]")
    chosen = page.locator("input[name=quoi]:checked")
    for _ in range(3):
        if chosen.get_attribute("value") == "fiche":
            break
        press(page, "ArrowDown")
    tab_to(page, "#commune")
    page.keyboard.type("Guéret")
    option = page.locator("#communes option[value^='Guéret (']")
    option.wait_for(state="attached")
    page.keyboard.type((option.get_attribute("value") or "").removeprefix("Guéret"))
    expect(page.locator("#frame")).to_contain_text("commune:23096")
    tab_to(page, "[data-copy]")
    press(page, "Enter")
    expect(page.get_by_role("status").filter(has_text="Copié")).to_be_visible()
    pasted = page.evaluate("navigator.clipboard.readText()")
    found = re.search(r'src="([^"]+)"', pasted)
    assert found, pasted

    with hosting() as host:
        host.pages["/"] = HOST.format(found.group(1))
        page.goto(f"{host.origin}/")
        embed = page.frames[1]
        embed.wait_for_selector("h1")
        tab_to(page, "a")
        tab_to(page, "#whole", inside=embed)
        tab_to(page, "summary", inside=embed)
        press(page, "Enter")
        expect(embed.locator("details[open]")).to_be_visible()
        tab_to(page, "#a")
        visit.asked[:] = [one for one in visit.asked if not one.startswith(host.origin)]
