"""The table, the second map and scenarios of /carte; the table without a script."""

import re
from collections.abc import Iterator
from html import unescape

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect
from visits import AXE, BROKEN, NARROW, Visit, fits, rested, visiting

TABLE, SUPPORT = "/carte/tableau", "indicateur=support_beyond"
MAP = "/carte#q=support_beyond&tab=1&o=host_place_beyond"
HOSTILE = "<img src=x onerror=alert(1)>"
BESIDE = ".is-beside canvas"
SCENARIOS = "**/api/v1/scenarios**"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def opened(browser: Browser, origin: str) -> Iterator[Visit]:
    """The map with its table and a second map, for all tests of a desk."""
    with visiting(browser, origin, own_policy=False) as visit:
        visit.open(MAP, ready=".map-app.is-complete")
        yield visit


def read(origin: str, query: str) -> str:
    answer = httpx2.get(f"{origin}{TABLE}?{query}", headers=HTML, timeout=60)
    assert answer.status_code == 200
    return answer.text


def counted(html: str) -> int:
    said = re.search(r'id="compte">([\d\s\u202f\u00a0]+) sur', html)
    return int(re.sub(r"\D", "", said[1])) if said else 0


def test_without_a_script_the_table_counts_what_the_api_counts(origin: str) -> None:
    gaps = httpx2.get(
        f"{origin}/api/v1/gaps",
        params={"indicator": "support_beyond", "level": "commune"},
        timeout=60,
    ).json()["values"]
    beyond = sum(value["value"] == 1 for value in gaps)

    by_class = [counted(read(origin, f"{SUPPORT}&classe={i}")) for i in range(5)]

    assert sum(by_class) == len(gaps) == 4293
    # The three darkest classes are those beyond 20 minutes.
    assert sum(by_class[2:]) == beyond
    unsure = counted(read(origin, f"{SUPPORT}&classe=incertain"))
    assert unsure == sum(1 for value in gaps if value["uncertain"])
    assert counted(read(origin, "niveau=departement")) == 12


def test_a_wrong_address_shows_the_usual_table_and_a_hostile_name_is_text(
    origin: str,
) -> None:
    wrong = read(origin, "indicateur=x&niveau=x&tri=x&sens=x&page=9999&dans=x")
    hostile = read(origin, str(httpx2.QueryParams({"cherche": HOSTILE})))

    assert counted(wrong) == 4293
    assert HOSTILE not in hostile
    assert f'value="{HOSTILE}"' in unescape(hostile)


def test_the_table_beside_the_map_says_what_the_page_without_a_script_says(
    opened: Visit, origin: str
) -> None:
    page = opened.page
    rows = page.locator("#table-rows tr")
    expect(rows).to_have_count(50)

    shown = rows.first.locator("th, td").all_inner_texts()[:3]
    plain = re.search(r"<tbody>(.*?)</tr>", read(origin, SUPPORT), re.DOTALL)

    assert plain is not None
    narrow = re.sub(r'<small class="when-narrow">.*?</small>', "", plain[1])
    words = unescape(re.sub(r"<[^>]+>", " ", narrow)).split()
    said = " ".join(shown).split()
    assert words[: len(said)] == said


def test_rows_are_sorted_filtered_and_open_the_sheet(opened: Visit) -> None:
    page = opened.page
    page.click("[data-sort=people]")
    expect(page.locator("#table-rows th").first).to_have_text("Bordeaux")
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Habitants")
    page.fill("#table-name", "gueret")
    expect(page.locator("#table-count")).to_contain_text("3 sur")
    page.locator("#table-rows").get_by_role("button", name="Guéret", exact=True).click()
    expect(page.locator(".sheet h2").first).to_have_text("Guéret")
    page.keyboard.press("Escape")
    page.fill("#table-name", "")
    page.select_option("#table-within", "23")
    expect(page.locator("#table-count")).to_contain_text("255 sur")


def test_axe_finds_nothing_in_two_maps_and_a_table(opened: Visit) -> None:
    assert axe(opened.page) == []


def test_two_maps_show_the_same_place_and_each_its_question(opened: Visit) -> None:
    page = opened.page
    expect(page.locator("#beside-title")).to_contain_text("lieu d’accueil")
    page.click("#whole-region")
    expect(page.locator("#beside-scale li").first).to_contain_text("5")
    box = page.locator(".area-map.is-beside").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.move(x + 2, y + 2)

    expect(page.locator("#beside-tip b")).not_to_be_empty()
    page.wait_for_function(
        """() => {
          const [one, other] = ["#tip b", "#beside-tip b"].map((tip) =>
            document.querySelector(tip)?.textContent);
          return one && one === other;
        }"""
    )
    page.select_option("#beside-question", "fibre_not_connectable")
    expect(page).to_have_url(re.compile("o=fibre_not_connectable"))


def test_a_place_that_opens_by_keyboard_tells_who_comes_within_reach(
    opened: Visit,
) -> None:
    page = opened.page
    page.click("#beside-close")
    page.click("#table-close")
    page.click("#whole-region")

    place(page)

    figure = page.locator("#try-figure")
    expect(figure).to_contain_text("20 min ou moins")
    address = page.locator("#try-page").get_attribute("href") or ""
    assert re.search(r"indicateur=support_beyond&ajout=technopole%3A", address)
    told = page.request.get(opened.origin + address, headers=HTML).text()
    digits = re.sub(r"\D", "", figure.inner_text().split("habitants")[0])
    assert digits in re.sub(r"[\s\u202f\u00a0]", "", told)
    page.click("#try-clear")
    expect(page.locator("#try-result")).to_be_hidden()


def test_what_nobody_answers_leaves_the_scenario_as_it_was(opened: Visit) -> None:
    page = opened.page
    before = len(opened.complaints)
    place(page)
    figure, opening = page.locator("#try-figure"), page.locator("#try-changes li")
    expect(opening).to_have_count(1)
    said = figure.inner_text()

    page.route(SCENARIOS, lambda route: route.abort())
    place(page)
    expect(page.locator("#try-chip")).to_contain_text("ne répond pas")
    expect(opening).to_have_count(1)
    expect(figure).to_have_text(said, use_inner_text=True)
    page.unroute(SCENARIOS)
    page.get_by_role("button", name="Annuler : Technopole").click()
    expect(page.locator("#try-result")).to_be_hidden()
    # The browser tells of what we aborted.
    del opened.complaints[before:]


def place(page: Page) -> None:
    """Opens a place in the middle of the map, by keyboard."""
    page.click("#open-try")
    page.keyboard.press("Enter")
    expect(page.locator("#try-chip .round")).to_be_visible()
    page.keyboard.press("Enter")


def test_nothing_was_asked_elsewhere_and_nothing_was_refused(opened: Visit) -> None:
    assert opened.foreign == []
    assert [said for said in opened.complaints if "preload" not in said] == []


def test_axe_finds_nothing_and_nothing_overflows_at_320_pixels(opened: Visit) -> None:
    page = opened.page
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    for name, ready in (("table", "#table-rows tr"), ("beside", BESIDE)):
        page.click(f"#open-{name}")
        page.wait_for_selector(ready, state="attached")
        assert axe(page) == []
        fits(page, NARROW[0])
        page.click(f"#{name}-close")

    opened.open(f"{TABLE}?{SUPPORT}&dans=departement:23", ready="table")
    assert axe(page) == []
    fits(page, NARROW[0])


def axe(page: Page) -> list[str]:
    rested(page)
    if page.evaluate("typeof axe") == "undefined":
        page.add_script_tag(path=AXE)
    found = page.evaluate(BROKEN)
    return [f"{rule}: {target}" for rule, target in found]
