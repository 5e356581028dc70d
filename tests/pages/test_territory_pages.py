"""Sheets of territories and their comparison, on screen, on paper, without a script."""

import json
import re
from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import Browser, expect
from visits import PHONE, Visit, fits, visiting

PAGE = {"Accept": "text/html"}
SHEETS = {
    "gueret": "/territoires/commune/23096",
    "bordeaux": "/territoires/epci/243300316",
    "creuse": "/territoires/departement/23",
    "region": "/territoires/region/75",
}
FRENCH = re.compile(r"\b(habitants|vérifié|locaux|lieux|communes concernées|données)\b")
DATA = re.compile(r'<([a-z]+)\b[^>]*\blang="fr"[^>]*>.*?</\1>', re.DOTALL)
LISTED = re.compile(
    r'<(ul|ol) class="source-list">.*?</\1>|<details.*?</details>', re.DOTALL
)


@pytest.fixture(scope="module")
def browse(origin: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=origin, headers=PAGE, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def desk(browser: Browser, origin: str, browse: httpx2.Client) -> Iterator[Visit]:
    for path in SHEETS.values():
        browse.get(path)
    with visiting(browser, origin, scripts=False) as visit:
        yield visit


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_prints_on_two_a4_pages(desk: Visit, name: str) -> None:
    page = desk.open(SHEETS[name], ready=".cards")

    paper = page.pdf(prefer_css_page_size=True, print_background=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2
    # A4 upright, in points.
    width, height = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper)[0]
    assert (round(float(width)), round(float(height))) == (595, 842)
    assert (desk.complaints, desk.foreign) == ([], [])


def test_the_three_worst_gaps_stand_above_the_fold_of_a_phone(
    browser: Browser, origin: str, desk: Visit
) -> None:
    assert desk.origin == origin
    with visiting(browser, origin, size=PHONE, scripts=False) as visit:
        page = visit.open(SHEETS["creuse"], ready=".cards")

        bottoms = [
            box["y"] + box["height"]
            for card in page.locator(".card").all()
            if (box := card.bounding_box())
        ]
        assert len(bottoms) == 3
        assert bottoms[-1] <= PHONE[1]
        for path in (*SHEETS.values(), "/territoires", "/comparer?a=gueret&b=pau"):
            page = visit.open(path, ready="h1")
            fits(page, PHONE[0])


def test_no_bar_runs_off_its_scale(desk: Visit) -> None:
    page = desk.open(SHEETS["creuse"], ready=".cards")

    for bar in page.locator(".bar").all():
        marks = [
            float(line.get_attribute("x1") or 0) for line in bar.locator("line").all()
        ]
        own = float(bar.locator(".bar-own").get_attribute("width") or 0)
        assert all(0 <= at <= 100 for at in (own, *marks))
    shown = page.locator(".card .bar-own").first.get_attribute("width")
    assert 0 < float(shown or 0) < 100


def test_the_figures_of_the_page_are_those_of_the_api(browse: httpx2.Client) -> None:
    html = browse.get(SHEETS["creuse"]).text
    api = browse.get(
        "/api/v1/territories/departement/23/sheet", headers={"Accept": "*/*"}
    ).json()

    text = re.sub(r"\s|\u202f|\xa0", "", re.sub(r"<[^>]+>", "", html))
    for worst in api["worst_gaps"]:
        assert f"{round(worst['numerator'])}habitants" in text
        assert all(one["code"] in html for one in worst["communes"])
    (data,) = re.findall(r'ld\+json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(data)["spatialCoverage"]["identifier"] == "23"
    assert 'hreflang="en"' in html


def test_the_english_sheet_holds_no_french_sentence(browse: httpx2.Client) -> None:
    for path in (*SHEETS.values(), "/comparer?a=gueret&b=pau", "/territoires?q=pau"):
        joined = "&" if "?" in path else "?"
        html = browse.get(f"{path}{joined}lang=en").text

        text = re.sub(r"<[^>]+>", " ", LISTED.sub(" ", DATA.sub(" ", html)))
        assert FRENCH.findall(text) == [], path


def test_a_territory_is_found_by_its_name_without_a_script(desk: Visit) -> None:
    page = desk.open("/territoires", ready="form.choose")
    page.fill("input[name=q]", "gueret")
    page.click("form.choose button")
    page.locator(".places-found a", has_text="Guéret").first.click()

    page.wait_for_url(f"**{SHEETS['gueret']}")


def test_two_territories_are_compared_by_name_and_swapped(desk: Visit) -> None:
    page = desk.open("/comparer", ready="form.choose")
    page.fill("input[name=a]", "Guéret")
    page.fill("input[name=b]", "departement:33")
    page.click("form.choose button")

    expect(page.locator(".versus tbody tr").nth(20)).to_be_attached()
    heads = page.locator(".versus thead th")
    _, *names = heads.all_inner_texts()
    page.click("form.choose a")
    expect(heads).to_have_text([re.compile("."), *reversed(names)], use_inner_text=True)


def test_a_comparison_says_what_the_estimate_leaves_open(browse: httpx2.Client) -> None:
    html = browse.get("/comparer?a=gueret&b=departement:23").text

    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    assert 'value="Guéret (commune 23096)"' in html
    assert "incertain tous dans la fourchette du temps estimé" in text
    assert "Les temps en voiture sont estimés." in text
    places, apart = text.split("12. Lieux d")[1].split("À part : France Services")
    assert "France Services" not in places
    assert "France Services" in apart.split("Méthode et sources")[0]
    assert "ARCEP" in apart
    cells = re.findall(r"<td>(.*?)</td>", html, re.DOTALL)
    flagged = [cell for cell in cells if "worse-said" in cell]
    assert flagged
    assert all("is-worse" in cell for cell in flagged)


def test_what_is_not_understood_is_said_beside_the_form(browse: httpx2.Client) -> None:
    unknown = browse.get("/comparer?a=xyzzy&b=%3Cb%3E")
    several = browse.get("/comparer?a=saint-martin").text

    assert unknown.status_code == 200
    assert "ne s’appelle «\u00a0xyzzy\u00a0»" in unknown.text
    assert "<b>" not in unknown.text.split('id="contenu"')[1].split("</form>")[0]
    assert "Plusieurs territoires" in several
    assert browse.get("/territoires/canton/1").status_code == 404
    moved = browse.get("/territoires/commune/16004?lang=en")
    assert (moved.status_code, moved.headers["location"]) == (
        301,
        "/territoires/commune/16230?lang=en&ancien=16004",
    )
    page = browse.get("/territoires/commune/23093?ancien=23094").text
    assert "Gouzougnat (23094) est aujourd’hui dans Gouzon." in page
    assert (
        "aujourd’hui dans"
        not in browse.get("/territoires/commune/23093?ancien=%3Cb%3E").text
    )


def test_a_cut_basin_is_told_as_a_part_and_france_services_apart(
    browse: httpx2.Client,
) -> None:
    basin = browse.get("/territoires/bassin_vie/15120").text
    creuse = browse.get(SHEETS["creuse"]).text

    assert "partie néo-aquitaine" in basin
    assert "plus forte part sur" not in basin
    cards = creuse.split('class="cards"')[1].split("</ol>")[0]
    for card in cards.split('<li class="card')[1:]:
        assert ("France Services" in card) == ("Objectif" not in card)
    assert "non vérifié" in creuse
