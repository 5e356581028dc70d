"""The finder, /, which must work without any script."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect
from visits import PHONE, Visit, fits, visiting

PAGE = {"Accept": "text/html"}
TAGS = re.compile(r"<[^>]+>")


@pytest.fixture
def plain(browser: Browser, origin: str) -> Iterator[Visit]:
    """A browser that runs no script."""
    with visiting(browser, origin, scripts=False) as visit:
        yield visit


def html(origin: str, query: str) -> str:
    answer = httpx2.get(
        f"{origin}/?{query}", headers=PAGE, timeout=60, follow_redirects=True
    )
    assert answer.status_code == 200
    return answer.text


def text(origin: str, query: str) -> str:
    """What is read on the page, without its script's data."""
    shown = re.sub(r"<script.*?</script>", " ", html(origin, query), flags=re.DOTALL)
    return " ".join(unescape(TAGS.sub(" ", shown)).split())


def names(page: str) -> list[str]:
    """Names of the ranked results, in order."""
    found = re.findall(r'id="result-\d+".*?<h3><a [^>]*>(.*?)</a>', page, re.DOTALL)
    return [unescape(one) for one in found]


def kinds(page: str) -> list[str]:
    """Categories of the results, those apart too, as their cards are coloured."""
    return re.findall(r'class="result kind-(\w+)"', page)


def links(page: str, look: str) -> list[dict[str, list[str]]]:
    found = re.findall(rf'class="{look}" href="([^"]*)"', page)
    return [parse_qs(urlsplit(unescape(one)).query) for one in found]


def nearest(origin: str, query: str) -> list[dict[str, Any]]:
    answer = httpx2.get(f"{origin}/api/v1/nearest?{query}", timeout=60).json()
    return [one["properties"] for one in answer["features"]]


def test_three_questions_are_answered_without_script(plain: Visit) -> None:
    page = plain.open("/", ready="form.ask")

    page.fill("#q", "guéret")
    page.check("input[name=etape][value=creation]", force=True)
    page.check("input[name=besoin][value=support]", force=True)
    page.click("form.ask button[type=submit]")

    expect(page.locator("ol.results > .result")).to_have_count(12)
    # What stands below the results is read, too.
    page.wait_for_load_state()
    found = nearest(
        plain.origin,
        "commune=23096&family=support&stage=creation&need=support&limit=12",
    )
    cards = page.locator(".result[data-rank]")
    assert cards.locator("h3").all_inner_texts() == [one["name"] for one in found]
    said = " ".join(page.locator(".finder-answer").inner_text().split())
    assert "Les 12 premiers résultats autour de Guéret" in said
    assert "dans la commune" in said
    assert "accompagne la création" in said
    assert "position approximative : commune" in said
    assert "Temps estimés" in said
    assert "Et à l’étape suivante : le lancement" in said
    expect(page.locator(".finder-map > svg")).to_be_visible()
    expect(page.locator("#view-toggle, #locate, .zone, .share")).not_to_have_count(0)
    assert page.locator("button:visible").count() == 1
    assert plain.foreign == []


def test_a_card_says_time_then_state_then_needs_then_freshness(origin: str) -> None:
    page = html(origin, "q=Bordeaux&besoin=digital_help")

    card = page.split('id="result-1"')[1].split("</li>\n  ")[0]
    order = [
        *("<h3>", "result-kind", "result-time", 'class="tags"', 'class="unknown"'),
        *("freshness", 'class="actions"'),
    ]
    places = [card.index(mark) for mark in order]
    assert places == sorted(places)
    assert re.search(r"<b>≈\u00a0\d+\u00a0min</b> en voiture", card)
    assert card.partition('id="result-2"')[0].count("estimation") == 1
    assert 'class="is-asked"' in card
    assert "openstreetmap.org/directions?to=4" in card


def test_active_filters_are_links_that_take_them_away(origin: str) -> None:
    page = html(
        origin, "commune=23096&etape=idea&secteur=edtech&profil=velo&max=45&ouvert=1"
    )

    chips = links(page, "active-filter")
    asked = {"commune", "etape", "secteur", "profil", "max", "ouvert"}
    assert [asked - set(one) for one in chips] == [
        {"etape"}, {"secteur"}, {"profil"}, {"max"}, {"ouvert"}
    ]  # fmt: skip
    assert links(page, "clear-filters") == [{"commune": ["23096"]}]


def test_families_are_never_mixed(origin: str) -> None:
    page = html(origin, "q=Limoges&famille=host")

    ranked, apart = page.split('id="apart"')
    hosting = {"coworking", "third_place", "fab_lab", "digital_mediation"}
    assert set(kinds(ranked)) <= hosting
    assert kinds(apart) == ["france_services"] * 3
    numbers = [int(n) for n in re.findall(r'data-rank="(\d+)"', page)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_category_is_found_when_it_is_asked_for(origin: str) -> None:
    france = html(origin, "q=Limoges&categorie=france_services")
    training = html(origin, "q=Limoges&categorie=training")
    both = html(origin, "q=Limoges&famille=support&categorie=fab_lab")

    assert set(kinds(france)) == {"france_services"}
    assert 'id="apart"' not in france
    assert re.search(r"(Ouvert|Fermé), (ferme|ouvre)", france)
    assert set(kinds(training)) == {"training"}
    assert set(kinds(both)) == {"fab_lab"}


def test_a_category_that_nobody_collected_is_not_said_to_be_absent(
    origin: str,
) -> None:
    assert "ce n’est pas une absence" in text(origin, "q=Pau&categorie=third_place")


def test_nobody_near_is_an_answer_of_its_own(origin: str) -> None:
    answer = httpx2.get(f"{origin}/?commune=23002&besoin=making&max=15", timeout=60)

    said = " ".join(unescape(TAGS.sub(" ", answer.text)).split())
    assert "Aucun résultat autour d’Ajain" in said
    assert "Personne de connu à moins de 15 min en voiture" in said
    assert re.search(r"Le plus proche qui puisse aider : .* h .* en voiture", said)
    assert "Votre recherche est comptée" in said
    assert len(names(answer.text)) == 1
    # Who goes back to it reads it again, and asks nothing.
    assert answer.headers["cache-control"] == "private, max-age=60"
    assert "etag" not in answer.headers


def test_the_nearest_are_told_from_those_beyond_half_an_hour(origin: str) -> None:
    page = html(origin, "q=Gu%C3%A9ret")

    assert 'class="beyond"' in page
    assert "1 à moins de 30" in text(origin, "q=Gu%C3%A9ret")


def test_without_a_place_departments_are_proposed(origin: str) -> None:
    said = text(origin, "etape=idea&besoin=workspace")

    assert "Sans lieu, rien ne dit laquelle est proche" in said
    assert "Guéret" in said


def test_a_name_of_several_communes_asks_which_one(plain: Visit) -> None:
    page = plain.open("/?q=Saint-Jean&etape=idea", ready=".advice")

    expect(page.locator("h1")).to_contain_text("laquelle")
    page.locator(".advice a").first.click()
    expect(page.locator(".result").first).to_be_visible()
    assert "etape=idea" in page.url


def test_typing_another_place_wins_over_the_one_before(plain: Visit) -> None:
    page = plain.open("/?commune=23096", ready=".result")
    expect(page.locator("#q")).to_have_value("Guéret")

    page.fill("#q", "Pau")
    page.click("form.ask button[type=submit]")

    expect(page.locator("h1")).to_contain_text("autour de Pau")


def test_a_postcode_offers_its_communes(plain: Visit) -> None:
    page = plain.open("/?q=17700", ready=".advice")
    chosen = page.locator(".advice a").first.inner_text()

    page.locator(".advice a").first.click()

    expect(page.locator("#q")).to_have_value(chosen)


def test_an_unknown_place_is_answered_with_a_way_on(origin: str) -> None:
    page = html(origin, "q=xqzwvk")

    assert "xqzwvk" in page
    assert names(page) == []


def test_no_link_tells_where_somebody_stands_to_the_metre(origin: str) -> None:
    page = html(origin, "lon=1.871234&lat=46.170234&etape=idea")

    assert "1.8712" not in page
    assert "46.1702" not in page
    assert "autour d’un point à Guéret" in text(origin, "lon=1.871234&lat=46.170234")
    assert 'rel="canonical" href="http' in page
    assert "lon=" not in page.split('rel="canonical"')[1].split("</head>")[0]


def test_a_place_of_which_nothing_is_known_is_told_as_such(origin: str) -> None:
    swapped = html(origin, "lon=46.17&lat=1.871&etape=idea")
    far = [
        html(origin, f"lon={at}") for at in ("0&lat=90", "-3&lat=45", "2.35&lat=48.8")
    ]

    assert 'href="/?lon=1.871&amp;lat=46.170&amp;etape=idea"' in swapped
    assert "semblent inversées" in text(origin, "lon=46.17&lat=1.871")
    for page in [swapped, *far]:
        assert names(page) == []
        assert "nan" not in page.split('class="finder-map"')[1].split("</svg>")[0]
        assert 'name="lon" value=""' in page
    assert all("trop loin de la région" in page for page in far)
    assert names(html(origin, "lon=-1.23&lat=44.6"))


def test_minutes_bound_no_straight_line_and_no_bound_is_invented(origin: str) -> None:
    crow = html(origin, "commune=23096&profil=vol&max=5")
    too_long = html(origin, "commune=23096&max=241")

    assert "la limite de 5 min ne s’applique pas" in crow
    assert links(crow, "active-filter") == [{"commune": ["23096"], "max": ["5"]}]
    assert links(too_long, "active-filter") == []


def test_a_longer_list_is_one_link_away_and_begins_alike(origin: str) -> None:
    few = html(origin, "q=Bordeaux&besoin=workspace")
    [link] = re.findall(r'class="more-results"><a [^>]*href="/\?([^"]*)"', few)
    query, _, where = unescape(link).partition("#")

    many = html(origin, query)

    assert "Les 12 premiers résultats autour de Bordeaux" in text(
        origin, "q=Bordeaux&besoin=workspace"
    )
    assert where == "result-13"
    assert len(names(many)) == 50
    assert names(many)[:12] == names(few)
    assert "more-results" not in many


def test_robots_are_kept_off_searches(origin: str) -> None:
    rules = httpx2.get(f"{origin}/robots.txt", timeout=60)
    pages = [
        html(origin, "q=Bordeaux&etape=creation&besoin=support"),
        html(origin, "etape=idea"),
        html(origin, ""),
    ]

    assert rules.headers["content-type"] == "text/plain; charset=utf-8"
    assert "Disallow: /?" in rules.text.splitlines()
    searches = [
        tag
        for page in pages
        for tag in re.findall(r"<a [^>]*href=\"/\?[^>]*>", page)
        if 'href="/?lang=en"' not in tag
    ]
    assert len(searches) > 20
    assert [tag for tag in searches if 'rel="nofollow"' not in tag] == []


@pytest.mark.parametrize("query", ["q=xqzwvk", "q=Saint-Jean", "commune=99999"])
def test_a_page_that_says_where_somebody_is_is_kept_by_one_reader(
    origin: str, query: str
) -> None:
    answer = httpx2.get(f"{origin}/?{query}", timeout=60)

    assert answer.headers["cache-control"] == "private, no-cache"
    assert "q=" not in answer.text.split('rel="canonical"')[1].split(">")[0]


def test_a_need_that_nobody_chose_is_not_counted(origin: str) -> None:
    guessed = httpx2.get(f"{origin}/?q=Royan&etape=creation", timeout=60)
    chosen = httpx2.get(f"{origin}/?q=Royan&etape=creation&besoin=support", timeout=60)

    assert "nothing-near" in guessed.text
    assert "Votre recherche est comptée" not in guessed.text
    assert guessed.headers["cache-control"] == "private, no-cache"
    assert "Votre recherche est comptée" in chosen.text
    assert chosen.headers["cache-control"] == "private, max-age=60"


def test_hours_that_nobody_knows_are_no_gap(origin: str) -> None:
    answer = httpx2.get(f"{origin}/?q=Bordeaux&besoin=workspace&ouvert=1", timeout=60)

    assert "Aucune ouverture connue en ce moment" in answer.text
    assert "nothing-near" not in answer.text
    assert answer.headers["cache-control"] == "private, no-cache"


def test_one_passed_over_in_the_very_commune_is_said_to_be_there(origin: str) -> None:
    page = html(origin, "commune=24035&besoin=workspace")

    passed = page.split('class="passed-over"')[1].split("</details>")[0]
    assert "Héméra Pays de Belvès" in passed
    assert "dans la commune" in passed
    assert "annoncée, pas encore ouverte" in passed
    assert "aucun trajet connu" not in passed


def test_results_say_how_old_their_source_is(origin: str) -> None:
    page = html(origin, "q=Gu%C3%A9ret")

    fresh = re.findall(r'class="freshness">(.*?)</p>', page)
    assert fresh
    assert all("relevé de 2" in one for one in fresh)
    assert all("on vérifié" in one for one in fresh)


def test_the_three_figures_say_where_they_come_from(plain: Visit) -> None:
    page = plain.open("/", ready=".door")

    fibre, support, host = page.locator(".door").all_inner_texts()
    assert "ARCEP, T2 2026" in fibre
    assert "relevé de 2010 à 2025, non vérifié" in support
    assert "13 juin 2019" in host
    assert "non recensés" in host


def test_parameters_that_mean_nothing_are_ignored(origin: str) -> None:
    html(origin, "famille=x&categorie=y&etape=z&autre=1&commune=!&lon=a&max=b")


def test_a_script_in_the_question_is_text(visit: Visit) -> None:
    page = visit.page
    page.goto(visit.origin + "/?q=<script>document.title='hacked'</script>")
    page.wait_for_selector(".advice")

    assert page.title() != "hacked"
    assert visit.complaints == []


def test_a_place_is_chosen_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.open("/?lon=1.235&lat=45.835", ready=".finder-map.is-live")

    page.focus("#q")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(page.locator("#place-options")).to_contain_text("Autour de moi")
    page.keyboard.type("saint jean de lu")
    # What was offered for its first letters is no answer any more.
    expect(page.locator("#place-options [role=option]").first).to_contain_text(
        "Saint-Jean-de-Luz"
    )
    expect(page.locator("#place-options")).not_to_contain_text("Autour de moi")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value("Saint-Jean-de-Luz")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{visit.origin}/?commune=64483")
    expect(page.locator("h1")).to_contain_text("autour de Saint-Jean-de-Luz")
    assert visit.foreign == []
    assert visit.complaints == []


def test_cards_and_marks_light_one_another_and_the_map_asks_when_told(
    visit: Visit,
) -> None:
    page = visit.open("/?q=Gu%C3%A9ret&etape=idea", ready=".finder-map.is-live")
    expect(page.locator(".finder-map .mark-box")).to_have_count(12)

    page.focus("#result-2 h3 a")
    expect(page.locator(".mark-box.is-active")).to_have_attribute(
        "aria-label", re.compile("^2\\. ")
    )
    page.locator(".mark-box").first.focus()
    expect(page.locator("#result-1")).to_have_class(re.compile("is-active"))
    page.keyboard.press("Enter")
    expect(page.locator("#result-1 h3 a")).to_be_focused()

    page.click("#zone-here")
    zone = page.locator("#zone-said")
    expect(zone).to_contain_text("Zone atteinte en 30 min")
    expect(page.locator(".zone-area")).to_have_count(2)
    is_pressed(page, "#zone-here")
    expect(page.locator("#here-search")).to_be_hidden()

    page.click("#result-1 [data-zone]")
    is_pressed(page, "#result-1 [data-zone][aria-pressed=true]")
    # It moves the map when it comes.
    expect(zone).to_contain_text("Zone atteinte en 30 min")

    _drag(page)
    page.click("#here-search")
    page.wait_for_url(re.compile(r"\?etape=idea&lon=-?\d\.\d{3}&lat=4\d\.\d{3}$"))
    assert visit.foreign == []
    assert visit.complaints == []


def is_pressed(page: Page, selector: str) -> None:
    """Under the mouse, too, its text is legible on what is behind."""
    page.hover(selector)
    pressed = page.locator(selector)
    expect(pressed).to_have_css("color", "rgb(255, 255, 255)")
    expect(pressed).to_have_css("background-color", "rgb(10, 74, 80)")


def _drag(page: Page) -> None:
    box = page.locator(".finder-map").bounding_box()
    assert box is not None
    x, y = box["x"] + 300, box["y"] + 500
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 150, y - 90, steps=4)
    page.mouse.up()


def test_a_refused_position_is_spoken_with_a_way_out(visit: Visit) -> None:
    page = visit.open("/", ready=".finder-map.is-live")

    page.click("#locate")
    expect(page.locator("#place-error")).to_contain_text("Écrivez plutôt une commune")
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#place-options")).to_be_hidden()

    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": 1.23456, "latitude": 45.83456})
    page.click("#locate")
    expect(page.locator("#q")).to_have_value("Ma position")
    expect(page.locator("#place-error")).to_be_empty()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{visit.origin}/?lon=1.235&lat=45.835")

    # Some browsers know the word, and give nothing.
    page.evaluate("Object.defineProperty(navigator, 'geolocation', { get() {} })")
    page.click("#locate")
    expect(page.locator("#place-error")).to_contain_text("La position est indisponible")
    expect(page.locator("#place-status")).to_be_empty()
    assert visit.complaints == []


def test_on_a_phone_the_list_comes_before_the_map(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, size=PHONE) as visit:
        page = visit.open("/?q=Gu%C3%A9ret", ready=".finder.has-script")

        first = page.locator(".result").first.bounding_box()
        assert first is not None
        assert first["y"] < PHONE[1]
        expect(page.locator(".finder-map")).to_be_hidden()
        page.click("#view-toggle")
        expect(page.locator(".finder-map .leaflet-container")).to_be_visible()
        expect(page.locator("#view-toggle")).to_contain_text("Afficher la liste")
        page.click("#view-toggle")
        expect(page.locator(".result").first).to_be_visible()
        page.click("#view-toggle")
        page.go_back()
        expect(page.locator(".result").first).to_be_visible()
        page.click("#view-toggle")
        page.locator('.mark-box[aria-label^="7. "]').focus()
        page.keyboard.press("Enter")
        expect(page.locator("#result-7 h3 a")).to_be_focused()
        expect(page.locator("#result-7 h3 a")).to_be_in_viewport()
        page.set_viewport_size({"width": 320, "height": 640})
        fits(page, 320)
