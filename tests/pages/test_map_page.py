"""The map of gaps in a real browser: /carte."""

import re

import httpx2
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from visits import PHONE, Visit, visiting

MAP, DONE = "/carte", ".map-app.is-complete"


def question(page: Page, key: str) -> None:
    page.locator(f"input[name=question][value={key}]").check(force=True)
    page.wait_for_selector(f".map-app[data-question={key}]")


def numbers(page: Page, rows: str, column: int) -> list[int]:
    cells = page.locator(f"{rows} tr").all()
    texts = [cell.locator("td.number").nth(column).inner_text() for cell in cells]
    return [int("".join(c for c in text if c.isdigit())) for text in texts]


def test_nothing_is_asked_elsewhere_and_nothing_is_refused(visit: Visit) -> None:
    page = visit.open(MAP, ready=DONE)

    for key in (
        "support_beyond_20km",
        "host_place_beyond_15km",
        "france_services_beyond_15km",
        "fibre_not_connectable",
    ):
        question(page, key)
    question(page, "host_place_beyond_15km")
    page.locator("input[name=category][value=digital_mediation]").check(force=True)
    page.click("[data-mode-button=find]")
    page.click("[data-filter=fab_lab]")
    page.locator(".cluster-box, .mark-box").first.wait_for()
    page.click("[data-mode-button=gaps]")
    page.fill("#search", "gueret")
    page.locator("#search-options li").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_selector(".sheet h2")

    assert visit.foreign == []
    assert visit.complaints == []


def test_the_legend_counts_what_the_api_counts(visit: Visit) -> None:
    page = visit.open(f"{MAP}#q=support_beyond_20km", ready=DONE)
    question(page, "support_beyond_20km")
    gaps = httpx2.get(
        f"{visit.origin}/api/v1/gaps",
        params={"indicator": "support_beyond_20km", "level": "commune"},
    ).json()["values"]
    beyond = [value for value in gaps if value["value"] == 1]

    communes = numbers(page, "#legend-rows", 0)[:5]
    people = numbers(page, "#legend-rows", 1)[:5]

    assert sum(communes) == len(gaps) == 4293
    assert sum(people) == 6_150_451
    # The two darkest classes are those beyond 20 km.
    assert sum(communes[3:]) == len(beyond)
    assert sum(people[3:]) == sum(value["population"] for value in beyond)


def test_departments_count_what_the_api_counts(visit: Visit) -> None:
    page = visit.open(MAP, ready=DONE)
    gaps = httpx2.get(
        f"{visit.origin}/api/v1/gaps",
        params={"indicator": "fibre_not_connectable", "level": "departement"},
    ).json()["values"]

    shown = numbers(page, "#departments-rows", 0)

    by_rank = sorted(gaps, key=lambda value: value["rank"])
    assert shown == [value["numerator"] for value in by_rank]


def test_2018_stands_beside_2026_with_the_warning_of_arcep(visit: Visit) -> None:
    page = visit.open(MAP, ready=DONE)

    note = page.locator("[data-note-of=fibre_not_connectable]").inner_text()

    digits = "".join(c for c in note if not c.isspace())
    assert "691318" in digits
    assert "4229984" in digits
    assert "dénominateur" in note


def test_what_nobody_collected_is_not_shown_as_a_gap(visit: Visit) -> None:
    page = visit.open(f"{MAP}#q=host_place_beyond_15km&k=digital_mediation", ready=DONE)

    expect(page.locator("#legend-rows tr")).to_have_count(1)
    expect(page.locator("#legend-rows .is-extra")).to_contain_text("non recensé")
    expect(page.locator("#region-category")).to_contain_text("pas une absence")
    expect(page.locator("#legend-source")).to_contain_text("Aucune source")
    cells = page.locator("#departments-rows td:first-of-type").all_inner_texts()
    assert cells == ["non recensé"] * 12
    expect(page.locator("#worst-rows tr")).to_have_count(0)
    expect(page.locator("#worst-caption")).not_to_contain_text("0 sur 0")


def test_a_few_known_places_are_not_a_collection(visit: Visit) -> None:
    page = visit.open(f"{MAP}#q=host_place_beyond_15km&k=third_place", ready=DONE)

    expect(page.locator("#region-category")).to_contain_text("3 lieux sont connus")
    chips = {
        chip.get_attribute("data-filter"): chip.locator("small").inner_text()
        for chip in page.locator("[data-filter]").all()
    }
    assert chips["third_place"] == "3 connus, non recensé"
    assert chips["digital_mediation"] == "non recensé"


def test_sites_count_the_same_on_every_page(visit: Visit) -> None:
    page = visit.open(f"{MAP}#m=find", ready=DONE)
    page.locator("#places-count:not(:empty)").wait_for()
    chips = page.locator("[data-filter]:not(.is-apart) small").all_inner_texts()
    listed = page.locator("#places-count").inner_text()

    page = visit.open("/donnees", ready="h1")
    table = page.locator("#comptes + .scroll tbody tr:not(:has-text('France Serv'))")
    counted = table.locator("td:first-of-type").all_inner_texts()

    known = sum(_first(text) for text in chips)
    assert known == _first(listed) == sum(_first(text) for text in counted)


def test_the_legend_names_every_source_of_what_is_drawn(visit: Visit) -> None:
    page = visit.open(f"{MAP}#q=host_place_beyond_15km", ready=DONE)
    source = page.locator("#legend-source")

    expect(source).to_contain_text("CGET")
    expect(source).to_contain_text("13 juin 2019")
    expect(source).to_contain_text("numNA Geo, relevé de 2010 à 2025, non vérifié")
    question(page, "france_services_beyond_15km")
    expect(source).to_contain_text("ANCT, liste du 1er août 2024")
    question(page, "fibre_not_connectable")
    expect(source).to_have_text(re.compile("ARCEP, T2 2026$"))


def test_a_commune_opens_with_its_three_answers(visit: Visit) -> None:
    page = visit.open(f"{MAP}#c=23096", ready=".sheet h2")

    expect(page.locator(".sheet h2").first).to_have_text("Guéret")
    expect(page.locator(".answer:not(.is-apart)")).to_have_count(3)
    expect(page.locator(".answer.is-apart")).to_contain_text("France Services")
    assert "31,1 km" in page.locator(".sheet").inner_text().replace("\u00a0", " ")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()


def test_a_structure_known_to_its_commune_is_never_at_0_metre(visit: Visit) -> None:
    page = visit.open(f"{MAP}#c=33063", ready=".sheet h2")

    said = page.locator(".sheet").inner_text().replace("\u00a0", " ")

    assert "0 m," not in said
    assert said.count("Dans la commune.") >= 1


def test_the_border_is_said_as_it_was_measured(visit: Visit) -> None:
    page = visit.open(f"{MAP}#q=support_beyond_20km", ready=DONE)
    question(page, "support_beyond_20km")

    note = page.locator("[data-note-of=support_beyond_20km]").inner_text()
    said = " ".join(note.split())
    assert "509 963 habitants en manque à moins de 20 km de la limite" in said
    assert "établissements sur" in said
    assert "INSEE, CLAP 2014" in said
    expect(page.locator("#legend-rows .is-extra").first).to_contain_text(
        re.compile(r"moins de 20\skm de la limite")
    )


def test_france_services_stand_apart_from_host_places(visit: Visit) -> None:
    page = visit.open(f"{MAP}#c=23096", ready=".sheet h2")

    titles = page.locator(".sheet > h3").all_inner_texts()
    lists = page.locator(".sheet > ul.places")
    hosts, apart = lists.nth(1).inner_text(), lists.nth(2).inner_text()

    assert titles[1] == "Lieux d'accueil"
    assert titles[2].replace("\u00a0", " ") == "À part : France Services"
    assert "France Services" not in hosts
    assert apart.count("France Services ·") == 3


def test_an_old_link_to_france_services_finds_their_own_question(visit: Visit) -> None:
    page = visit.open(f"{MAP}#q=host_place_beyond_15km&k=france_services", ready=DONE)

    expect(page.locator("input[value=france_services_beyond_15km]")).to_be_checked()
    expect(page.locator("#region-category")).to_be_hidden()


def test_the_keyboard_opens_the_commune_under_the_cross(visit: Visit) -> None:
    page = visit.open(f"{MAP}#v=11/46.17/1.87", ready=DONE)

    page.locator(".area-map").focus()
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
        page.wait_for_timeout(400)

        panel = page.locator(".map-panel").bounding_box()

        assert panel is not None
        assert panel["height"] > PHONE[1] / 2
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


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


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_is_the_same_twice(origin: str, lang: str) -> None:
    once, again = (httpx2.get(f"{origin}/carte?lang={lang}") for _ in range(2))

    assert once.content == again.content
    assert once.headers["etag"] == again.headers["etag"]
    assert f'<html lang="{lang}">' in once.text


def _first(text: str) -> int:
    """The number that a text begins with; none counts for zero."""
    found = re.match(r"[\d\s]+", text)
    return int("".join(found.group().split())) if found else 0


def _km(text: str) -> float:
    number = "".join(c for c in text if c.isdigit() or c == ",").replace(",", ".")
    return float(number) if "km" in text else float(number) / 1000
