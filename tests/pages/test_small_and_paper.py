"""Narrow screens, forced colours, paper, and no script at all."""

import re
from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect
from visits import Visit, fits, rested, visiting

DONE = ".map-app.is-complete"
BOXES = {
    "legend": ".legend",
    "panel": ".map-panel",
    "attribution": ".leaflet-control-attribution",
    "zoom": ".leaflet-control-zoom",
    "region": "#whole-region",
    "locate": "#locate",
}


@pytest.fixture(scope="module")
def narrow(browser: Browser, origin: str) -> Iterator[Visit]:
    """One window for all widths: opening windows is what takes time."""
    with visiting(browser, origin, size=(280, 600)) as visit:
        yield visit


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/?q=Bordeaux&famille=host", "/donnees", "/docs", "/accessibilite"),
        *("/feuille-de-route", "/comparer?a=gueret&b=pau"),
        *("/donnees/dictionnaire", "/ogc/", "/ogc/api", "/ogc/collections/structures"),
        *("/ogc/collections/gaps/items?level=epci", "/ogc/conformance"),
    ],
)
def test_no_page_scrolls_sideways(narrow: Visit, path: str) -> None:
    page = narrow.open(path, ready="h1")

    for width in (280, 320, 390, 720):
        page.set_viewport_size({"width": width, "height": 600})
        fits(page, width)


@pytest.mark.parametrize("size", [(280, 600), (720, 450)])
def test_the_region_is_framed_between_controls_that_do_not_overlap(
    narrow: Visit, size: tuple[int, int]
) -> None:
    page = narrow.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("about:blank")
    narrow.open("/carte", ready=DONE)
    page.locator(".town", has_text="Poitiers").wait_for()
    rested(page)

    boxes = {name: _box(page, selector) for name, selector in BOXES.items()}
    for name in ("Poitiers", "Pau", "Limoges"):
        boxes[name] = _box(page, f".town:text-is('{name}')")

    names = list(boxes)
    hidden = [
        (one, other)
        for i, one in enumerate(names)
        for other in names[i + 1 :]
        # The legend of a phone stands on the rounded edge of its drawer.
        if {one, other} != {"legend", "panel"} and _overlap(boxes[one], boxes[other])
    ]
    assert hidden == []
    fits(page, size[0])


@pytest.mark.parametrize("reading", ["", "?lecture=verifie"])
def test_the_map_prints_on_one_sheet(visit: Visit, reading: str) -> None:
    page = visit.open(f"/carte{reading}#q=support_beyond", ready=DONE)

    for landscape in (True, False):
        sheets = page.pdf(format="A4", landscape=landscape, print_background=True)

        assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1
        assert len(sheets) > 50_000


def test_paper_shows_the_table_and_no_button(visit: Visit) -> None:
    page = visit.open("/carte", ready=DONE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    shown = ["h1", "#paper-title", ".legend", "#departments-rows", "#paper-notes"]
    gone = [".search", ".modes", ".map-tools", ".pan-pad", ".questions", ".try"]
    gone += [".leaflet-control-zoom", ".map-views", ".map-levels"]

    assert [s for s in shown if not page.locator(s).first.is_visible()] == []
    assert [s for s in gone if page.locator(s).first.is_visible()] == []
    notes = page.locator("#paper-notes").inner_text()
    assert "imprimé le" in notes
    assert "ARCEP, T2 2026" in notes
    assert "L'ARCEP a changé de dénominateur" in notes


def test_forced_colours_leave_names_legible_and_choices_visible(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin) as visit:
        visit.page.emulate_media(forced_colors="active")
        page = visit.open("/carte", ready=DONE)
        # Names are written again as the map is furnished: those before have no style.
        expect(page.locator(".town").first).to_have_css(
            "-webkit-text-stroke-width", "0px"
        )

        def style(selector: str, name: str) -> str:
            found = page.locator(selector).first
            said: str = found.evaluate(f"e => getComputedStyle(e)['{name}']")
            return said

        chosen, other = (
            style(f"[data-mode-button={mode}]", "backgroundColor")
            for mode in ("gaps", "find")
        )
        assert chosen != other
        assert style(".legend-bar i", "backgroundColor") == "rgb(0, 0, 0)"


def test_without_script_the_map_gives_its_figures(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, scripts=False) as visit:
        page = visit.open("/carte", ready=".map-noscript")

        said = page.locator(".map-noscript").inner_text()

        assert page.locator(".map-noscript tbody tr").count() == 4 * 12
        total = httpx2.get(
            f"{origin}/api/v1/gaps?indicator=support_beyond&level=region", timeout=60
        ).json()["totals"][0]["numerator"]
        assert f"{total:,}".replace(",", " ") in " ".join(said.split())
        assert page.locator(".site-header").is_visible()
        header, figures = _box(page, ".site-header"), _box(page, ".map-noscript")
        assert not _overlap(header, figures)


Box = dict[str, float]


def _box(page: Page, selector: str) -> Box:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return {key: float(value) for key, value in found.items()}


def _overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than a pixel."""
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(
        one["x"], other["x"]
    )
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(
        one["y"], other["y"]
    )
    return across > 1 and down > 1


def test_the_list_of_pages_opens_and_closes_without_a_script(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, size=(390, 700), scripts=False) as visit:
        page = visit.open("/feuille-de-route", ready="h1")
        button, pages = page.locator(".site-more button"), page.locator("#menu")
        closing = (
            lambda: page.keyboard.press("Escape"),
            lambda: page.mouse.click(3, 650),
            button.click,
        )

        assert "Feuille de route" in button.inner_text()
        for close in closing:
            button.click()
            assert pages.get_by_role("link").count() == 6
            expect(pages).to_be_visible()
            close()
            expect(pages).to_be_hidden()
