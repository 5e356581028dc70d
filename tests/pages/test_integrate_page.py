"""/integrer: choices with and without a script, and their preview."""

import re

from playwright.sync_api import Browser, Page, expect
from visits import PHONE, Visit, fits, visiting

FORMS = ("frame", "address", "growing", "element", "anchor", "policy")
HOSTILE = "<img src=x onerror=alert(1)>"


def written(page: Page) -> dict[str, str]:
    return {form: page.locator(f"#{form}").text_content() or "" for form in FORMS}


def test_what_is_chosen_is_seen_and_written_at_once_as_the_server_writes_it(
    browser: Browser, origin: str, visit: Visit
) -> None:
    page = visit.open("/integrer", ready="#contenu.is-live")
    page.locator("input[value=chiffre]").check(force=True)
    page.locator("#indicateur").select_option("support_nearest_min")
    page.locator("#commune").fill("Guére")
    guéret = page.locator("#communes option").first
    guéret.wait_for(state="attached")
    page.locator("#commune").fill(guéret.get_attribute("value") or "")
    page.get_by_text("Couleur, logo, langue, taille").click()
    page.locator("#couleur").fill("#b4162a")
    page.locator("#langue").select_option("en")
    page.locator("#largeur").fill("320")

    address = (
        f"{origin}/embed/chiffre?v=1&territoire=commune:23096"
        "&indicateur=support_nearest_min&couleur=b4162a&lang=en"
    )
    expect(page.locator("#address")).to_have_text(address)
    expect(page.locator("#frame")).to_contain_text('width="320"')
    expect(page).to_have_url(re.compile("largeur=320"))
    live = written(page)
    page.frames[1].wait_for_url(address)
    assert page.get_by_role("button", name="Copier").count() == len(FORMS)
    with visiting(browser, origin, scripts=False) as other:
        without = other.open(page.url.removeprefix(origin), ready="#frame")
        assert written(without) == live
    assert visit.foreign == []
    assert visit.complaints == []


def test_without_a_script_the_form_shows_the_snippets(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, scripts=False) as visit:
        page = visit.open("/integrer?lang=en", ready="#choix")
        page.locator("input[value=fiche]").check(force=True)
        page.locator("#commune").fill("Saint-Martin")
        page.get_by_role("button", name="Get the code").click()

        expect(page.locator("#frame")).to_contain_text(
            "/embed/fiche?v=1&amp;territoire="
        )
        expect(page.locator(".refused a").first).to_have_text(re.compile("^Saint-Mart"))
        expect(page.locator("#territoire")).to_have_value(re.compile("^commune:"))
        assert visit.complaints == []


def test_nothing_overflows_and_a_hostile_name_is_text(
    browser: Browser, origin: str
) -> None:
    path = f"/integrer?quoi=carte&commune={HOSTILE}&territoire=departement:99"
    with visiting(browser, origin, size=PHONE) as visit:
        page = visit.open(path, ready="#contenu.is-live")
        page.locator("summary").first.click()

        fits(page, PHONE[0])
        expect(page.get_by_role("alert")).to_contain_text(HOSTILE)
        assert page.locator("img").count() == 0
