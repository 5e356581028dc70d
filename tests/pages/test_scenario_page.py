"""/scenario: changes without a script, a click with one, axe, and the way back."""

import re

import pytest
from playwright.sync_api import Browser, expect
from visits import DESK, PHONE, visiting

from numna_geo.bundle import ASSETS

AXE = ASSETS.parent / "node_modules" / "axe-core" / "axe.min.js"
SAINTES = "/scenario?ajout=incubator:17415"
SHOWN = "#difference > svg"


def test_without_a_script_a_place_opens_and_is_undone(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, scripts=False) as visit:
        page = visit.open("/scenario", ready=SHOWN)
        page.locator("#quoi").select_option("incubator")
        page.locator("#ou").fill("Saintes")
        page.locator("#ajouter button").click()

        expect(page).to_have_url(re.compile(r"ajout=incubator%3A17415"))
        row = page.locator("tr", has=page.get_by_role("rowheader", name="Saintes"))
        expect(row.first).to_contain_text("nouvellement à portée")
        expect(page.locator(".effect .big").first).to_have_class(re.compile("newly"))
        page.get_by_role("link", name=re.compile("^Annuler")).first.click()
        today = re.compile(r"^\d+,\d.%$")
        expect(page.locator(".effect .big").first).to_have_text(today)


def test_a_click_on_the_map_opens_a_place_there(browser: Browser, origin: str) -> None:
    with visiting(browser, origin) as visit:
        page = visit.open("/scenario?territoire=departement:17", ready=SHOWN)
        expect(page.locator("#clic")).to_be_visible()
        page.locator(SHOWN).click()

        expect(page).to_have_url(re.compile(r"ajout=technopole%3A-?\d"))
        assert visit.foreign == []
        assert visit.complaints == []


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser, origin: str, size: tuple[int, int]
) -> None:
    path = f"{SAINTES}&territoire=departement:17&proposer=2&retrait=nobody"
    with visiting(browser, origin, size=size, own_policy=False) as visit:
        page = visit.open(path, ready=".curve svg")
        page.add_script_tag(path=AXE)

        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")

        assert [rule["id"] for rule in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        expect(page.get_by_role("alert")).to_contain_text("nobody")
        href = page.get_by_role("link", name="Charger").get_attribute("href") or ""
        assert "ajout=incubator%3A17415%3B" in href
