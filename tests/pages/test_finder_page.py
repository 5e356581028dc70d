"""The finder, /, which must work without any script."""

from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import Browser, expect
from visits import PHONE, Visit, visiting


@pytest.fixture
def plain(browser: Browser, origin: str) -> Iterator[Visit]:
    """A browser that runs no script."""
    with visiting(browser, origin, scripts=False) as visit:
        yield visit


def test_a_project_at_gueret_finds_support_without_script(plain: Visit) -> None:
    page = plain.open("/", ready="form.ask")

    page.fill("#q", "guéret")
    page.click("form.ask button[type=submit]")

    expect(page.locator(".result")).to_have_count(8)
    answer = httpx2.get(
        f"{plain.origin}/api/v1/nearest?commune=23096&family=support&limit=8"
    ).json()
    names = page.locator(".result h3").all_inner_texts()
    assert names == [one["properties"]["name"] for one in answer["features"]]
    said = page.locator(".results").inner_text()
    assert "position approximative : commune" in said
    assert "non vérifiée" in said
    expect(page.locator(".finder-map > svg")).to_be_visible()
    assert page.locator(".sketch-number").count() == 8
    assert plain.foreign == []


def test_families_are_never_mixed(plain: Visit) -> None:
    page = plain.open("/?q=Limoges&famille=host", ready=".result")

    kinds = set(page.locator(".result .chip").all_inner_texts())

    hosting = {"Coworking", "Tiers-lieu", "Fab lab", "Médiation numérique"}
    assert kinds <= {*hosting, "France Services"}
    hosts = page.locator(".finder-answer div > .results > .result .chip")
    apart = page.locator(".results-apart .result .chip")
    assert "France Services" not in hosts.all_inner_texts()
    assert apart.all_inner_texts() == ["France Services"] * 3
    numbers = page.locator(".result > .mark").all_inner_texts()
    assert [int(n) for n in numbers] == list(range(1, len(numbers) + 1))


def test_france_services_are_found_when_they_are_asked_for(plain: Visit) -> None:
    page = plain.open("/?q=Limoges&categorie=france_services", ready=".result")

    kinds = page.locator(".result .chip").all_inner_texts()
    assert kinds == ["France Services"] * 8
    expect(page.locator(".results-apart")).to_have_count(0)
    expect(page.locator(".result-opening").first).to_contain_text("lundi")


def test_training_is_found_when_it_is_asked_for(plain: Visit) -> None:
    page = plain.open("/?q=Limoges&categorie=training", ready=".result")

    assert set(page.locator(".result .chip").all_inner_texts()) == {"Formation"}
    expect(page.locator("#categorie")).to_have_value("training")


def test_a_category_that_nobody_collected_is_not_said_to_be_absent(
    plain: Visit,
) -> None:
    page = plain.open("/?q=Pau&categorie=third_place", ready=".advice")

    expect(page.locator(".advice").first).to_contain_text("ce n’est pas une absence")


def test_a_name_of_several_communes_asks_which_one(plain: Visit) -> None:
    page = plain.open("/?q=Saint-Jean", ready=".advice")

    expect(page.locator(".advice h2")).to_contain_text("laquelle")
    page.locator(".advice a").first.click()
    expect(page.locator(".result").first).to_be_visible()


def test_results_say_how_old_their_source_is(plain: Visit) -> None:
    page = plain.open("/?q=Gu%C3%A9ret", ready=".result")

    said = page.locator(".result .freshness").all_inner_texts()
    assert all("relevé de 2" in one for one in said)
    assert all("non vérifié" in one for one in said)


def test_the_three_figures_say_where_they_come_from(plain: Visit) -> None:
    page = plain.open("/", ready=".door")

    fibre, support, host = page.locator(".door").all_inner_texts()
    assert "ARCEP, T2 2026" in fibre
    assert "relevé de 2010 à 2025, non vérifié" in support
    assert "13 juin 2019" in host
    assert "non recensés" in host


def test_a_category_decides_its_family(plain: Visit) -> None:
    page = plain.open("/?q=Limoges&famille=support&categorie=fab_lab", ready=".result")

    assert set(page.locator(".result .chip").all_inner_texts()) == {"Fab lab"}
    expect(page.locator("input[name=famille][value=host]")).to_be_checked()


def test_an_ambiguous_name_offers_the_other_places(plain: Visit) -> None:
    page = plain.open("/?q=64000", ready="form.ask")
    assert page.locator(".result").count() > 0

    page = plain.open("/?q=17700", ready=".advice")
    choices = page.locator(".advice a")
    chosen = choices.first.inner_text()
    choices.first.click()

    expect(page.locator("#q")).to_have_value(chosen)


def test_an_unknown_place_is_answered_with_a_way_on(plain: Visit) -> None:
    page = plain.open("/?q=xqzwvk", ready=".advice")

    expect(page.locator(".advice")).to_contain_text("xqzwvk")
    assert page.locator(".result").count() == 0


def test_a_script_in_the_question_is_text(visit: Visit) -> None:
    page = visit.page
    page.goto(visit.origin + "/?q=<script>document.title='hacked'</script>")
    page.wait_for_selector(".advice")

    assert page.title() != "hacked"
    assert visit.complaints == []


def test_with_scripts_the_picture_becomes_a_map(visit: Visit) -> None:
    page = visit.open("/?q=Gu%C3%A9ret", ready=".finder-map.is-live")

    expect(page.locator(".finder-map .leaflet-container")).to_be_visible()
    assert page.locator(".finder-map .mark-box").count() == 8
    assert visit.foreign == []
    assert visit.complaints == []


def test_on_a_phone_the_list_comes_before_the_map(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, size=PHONE) as visit:
        page = visit.open("/?q=Gu%C3%A9ret", ready=".finder-map.is-live")

        first = page.locator(".result").first.bounding_box()
        around = page.locator(".finder-map").bounding_box()

        assert first is not None
        assert around is not None
        assert first["y"] < PHONE[1] < around["y"]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_parameters_that_mean_nothing_are_ignored(origin: str) -> None:
    answer = httpx2.get(f"{origin}/?famille=x&categorie=y&etape=z&autre=1&commune=!")

    assert answer.status_code == 200
