"""Levels, periods and classes of /carte, in a real browser."""

import re
from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect
from visits import PHONE, Visit, numbers, question, rested, visiting

MAP, DONE = "/carte", ".map-app.is-complete"


@pytest.fixture(scope="module")
def seen(browser: Browser, origin: str) -> Iterator[Visit]:
    """One map, that each test switches to what it looks at."""
    with visiting(browser, origin) as visit:
        visit.open(MAP, ready=DONE)
        yield visit


def test_each_level_counts_what_the_api_counts(seen: Visit) -> None:
    page = seen.page
    question(page, "support_beyond")
    for level, said, how_many in (
        ("epci", "EPCI", 156),
        ("departement", "Départements", 12),
    ):
        shown(page, "level", level)
        values = gaps(seen.origin, level=level)

        expect(page.locator("#legend-units")).to_have_text(said)
        expect(page.locator("#legend-title")).to_contain_text("Part des habitants")
        units = numbers(page, "#legend-rows", 0)[:5]
        assert sum(units) == len(values) == how_many
        assert sum(numbers(page, "#legend-rows", 1)[:5]) == 6_150_451
        assert units[-1] == sum(value["value"] > 0.8 for value in values)
        # Departments have their own figures, which parts of EPCI do not add up to.
        own = gaps(seen.origin, level="departement")
        by_rank = sorted(own, key=lambda value: value["rank"])
        told = page.locator("#departments-rows td.number:nth-child(3)")
        for place, value in ((told.first, by_rank[0]), (told.last, by_rank[-1])):
            expect(place).to_have_text(
                f"{value['value'] * 100:.1f}\u00a0%".replace(".", ",")
            )
    expect(page.locator(".worst")).to_be_hidden()


def test_the_pointer_the_list_and_the_sheet_speak_of_the_epci(seen: Visit) -> None:
    page = seen.page
    question(page, "support_beyond")
    shown(page, "level", "epci")
    names = {value["name"]: value for value in gaps(seen.origin, level="epci")}

    page.mouse.move(900, 500)
    told = page.locator("#tip b")
    expect(told).not_to_be_empty()
    assert told.inner_text() in names
    expect(page.locator("#tip")).to_contain_text(
        re.compile(r"Habitants en manque d’offre\s: .+ sur .+ \(.+%\)")
    )

    worst = page.locator("#worst-rows .link").first
    expect(page.locator("#worst-title")).to_have_text("EPCI les plus touchés")
    rested(page)
    found = names[worst.inner_text()]
    worst.click()
    expect(page.locator(".sheet h2")).to_have_text(found["name"])
    link = page.locator(".sheet .sheet-head a")
    expect(link).to_have_attribute("href", f"/territoires/epci/{found['code']}")
    page.keyboard.press("Escape")

    # The cross of the keyboard is on the same map.
    page.locator(".area-map:not(.is-beside)").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sheet .over")).to_have_text("EPCI")
    assert page.locator(".sheet h2").inner_text() in names

    # The sheet covers the switch of the panel: it has its own, and keys stay in it.
    own = page.locator("input[name=sheet-level]")
    own.nth(1).focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".sheet .over")).to_have_text("Département")
    expect(own.nth(2)).to_be_focused()
    expect(page.locator("#live")).to_contain_text("Carte par : Départements. ")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".sheet .over")).to_have_text("EPCI")
    expect(own.nth(1)).to_be_focused()
    page.keyboard.press("Escape")


def test_2018_is_never_shown_without_its_warning(seen: Visit) -> None:
    page = seen.page
    question(page, "fibre_not_connectable")
    shown(page, "level", "commune")
    warning = page.locator("#legend-warning")
    expect(warning).to_be_hidden()

    shown(page, "period", "2018-T1")

    expect(page.locator("#legend-title")).to_contain_text("T1 2018")
    expect(warning).to_contain_text("L'ARCEP a changé de dénominateur")
    expect(page.locator("#legend-source")).to_contain_text("T1 2018")
    expect(page.locator("#live")).to_contain_text("T1 2018. L'ARCEP a changé")
    then = gaps(seen.origin, indicator="fibre_not_connectable", period="2018-T1")
    # Bounds are the same in both periods: the darkest class is still beyond 20 %.
    assert numbers(page, "#legend-rows", 0)[4] == sum(
        value["value"] is not None and value["value"] > 0.2 for value in then
    )
    page.emulate_media(media="print")
    expect(warning).to_be_visible()
    page.emulate_media(media="screen")
    expect(page).to_have_url(re.compile("t=2018-T1"))

    # Other questions have no 2018.
    question(page, "support_beyond")
    expect(warning).to_be_hidden()
    question(page, "fibre_not_connectable")
    expect(page.locator("#legend-title")).to_contain_text("T2 2026")


def test_classes_by_other_methods_say_how_they_are_made(seen: Visit) -> None:
    page = seen.page
    question(page, "support_beyond")
    shown(page, "level", "commune")
    everybody = sum(numbers(page, "#legend-rows", 0)[:5])
    assert everybody == 4293
    for method, said in (("natural", "ruptures naturelles"), ("quantile", "effectifs")):
        page.locator("#classes").select_option(method)
        expect(page.locator("#legend-note")).to_contain_text(said)
        rows = page.locator("#legend-rows tr:not(.is-extra)")
        counted = numbers(page, "#legend-rows", 0)[: rows.count()]
        assert 2 <= len(counted) <= 5
        assert sum(counted) == everybody
        # Only fixed bounds hold the threshold that says what is a gap.
        expect(page.locator("#legend-key")).to_be_hidden()
        expect(page).to_have_url(re.compile(f"s={method}"))
    quantiles = numbers(page, "#legend-rows", 0)[:5]
    assert max(quantiles) - min(quantiles) < 0.08 * everybody
    expect(page.locator("#legend-histogram svg rect").nth(30)).to_be_attached()
    page.locator("#classes").select_option("fixed")
    expect(page.locator("#legend-key")).to_be_visible()
    assert seen.foreign == []


def test_a_link_brings_back_level_period_and_classes_on_a_phone(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, size=PHONE) as visit:
        page = visit.open(f"{MAP}#t=2018-T1&n=departement&s=quantile", ready=DONE)

        expect(page.locator("#legend-title")).to_contain_text("T1 2018")
        expect(page.locator("#legend-warning")).to_be_visible()
        expect(page.locator("input[name=level][value=departement]")).to_be_checked()
        assert page.locator("#classes").input_value() == "quantile"
        # The attribution stands on the legend, not in it.
        page.wait_for_function(
            """() => {
              const [below, legend] = [".leaflet-control-attribution", ".legend"].map(
                (one) => document.querySelector(one).getBoundingClientRect());
              return below.height && legend.height && below.bottom <= legend.top + 1;
            }"""
        )


def test_what_is_only_declared_has_a_texture_of_its_own(visit: Visit) -> None:
    page = visit.open(f"{MAP}?lecture=verifie#q=host_place_beyond", ready=DONE)

    row = page.locator("#legend-rows tr:has(.is-unverified)")

    expect(row).to_contain_text("non vérifié : un lieu déclaré à 15 min ou moins")
    declared = gaps(visit.origin, indicator="host_place_beyond")
    within = [value for value in declared if value["value"] == 0]
    told = row.locator("td.number").first.inner_text()
    assert "".join(c for c in told if c.isdigit()) == str(len(within))


def shown(page: Page, name: str, value: str) -> None:
    """Switch, and wait for what is then drawn."""
    before = page.locator("#legend-rows").inner_text()
    radio = page.locator(f"input[name={name}][value='{value}']")
    if radio.is_checked():
        return
    radio.check(force=True)
    page.wait_for_function(
        "before => document.querySelector('#legend-rows').innerText !== before",
        arg=before,
    )


def gaps(origin: str, **asked: str) -> list[dict]:
    params = {"indicator": "support_beyond", "level": "commune", **asked}
    answer = httpx2.get(f"{origin}/api/v1/gaps", params=params, timeout=60)
    found: list[dict] = answer.json()["values"]
    return found
