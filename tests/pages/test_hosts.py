"""Our snippets on the pages of others: plain, strict, like WordPress, like Drupal.

Every host is another site than ours, and whatever is asked is written down: nobody but
the host and us.
"""

from collections.abc import Iterator, Mapping

import pytest
from hosts import Host, as_wordpress, hosting
from playwright.sync_api import Browser, Frame, Page, expect
from visits import WAIT_MS, Visit, visiting

from numna_geo.api.pages.embed.integrate_asked import chosen
from numna_geo.api.pages.embed.integrate_view import pasted

CHOICES: Mapping[str, list[tuple[str, str]]] = {
    "carte": [("territoire", "departement:23"), ("indicateur", "support_beyond")],
    "trouver": [("territoire", "commune:23096")],
    "chiffre": [("territoire", "departement:23"), ("couleur", "b4162a")],
    "fiche": [("territoire", "departement:23"), ("langue", "en")],
}
DRAWN, READY = ".is-complete", "h1"


@pytest.fixture(scope="module")
def snippets(origin: str, browser: Browser) -> dict[str, str]:
    """What the generator writes, by kind and form, and what oEmbed answers."""
    found: dict[str, str] = {}
    page = browser.new_page()
    page.set_default_timeout(WAIT_MS)
    for kind, pairs in CHOICES.items():
        choice = chosen([("quoi", kind), *pairs])
        told = pasted(choice, "Creuse", origin).told()
        if kind in ("carte", "trouver"):
            # A host looks for the link before it asks.
            head = page.request.get(told["address"]).text()
            assert 'type="application/json+oembed"' in head
            told["oembed"] = page.request.get(told["oembed"]).json()["html"]
            told["wordpress"] = as_wordpress(told["oembed"], f"s3cr3t{kind}")
        found |= {f"{kind}.{form}": text for form, text in told.items()}
    page.close()
    return found


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with hosting() as opened:
        yield opened


@pytest.fixture
def visitor(browser: Browser, origin: str) -> Iterator[Visit]:
    # High enough that no frame waits to be scrolled to.
    with visiting(browser, origin, size=(1000, 3200)) as visit:
        yield visit


def framed(page: Page, kind: str, ready: str) -> Frame:
    """The frame of a kind, when it shows what it is for."""

    def is_it(frame: Frame) -> bool:
        return f"/embed/{kind}" in frame.url

    # Frames that wait to be seen load after the page around them.
    here = next(filter(is_it, page.frames), None)
    frame = here or page.wait_for_event("framenavigated", is_it)
    frame.wait_for_selector(ready, state="attached")
    return frame


def settled(frame: Frame) -> None:
    """Waits until a frame is as high as what it holds."""
    frame.wait_for_function(
        "() => Math.abs(innerHeight - document.body.scrollHeight - 4) <= 4"
    )


def strangers(visit: Visit, host: Host) -> list[str]:
    ours = (visit.origin, host.origin, "data:", "blob:")
    return [url for url in visit.asked if not url.startswith(ours)]


def test_a_plain_page_holds_every_form(
    visitor: Visit, host: Host, snippets: dict[str, str]
) -> None:
    page = visitor.page
    page.goto(host.show("/plain", "plain.html", snippets), wait_until="load")

    framed(page, "carte", DRAWN)
    for kind in ("trouver", "chiffre", "fiche"):
        settled(framed(page, kind, READY))
    expect(page.locator("iframe[src*='/embed/carte']")).to_have_attribute(
        "title",
        "Carte\u00a0: Structure d’accompagnement la plus proche, Creuse (numNA Geo)",
    )
    # The element follows its attributes.
    element = page.locator("numna-fiche")
    element.evaluate("one => one.setAttribute('territoire', 'commune:23096')")
    expect(element.locator("iframe")).to_have_attribute(
        "src", f"{visitor.origin}/embed/fiche?v=1&territoire=commune%3A23096&lang=en"
    )
    expect(
        page.frame_locator("numna-fiche iframe").get_by_role("heading").first
    ).to_have_text("Guéret")
    assert strangers(visitor, host) == []
    assert visitor.complaints == []


def test_a_strict_and_isolated_host_adds_what_the_generator_says(
    visitor: Visit, host: Host, snippets: dict[str, str]
) -> None:
    policy = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
        f" require-trusted-types-for 'script'; {snippets['carte.policy']}"
    )
    address = host.show(
        *("/strict", "strict.html", snippets),
        Content_Security_Policy=policy,
        Cross_Origin_Embedder_Policy="require-corp",
        Cross_Origin_Opener_Policy="same-origin",
    )
    page = visitor.page
    page.goto(address, wait_until="load")

    framed(page, "carte", DRAWN)
    for kind in ("chiffre", "fiche"):
        settled(framed(page, kind, READY))
    assert page.evaluate("crossOriginIsolated") is True
    assert strangers(visitor, host) == []
    assert [said for said in visitor.complaints if "favicon" not in said] == []


def test_in_the_sandbox_of_wordpress_the_map_draws_and_heights_are_told(
    visitor: Visit, host: Host, snippets: dict[str, str]
) -> None:
    page = visitor.page
    page.goto(host.show("/page", "wordpress.html", snippets), wait_until="load")

    drawn, finder = framed(page, "carte", DRAWN), framed(page, "trouver", READY)
    assert drawn.evaluate("origin") == finder.evaluate("origin") == "null"
    assert finder.url.endswith("#?secret=s3cr3ttrouver")
    settled(drawn)
    # WordPress gives nobody more.
    finder.wait_for_function("() => innerHeight === 1000")
    # A form of a sandbox goes nowhere: the frame moves on by itself.
    finder.locator("#q").fill("Limoges")
    finder.locator("#q").press("Enter")
    finder.wait_for_url("**q=Limoges**")
    framed(page, "trouver", READY)
    assert page.url == f"{host.origin}/page"
    assert strangers(visitor, host) == []
    assert visitor.complaints == []


def test_in_a_frame_of_drupals_own_the_map_draws_too(
    visitor: Visit, host: Host, snippets: dict[str, str]
) -> None:
    host.show("/media/oembed", "drupal-oembed.html", snippets)
    page = visitor.page
    page.goto(host.show("/drupal", "drupal.html", snippets), wait_until="load")

    assert framed(page, "carte", DRAWN).parent_frame is not page.main_frame
    settled(framed(page, "fiche", READY))
    assert strangers(visitor, host) == []
    assert visitor.complaints == []


def test_no_other_page_of_ours_can_be_framed(
    visitor: Visit, host: Host, snippets: dict[str, str]
) -> None:
    page = visitor.page
    others = {"carte.oembed": f'<iframe src="{visitor.origin}/integrer"></iframe>'}
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        page.goto(host.show("/other", "drupal-oembed.html", others), wait_until="load")

    assert page.frames[1].url != f"{visitor.origin}/integrer"
