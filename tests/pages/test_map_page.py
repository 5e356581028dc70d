"""The map of gaps in a real browser: /carte."""

import re
from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from visits import PHONE, Visit, calm, fits, numbers, question, rested, visiting

MAP, DONE = "/carte", ".map-app.is-complete"


@pytest.fixture(scope="module")
def drawn(browser: Browser, origin: str) -> Iterator[Page]:
    """The map as it opens, for those who only look."""
    with visiting(browser, origin) as visit:
        yield visit.open(MAP, ready=DONE)


def test_nothing_is_asked_elsewhere_and_nothing_is_refused(visit: Visit) -> None:
    page = visit.open(MAP, ready=DONE)

    for key in (
        "support_beyond",
        "host_place_beyond",
        "france_services_beyond",
        "fibre_not_connectable",
    ):
        question(page, key)
    question(page, "host_place_beyond")
    page.locator("input[name=category][value=digital_mediation]").check(force=True)
    page.click("[data-mode-button=find]")
    page.click("[data-filter=fab_lab]")
    page.locator(".cluster-box, .mark-box").first.wait_for()
    page.click("[data-mode-button=gaps]")
    page.fill("#search", "limoges")
    page.locator("#search-options li").first.wait_for()
    # Faster than the answer: what is typed counts, not what is still offered.
    page.fill("#search", "gueret")
    page.keyboard.press("Enter")
    expect(page.locator(".sheet h2").first).to_have_text("Guéret")

    assert visit.foreign == []
    assert visit.complaints == []


def test_the_legend_counts_what_the_api_counts(visit: Visit) -> None:
    page = visit.open(f"{MAP}#q=support_beyond", ready=DONE)
    question(page, "support_beyond")
    gaps = httpx2.get(
        f"{visit.origin}/api/v1/gaps",
        params={"indicator": "support_beyond", "level": "commune"},
        timeout=60,
    ).json()["values"]
    beyond = [value for value in gaps if value["value"] == 1]

    communes = numbers(page, "#legend-rows", 0)[:5]
    people = numbers(page, "#legend-rows", 1)[:5]

    assert sum(communes) == len(gaps) == 4293
    assert sum(people) == 6_150_451
    # The three darkest classes are those beyond 20 minutes.
    assert sum(communes[2:]) == len(beyond)
    assert sum(people[2:]) == sum(value["population"] for value in beyond)
    uncertain = page.locator("#legend-rows tr:has(.is-uncertain) td.number")
    told = [_digits(text) for text in uncertain.all_inner_texts()]
    straddling = [value for value in gaps if value["uncertain"]]
    assert told == [len(straddling), sum(v["uncertain"] for v in straddling)]


def test_departments_count_what_the_api_counts(drawn: Page, origin: str) -> None:
    gaps = httpx2.get(
        f"{origin}/api/v1/gaps",
        params={"indicator": "fibre_not_connectable", "level": "departement"},
        timeout=60,
    ).json()["values"]

    shown = numbers(drawn, "#departments-rows", 0)

    by_rank = sorted(gaps, key=lambda value: value["rank"])
    assert shown == [value["numerator"] for value in by_rank]


def test_2018_stands_beside_2026_with_the_warning_of_arcep(drawn: Page) -> None:
    note = drawn.locator("[data-note-of=fibre_not_connectable]").inner_text()

    digits = "".join(c for c in note if not c.isspace())
    assert "691318" in digits
    assert "4229984" in digits
    assert "dénominateur" in note


def test_a_commune_opens_with_its_three_answers(visit: Visit) -> None:
    page = visit.open(f"{MAP}#c=23096", ready=".sheet h2")

    expect(page.locator(".sheet h2").first).to_have_text("Guéret")
    expect(page.locator(".answer:not(.is-apart)")).to_have_count(3)
    expect(page.locator(".answer.is-apart")).to_contain_text("France Services")
    support = page.locator(".answer:not(.is-apart)").nth(1)
    expect(support).to_contain_text(re.compile("min en voiture|Dans la commune"))
    full = page.locator(".sheet-head a")
    expect(full).to_have_attribute("href", "/territoires/commune/23096")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()


def test_the_keyboard_opens_the_commune_under_the_cross(visit: Visit) -> None:
    page = visit.open(f"{MAP}#v=11/46.17/1.87", ready=DONE)

    page.locator(".area-map").first.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".sheet h2").first).to_have_text("Guéret")
    expect(page.locator(".sheet h2").first).to_be_focused()


def test_a_permalink_brings_back_the_view(visit: Visit) -> None:
    page = visit.open(f"{MAP}#v=10/46.170/1.870&m=find&f=fab_lab", ready=DONE)

    expect(page.locator("[data-filter=fab_lab]")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.locator("[data-mode-button=find]")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert "v=10/46.170/1.870" in page.url

    # Another link in the same window, from the far end of the earth.
    with page.expect_event("load"):
        page.evaluate("location.hash = '#v=8/84.9/-179&q=support_beyond'")
    page.wait_for_selector(DONE, state="attached")
    expect(page.locator("[name=question][value=support_beyond]")).to_be_checked()
    page.click(".leaflet-control-zoom-in")
    page.wait_for_url(re.compile(r"#v=[\d.]+/4[45]\."))


def test_a_place_sorts_the_list_by_distance(visit: Visit) -> None:
    page = visit.open(f"{MAP}#m=find", ready=DONE)

    page.fill("#search", "23000")
    page.locator("#search-options li").first.wait_for()
    page.keyboard.press("Enter")
    page.locator(".place-km").first.wait_for()

    told = page.locator(".place-km").all_inner_texts()
    kilometres = [_km(text) for text in told if any(c.isdigit() for c in text)]
    assert kilometres == sorted(kilometres)
    assert kilometres[0] < 1


def test_on_a_phone_the_list_comes_before_the_map(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, size=PHONE) as visit:
        page = visit.open(MAP, ready=DONE)
        page.click("[data-mode-button=find]")
        calm(page)

        panel = page.locator(".map-panel").bounding_box()

        assert panel is not None
        assert panel["height"] > PHONE[1] / 2
        fits(page, PHONE[0])


def test_html_in_the_data_is_text(visit: Visit) -> None:
    evil = "<img src=x onerror=\"document.title='hacked'\"><script>1</script>"
    page = visit.page

    def poisoned(route: Route) -> None:
        answer = route.fetch()
        columns = answer.json()
        columns["name"] = [evil] * len(columns["name"])
        route.fulfill(response=answer, json=columns)

    page.route("**/structures.json", poisoned)
    page.route("**/communes.json", poisoned)
    visit.open(f"{MAP}#v=10/46.17/1.87&m=find&c=23096", ready=".sheet h2")
    page.locator(".mark-box").first.dispatch_event("click")
    page.locator(".card h3").wait_for()

    assert page.title() != "hacked"
    assert page.locator(".sheet h2").first.inner_text() == evil
    assert page.locator(".card h3").inner_text() == evil
    assert page.locator("img[src=x]").count() == 0


def test_a_page_older_than_the_data_loads_itself_again(visit: Visit) -> None:
    page, stale = visit.page, "/carte/donnees/0.0-old/"

    def aged(route: Route) -> None:
        answer = route.fetch()
        text = re.sub(r"/carte/donnees/[^/]+/", stale, answer.text())
        route.fulfill(response=answer, body=text)

    page.route("**/carte", aged, times=1)
    visit.open(MAP, ready=DONE)

    assert [url for url in visit.asked if stale in url]


def test_the_verified_reading_is_a_link_that_keeps_the_question(visit: Visit) -> None:
    page = visit.open(f"{MAP}#q=support_beyond", ready=DONE)
    question(page, "host_place_beyond")

    page.locator(".when-gaps a[data-reading=verified]").click()
    # The page that is left looks alike.
    page.wait_for_url("**lecture=verifie**")
    page.wait_for_selector(f"{DONE}[data-question=host_place_beyond]")

    current = page.locator(".when-gaps a[aria-current]")
    expect(current).to_have_text("Vérifié")
    expect(page.locator("#legend-title")).to_contain_text("lecture vérifiée")
    assert visit.complaints == []


def test_when_nothing_is_verified_the_map_says_so_and_counts_everybody(
    visit: Visit,
) -> None:
    # Nothing bundled was checked by anybody: once it was, these figures change.
    page = visit.open(f"{MAP}?lecture=verifie#q=support_beyond", ready=DONE)
    question(page, "support_beyond")

    expect(page.locator(".when-gaps .readings-now")).to_contain_text(
        "aucune structure n’a été vérifiée par nous dans son délai"
    )
    communes = numbers(page, "#legend-rows", 0)[:5]
    assert communes == [0, 0, 0, 0, 4293]
    note = page.locator("[data-note-of=support_beyond]").inner_text()
    assert "100,0" in note
    assert "aucune source n’en déclare" in note
    expect(page.locator("#legend-title")).to_contain_text("vérifiée")
    rested(page)
    page.locator("#worst-rows .link").first.click()
    sheet = page.locator(".answer:not(.is-apart)").nth(1)
    expect(sheet).to_contain_text("Aucune structure vérifiée.")
    # Premises have one reading, and say why.
    page.keyboard.press("Escape")
    question(page, "fibre_not_connectable")
    note = page.locator("[data-note-of=fibre_not_connectable]").inner_text()
    assert "opérateurs déclarent" in note
    expect(page.locator("#legend-title")).not_to_contain_text("vérifiée")


def test_without_script_both_readings_are_told(browser: Browser, origin: str) -> None:
    with visiting(browser, origin, scripts=False) as visit:
        page = visit.open(MAP, ready=".map-noscript")
        page.locator(".map-noscript a[data-reading=verified]").click()
        page.wait_for_selector(".map-noscript .readings-now")

        told = page.locator(".map-noscript").inner_text()

    assert "aucune structure n’a été vérifiée" in told
    assert told.count("aucune source n’en déclare") == 3


def test_a_reading_that_means_nothing_is_the_declared_one(origin: str) -> None:
    declared, odd = (
        httpx2.get(f"{origin}/carte{query}", timeout=60) for query in ("", "?lecture=x")
    )

    assert odd.status_code == 200
    assert 'data-reading="declared" aria-current="true"' in odd.text
    assert "readings-now" not in declared.text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_is_the_same_twice(origin: str, lang: str) -> None:
    once, again = (
        httpx2.get(f"{origin}/carte?lang={lang}", timeout=60) for _ in range(2)
    )

    assert once.content == again.content
    assert once.headers["etag"] == again.headers["etag"]
    assert f'<html lang="{lang}">' in once.text


def _digits(text: str) -> int:
    return int("".join(c for c in text if c.isdigit()))


def _km(text: str) -> float:
    number = "".join(c for c in text if c.isdigit() or c == ",").replace(",", ".")
    return float(number) if "km" in text else float(number) / 1000
