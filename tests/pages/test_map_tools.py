"""Buttons on the map: move, layers, share, paper, and pictures of it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, Route
from visits import Visit, visit_in, visiting, window

DONE = ".map-app.is-complete"
SUPPORT = "/carte#q=support_beyond"
HOSTILE = "<img src=x onerror=document.title='hacked'>"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def hostile(browser: Browser, origin: str) -> Iterator[Visit]:
    """A map whose data have HTML for names, and which a reader looks at from near."""
    with window(browser) as opened:
        visit = visit_in(opened, origin)
        visit.page.route("**/carte/donnees/**/communes.json", _named("name"))
        visit.page.route("**/carte/donnees/**/structures.json", _named("name"))
        visit.open("/carte#v=10.2/44.84/-0.58&q=host_place_beyond&m=gaps", ready=DONE)
        yield visit


def _named(column: str) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        found = route.fetch()
        document = found.json()
        document[column] = [HOSTILE] * len(document[column])
        route.fulfill(response=found, json=document)

    return answer


def saved(page: Page, kind: str, folder: Path) -> Path:
    if page.locator("#paper-box").is_hidden():
        page.click("#paper-button")
    with page.expect_download() as download:
        page.click(f"#paper-{kind}")
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def moved(page: Page, press: Callable[[], None]) -> tuple[float, float]:
    """Latitude and longitude of the middle, once the address follows the map."""
    before = page.url
    press()
    page.wait_for_url(lambda url: url != before)
    lat, lon = page.url.split("v=")[1].split("&")[0].split("/")[1:]
    return float(lat), float(lon)


def test_four_buttons_move_the_map_and_have_the_size_of_a_finger(visit: Visit) -> None:
    page = visit.open("/carte#v=9/45.0/0.0", ready=DONE)
    lat, lon = 45.0, 0.0

    for name, sign in (("Vers le nord", 1), ("Vers le sud", -1)):
        now, _ = moved(page, page.get_by_role("button", name=name).click)
        assert (now - lat) * sign > 0.1
        lat = now
    for name, sign in (("Vers l’est", 1), ("Vers l’ouest", -1)):
        button = page.get_by_role("button", name=name)
        _, now = moved(page, lambda button=button: button.press("Enter"))  # type: ignore[misc]
        assert (now - lon) * sign > 0.1
        lon = now
    box = page.locator(".pan-up").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


def test_layers_follow_the_question_until_somebody_chooses(visit: Visit) -> None:
    page = visit.open(SUPPORT, ready=DONE)
    page.click("#layers-button")
    incubator, coworking = (
        page.locator(f"input[name=layer][value={key}]")
        for key in ("incubator", "coworking")
    )
    assert (incubator.is_checked(), coworking.is_checked()) == (True, False)

    coworking.check()
    incubator.uncheck()
    page.wait_for_url("**coworking**")
    page.locator("input[name=question][value=host_place_beyond]").check(force=True)
    assert (incubator.is_checked(), coworking.is_checked()) == (False, True)

    page.click("#layers-none")
    assert page.locator("input[name=layer]:checked").count() == 0
    page.click("#layers-own")
    assert coworking.is_checked()
    page.keyboard.press("Escape")
    assert page.locator("#layers-box").is_hidden()
    assert page.evaluate("document.activeElement.id") == "layers-button"


def test_the_address_that_is_shared_brings_back_view_and_layers(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin) as visit:
        page = visit.open(f"{SUPPORT}&v=9.5/45.83/1.26&l=fab_lab", ready=DONE)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.click("#share-button")
        page.click("#share-copy")
        page.locator("#share-said", has_text="Lien copié").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")

        assert copied == page.input_value("#share-address")
        for part in ("q=support_beyond", "l=fab_lab", "v=9.5/45.83"):
            assert part in copied
        page.goto("about:blank")
        page.goto(copied)
        page.wait_for_selector(DONE, state="attached")
        page.click("#layers-button")
        chosen = page.locator("input[name=layer]:checked").all()
        assert [box.get_attribute("value") for box in chosen] == ["fab_lab"]


def test_the_picture_says_what_the_page_says(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(SUPPORT, ready=DONE)

    file = saved(page, "svg", tmp_path)

    assert file.name.startswith("numna-support_beyond-")
    root = ElementTree.parse(file).getroot()  # noqa: S314  # we have just written it
    said = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    said = re.sub(r"\s+", " ", said)
    for selector in ("#legend-title", "#legend-source", "#departments-rows tr th"):
        shown = page.locator(selector).first.text_content() or ""
        assert re.sub(r"\s+", " ", shown).strip() in said
    assert "Qui n’a aucune structure d’accompagnement" in said
    assert "Répertoires non vérifiés" in said
    assert "Carte faite le" in said
    assert "IGN" in said
    assert root.get("width") == "297mm"
    assert file.stat().st_size < 2_000_000
    assert visit.complaints == []


def test_a_png_has_the_sharpness_of_its_paper(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("/carte#m=find&v=9.5/45.83/1.26", ready=DONE)

    content = saved(page, "png", tmp_path).read_bytes()

    assert content.startswith(b"\x89PNG")
    size = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    assert size == (3200, 2262)


@pytest.mark.parametrize("mode", ["gaps", "find"])
def test_html_in_the_data_is_text_in_the_picture_that_is_opened(
    hostile: Visit, browser: Browser, tmp_path: Path, mode: str
) -> None:
    page = hostile.page
    page.click(f"[data-mode-button={mode}]")
    file = saved(page, "svg", tmp_path)

    opened = browser.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(file.as_uri())

    assert opened.evaluate("document.documentElement.tagName") == "svg"
    texts = opened.evaluate(
        "[...document.querySelectorAll('text')].map(t => t.textContent)"
    )
    assert any(text.startswith("<img src=x") for text in texts)
    assert (
        opened.evaluate(
            "document.querySelectorAll('img, script, foreignObject').length"
        )
        == 0
    )
    assert opened.evaluate("document.title") == ""
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.title() != "hacked"
    opened.close()


@pytest.mark.parametrize(
    ("paper", "millimetres"), [("A4", (297, 210)), ("A3", (420, 297))]
)
def test_paper_is_landscape_and_one_sheet(
    visit: Visit, paper: str, millimetres: tuple[int, int]
) -> None:
    page = visit.open(SUPPORT, ready=DONE)
    page.click("#paper-button")
    page.locator(f"input[name=paper][value={paper}]").check()

    sheets = page.pdf(prefer_css_page_size=True, print_background=True)

    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", sheets)
    assert len(boxes) == 1
    assert [round(float(size) / 72 * 25.4) for size in boxes[0]] == list(millimetres)
