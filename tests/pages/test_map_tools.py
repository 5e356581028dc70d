"""Buttons on the map: move, layers, share, paper, and pictures of it."""

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from visits import WAIT_MS, Visit, question, rested, visit_in, visiting, window

DONE = ".map-app.is-complete"
HOSTILE = "<img src=x onerror=document.title='hacked'>"
SVG = "{http://www.w3.org/2000/svg}"
COMPARED = """async ([one, other, colours]) => {
  const pixels = async (url) => {
    const image = Object.assign(new Image(), { src: url });
    await image.decode();
    const ctx = new OffscreenCanvas(800, 566).getContext("2d");
    ctx.drawImage(image, 0, 0, 800, 566);
    return ctx.getImageData(0, 0, 800, 566).data;
  };
  const a = await pixels(one), b = await pixels(other);
  const channels = (c) => [1, 3, 5].map((i) => parseInt(c.slice(i, i + 2), 16));
  const wanted = colours.map(channels), drawn = colours.map(() => 0);
  const far = (rgb, i) => Math.max(...rgb.map((v, j) => Math.abs(v - b[i + j])));
  let apart = 0;
  for (let i = 0; i < a.length; i += 4) {
    if (far([a[i], a[i + 1], a[i + 2]], i) > 80) apart += 1;
    wanted.forEach((rgb, k) => { if (far(rgb, i) < 8) drawn[k] += 1; });
  }
  return [drawn, apart / (a.length / 4)];
}"""
PAPERS = {"A4": [297, 210], "A3": [420, 297]}


@pytest.fixture(scope="module")
def opened(browser: Browser, origin: str) -> Iterator[Visit]:
    """One map for all tests of its buttons: each begins where the last one ended."""
    with visiting(browser, origin) as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit.open("/carte#v=9/45.0/0.0", ready=DONE)
        yield visit


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


def address(page: Page) -> str:
    """The address, once it tells all that was done before."""
    rested(page)
    return str(page.evaluate("location.href"))


def moved(page: Page, press: Callable[[], None]) -> tuple[float, float]:
    """Latitude and longitude of the middle, once the address follows the map."""
    before = page.evaluate("location.href")
    press()
    page.wait_for_function("before => location.href !== before", arg=before)
    now = page.evaluate("location.href")
    lat, lon = now.split("v=")[1].split("&")[0].split("/")[1:]
    return float(lat), float(lon)


def test_four_buttons_move_the_map_and_have_the_size_of_a_finger(
    opened: Visit,
) -> None:
    page, lat, lon = opened.page, 45.0, 0.0
    address(page)

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


def test_layers_follow_the_question_until_somebody_chooses(opened: Visit) -> None:
    page = opened.page
    question(page, "support_beyond")
    page.click("#layers-button")
    incubator, coworking = (
        page.locator(f"input[name=layer][value={key}]")
        for key in ("incubator", "coworking")
    )
    expect(incubator).to_be_checked()
    expect(coworking).not_to_be_checked()

    coworking.check()
    incubator.uncheck()
    page.wait_for_url("**coworking**")
    page.locator("input[name=question][value=host_place_beyond]").check(force=True)
    expect(incubator).not_to_be_checked()
    expect(coworking).to_be_checked()

    page.click("#layers-none")
    expect(page.locator("input[name=layer]:checked")).to_have_count(0)
    page.click("#layers-own")
    expect(coworking).to_be_checked()


def test_a_box_stays_open_beside_the_map_and_closes_by_escape_or_tab(
    opened: Visit,
) -> None:
    page = opened.page
    box, button = page.locator("#layers-box"), page.locator("#layers-button")

    page.locator("#carte, .area-map").first.focus()
    expect(box).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(button).to_be_focused()

    button.click()
    page.locator("#layers-none").focus()
    page.keyboard.press("Tab")
    expect(box).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_the_address_that_is_shared_brings_back_view_and_layers(
    opened: Visit,
) -> None:
    page = opened.page
    question(page, "support_beyond")
    page.click("#layers-button")
    page.click("#layers-none")
    page.locator("input[name=layer][value=fab_lab]").check()
    page.wait_for_url("**l=fab_lab**")
    page.click("#share-button")
    page.click("#share-copy")
    page.locator("#share-said", has_text="Lien copié").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")

    assert copied == page.input_value("#share-address")
    for part in ("q=support_beyond", "l=fab_lab", "v=9/45.0"):
        assert part in copied
    embedded = page.locator("#share-embed").get_attribute("href") or ""
    assert re.search(r"indicateur=support_beyond&vue=-?0(\.\d+)?%2C45", embedded)
    page.goto("about:blank")
    page.goto(copied)
    page.wait_for_selector(DONE, state="attached")
    chosen = page.locator("input[name=layer]:checked").all()
    assert [box.get_attribute("value") for box in chosen] == ["fab_lab"]


def test_pictures_say_and_draw_what_the_page_does(
    opened: Visit, browser: Browser, tmp_path: Path
) -> None:
    page = opened.page
    page.click("#layers-button")
    page.click("#layers-own")
    page.click("#whole-region")

    file, png = (saved(page, kind, tmp_path) for kind in ("svg", "png"))

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

    header = png.read_bytes()[:24]
    assert header.startswith(b"\x89PNG")
    assert [int.from_bytes(header[i : i + 4]) for i in (16, 20)] == [3200, 2262]
    colours = page.eval_on_selector_all(
        "#legend-rows tr:not(.is-extra) .swatch",
        "all => all.map(one => one.style.getPropertyValue('--c'))",
    )
    drawn, apart = compared(browser, png, file, colours)
    assert len(colours) == 5
    # Of each class the map has far more than its swatch in the legend.
    assert min(drawn) > 400
    assert apart < 0.02
    assert opened.complaints == []


def compared(
    browser: Browser, png: Path, svg: Path, colours: list[str]
) -> tuple[list[int], float]:
    """Pixels of each colour in the SVG, and how many of all differ in the PNG."""
    page = browser.new_page()
    page.set_default_timeout(WAIT_MS)
    files = [
        f"data:image/{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"
        for kind, file in (("png", png), ("svg+xml", svg))
    ]
    drawn, apart = page.evaluate(COMPARED, [*files, colours])
    page.close()
    return drawn, apart


def test_paper_is_landscape_and_one_sheet_and_shows_both_maps(
    opened: Visit,
) -> None:
    page = opened.page
    if page.locator("#paper-box").is_hidden():
        page.click("#paper-button")
    expect(page.locator("#paper-second")).to_be_hidden()
    page.click("#paper-button")
    page.click("#open-beside")
    page.click("#paper-button")
    expect(page.locator("#paper-second")).to_be_visible()
    # Once the second map has its values, both are moved to what is left for them.
    expect(page.locator("#beside-scale li").first).to_be_attached()
    before = address(page)
    assert re.search("[#&]o=", before)

    for paper, millimetres in PAPERS.items():
        page.locator(f"input[name=paper][value={paper}]").check()
        sheets = page.pdf(prefer_css_page_size=True, print_background=True)
        boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", sheets)
        assert len(boxes) == 1
        assert [round(float(size) / 72 * 25.4) for size in boxes[0]] == millimetres
    expect(page.locator("#paper-title")).to_contain_text("? Qui n’a aucun")
    # Each map tells how it was counted, and the figure of the region.
    told = page.locator("#paper-method > span")
    expect(told).to_have_count(2)
    for one in told.all():
        expect(one).to_have_text(re.compile(r"\w{4}.*\. ?\S.* sur \d"))
    page.emulate_media(media="print")
    expect(page.locator("#beside-scale")).to_be_visible()
    page.emulate_media(media="screen")
    # Paper has its own view; the screen gets back the one that it had.
    assert address(page) == before


def test_html_in_the_data_is_text_in_the_picture_that_is_opened(
    hostile: Visit, browser: Browser, tmp_path: Path
) -> None:
    page, opened = hostile.page, browser.new_page()
    opened.set_default_timeout(WAIT_MS)
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    for mode in ("gaps", "find"):
        page.click(f"[data-mode-button={mode}]")
        file = saved(page, "svg", tmp_path)

        opened.goto(file.as_uri())

        assert opened.evaluate("document.documentElement.tagName") == "svg"
        texts = opened.evaluate(
            "[...document.querySelectorAll('text')].map(t => t.textContent)"
        )
        assert any(text.startswith("<img src=x") for text in texts)
        active = "document.querySelectorAll('img, script, foreignObject').length"
        assert opened.evaluate(active) == 0
        assert opened.evaluate("document.title") == ""
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.title() != "hacked"
    opened.close()
