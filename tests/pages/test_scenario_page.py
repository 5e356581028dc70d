"""/scenario: changes without a script, a click with one, and the way back."""

import re

from playwright.sync_api import Browser, expect
from visits import visiting

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


def test_what_was_wrong_is_said_and_what_is_proposed_can_be_taken(
    browser: Browser, origin: str
) -> None:
    path = f"{SAINTES}&territoire=departement:17&proposer=2&retrait=nobody"
    with visiting(browser, origin, scripts=False) as visit:
        page = visit.open(path, ready=".curve svg")

        expect(page.get_by_role("alert")).to_contain_text("nobody")
        href = page.get_by_role("link", name="Charger").get_attribute("href") or ""
        assert "ajout=incubator%3A17415%3B" in href
