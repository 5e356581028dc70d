"""Embeds in a real browser: in a sandbox without an origin, and at every width."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hosts import Host, hosting
from playwright.sync_api import Browser, Frame, Page, TimeoutError, expect
from visits import Visit, fits, visit_in, visiting, window

CARTE = "/embed/carte?territoire=departement:23&indicateur=support_beyond&recherche=1"
DRAWN = ".is-complete"
# A host that isolates itself, and lets no script or style be written into its page.
STRICT = {
    "Cross_Origin_Embedder_Policy": "require-corp",
    "Cross_Origin_Opener_Policy": "same-origin",
}
PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Mairie</title>
<link rel="icon" href="data:,">
<script>addEventListener("message", (e) => (window.heard ??= []).push(e.data))</script>
</head><body><h1>Mairie</h1>
<iframe title="numNA" width="{width}" height="{height}" {more} src="{src}"></iframe>
</body></html>"""
# Exactly what WordPress gives to providers that it does not know.
SANDBOX = 'sandbox="allow-scripts"'


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with hosting() as opened:
        yield opened


def shown(
    page: Page,
    host: Host,
    src: str,
    *,
    size: tuple[int, int] = (600, 400),
    more: str = SANDBOX,
) -> Frame:
    """The frame of an address of ours on a page of somebody else."""
    width, height = size
    path = f"/{abs(hash((src, size, more)))}"
    host.pages[path] = PAGE.format(src=src, width=width, height=height, more=more)
    host.headers[path] = {k.replace("_", "-"): v for k, v in STRICT.items()}
    page.goto(host.origin + path)
    return page.frames[1]


@pytest.fixture(scope="module")
def sandboxed(
    browser: Browser, origin: str, host: Host
) -> Iterator[tuple[Visit, Frame]]:
    """The map in a sandbox, for those who look at it one after another."""
    with visiting(browser, origin, size=(900, 700)) as visit:
        frame = shown(visit.page, host, origin + CARTE)
        frame.wait_for_selector(DRAWN, state="attached")
        yield visit, frame


def test_a_map_draws_in_a_sandbox_and_asks_nobody_else(
    sandboxed: tuple[Visit, Frame], host: Host
) -> None:
    visit, frame = sandboxed

    assert frame.evaluate("window.origin") == "null"
    strangers = [url for url in visit.foreign if not url.startswith(host.origin)]
    assert strangers == []
    assert visit.complaints == []
    expect(frame.locator(".leaflet-control-attribution")).to_be_visible()
    expect(frame.locator("#legend-title")).to_contain_text("Temps en voiture")
    expect(frame.locator("#legend-scale li").nth(4)).to_be_attached()
    frame.wait_for_function(
        """() => { const c = document.querySelector("canvas"),
        d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        return new Set([...Array(400).keys()].map((i) =>
        d.slice(4 * i * 37 * 11, 4 * i * 37 * 11 + 3).join())).size > 4 }"""
    )


def test_the_host_hears_a_height_and_nothing_else(
    sandboxed: tuple[Visit, Frame],
) -> None:
    visit, _ = sandboxed

    visit.page.wait_for_function("() => window.heard")

    heard = visit.page.evaluate("window.heard")
    for one in heard:
        assert one.keys() == {"source", "type", "height"}
        assert (one["source"], one["type"]) == ("numna", "height")
        assert 250 < one["height"] < 900


def test_the_wheel_is_the_host_s_and_buttons_and_keys_are_the_map_s(
    sandboxed: tuple[Visit, Frame],
) -> None:
    visit, frame = sandboxed
    whole, keys = frame.locator("#whole"), visit.page.keyboard

    def zoom() -> float:
        found = re.search(r"v=([\d.]+)/", whole.get_attribute("href") or "")
        assert found
        return float(found.group(1))

    before = zoom()
    box = frame.locator(".area-map").bounding_box()
    assert box
    frame.evaluate(
        "() => addEventListener('wheel', (e) => { window.taken = e.defaultPrevented; })"
    )
    taken = None
    # A browser that has not yet laid the frame out turns the wheel elsewhere.
    for pixel in range(100):
        visit.page.mouse.move(box["x"] + 150 + pixel, box["y"] + 150)
        visit.page.mouse.wheel(0, -400)
        with suppress(TimeoutError):
            frame.wait_for_function("() => 'taken' in window", timeout=500)
            taken = frame.evaluate("() => window.taken")
            break
    assert taken is False
    assert zoom() == before

    frame.locator(".leaflet-control-zoom-in").click()
    expect(whole).not_to_have_attribute("href", re.compile(rf"v={before:g}/"))
    nearer = zoom()
    frame.locator(".area-map").focus()
    keys.press("Minus")
    expect(whole).not_to_have_attribute("href", re.compile(rf"v={nearer:g}/"))
    assert "q=support_beyond" in (whole.get_attribute("href") or "")


def test_a_commune_is_found_and_told_by_the_keyboard(
    sandboxed: tuple[Visit, Frame],
) -> None:
    visit, frame = sandboxed
    keys, card = visit.page.keyboard, frame.locator("#embed-card")

    frame.locator("#embed-q").focus()
    keys.type("gueret")
    keys.press("Enter")
    expect(card.locator("h2")).to_have_text("Guéret")
    expect(card).to_contain_text("habitants")
    expect(frame.locator("#live")).to_contain_text("Guéret")
    keys.press("Escape")
    expect(card).to_be_hidden()
    # The map has the focus again: Enter opens what is under its cross.
    keys.press("Enter")
    expect(card.locator("h2")).to_have_text("Guéret")
    assert "/territoires/commune/23096" in (
        frame.locator("#embed-card-sheet").get_attribute("href") or ""
    )


def test_where_no_page_may_open_its_address_is_shown(
    sandboxed: tuple[Visit, Frame],
) -> None:
    visit, frame = sandboxed
    out = frame.locator("#embed-out")

    frame.locator("#whole").click()
    expect(out).to_be_visible()
    expect(out.locator("input")).to_have_value(re.compile(r"/carte#v=.*q=support_"))
    expect(out.locator("input")).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(out).to_be_hidden()
    expect(frame.locator("#whole")).to_be_focused()
    # What the browser itself says of it is for the console.
    visit.complaints.clear()


def test_the_finder_searches_where_no_form_may_go(
    browser: Browser, origin: str, host: Host
) -> None:
    # A window of its own: no browser counts more than fifty pages that one came from.
    with window(browser, size=(700, 500)) as opened:
        visit = visit_in(opened, origin)
        frame = shown(visit.page, host, f"{origin}/embed/trouver?famille=host")
        before = visit.page.evaluate("history.length")

        frame.locator("#q").fill("Guéret")
        frame.get_by_role("button", name="Chercher").click()
        expect(frame.locator(".embed-answer").first).to_be_visible()
        frame.locator("#q").fill("Limoges")
        frame.locator("#q").press("Enter")
        expect(frame.get_by_role("heading", level=1)).to_contain_text("Limoges")

        assert "famille=host" in frame.url
        assert visit.page.evaluate("history.length") == before
        assert visit.complaints == []


def test_wordpress_hears_a_height_with_its_secret(
    browser: Browser, origin: str, host: Host
) -> None:
    with visiting(browser, origin, size=(700, 500)) as visit:
        src = f"{origin}/embed/chiffre?territoire=departement:23#?secret=aB3xY9"
        shown(visit.page, host, src)

        visit.page.wait_for_function("() => window.heard?.some((one) => one.secret)")

        heard = visit.page.evaluate("window.heard.filter((one) => one.secret)")
        assert {one["message"] for one in heard} == {"height"}
        assert {one["secret"] for one in heard} == {"aB3xY9"}


def test_a_responsive_frame_is_as_high_as_its_figure(
    browser: Browser, origin: str, host: Host
) -> None:
    with visiting(browser, origin, size=(700, 900)) as visit:
        more = 'style="frame-sizing: content-height; height: auto"'
        src = f"{origin}/embed/chiffre?territoire=departement:23"
        frame = shown(visit.page, host, src, more=more)
        if not visit.page.evaluate("CSS.supports('frame-sizing', 'content-height')"):
            pytest.skip("this browser knows no responsive frames")

        body = frame.locator("body").bounding_box()
        assert body
        expect(visit.page.locator("iframe")).to_have_js_property(
            "clientHeight", round(body["height"])
        )


@pytest.mark.parametrize("width", [280, 600, 1600])
def test_an_embed_fits_its_frame_and_shows_its_date(
    browser: Browser, origin: str, width: int
) -> None:
    with visiting(browser, origin, size=(width, 400)) as visit:
        for path, ready in (
            ("/embed/carte?recherche=1&liste=1&indicateur=host_place_beyond", DRAWN),
            ("/embed/trouver?territoire=commune:23096&legende=1", ".embed-plan"),
            ("/embed/fiche?territoire=commune:23096", ".embed-figure"),
            ("/embed/chiffre?territoire=epci:200067189", ".embed-figure"),
        ):
            page = visit.open(path, ready=ready)

            fits(page, width)
            date = page.locator(".embed-foot > p").first
            box = date.bounding_box()
            assert box, path
            assert box["y"] + box["height"] <= 400, path
            expect(date).to_contain_text(re.compile(r"\d{4}"))
        assert visit.complaints == []
        assert visit.foreign == []


def test_a_map_tells_its_figures_without_a_script(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, size=(600, 400), scripts=False) as visit:
        page = visit.open("/embed/carte", ready=".embed-table")

        expect(page.locator(".embed-table tbody tr")).to_have_count(12)
