"""The page of one structure: what it says, to people and to machines."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx2
import psycopg
import pytest
from playwright.sync_api import Browser, expect
from starlette.requests import Request
from visits import PHONE, Visit, fits, serving, visit_in, visiting, window

from numna_geo.api.app import create_app
from numna_geo.api.pages.shell.metadata import metadata, structure_data
from numna_geo.settings import Settings
from numna_geo.store.database import Connection
from numna_geo.store.tables import StructureRow

PAGE = {"Accept": "text/html"}
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
# With an address, hours, a phone, a web site and an e-mail.
RICH = "france_services_2024-112"
EVIL = "</script><img src=x onerror=\"document.title='taken'\"><b>"
NAMES = {"en": {"Closed", "Open", "Usually", "Opening"}, "fr": {"Fermé", "Ouvert"}}


@pytest.fixture
def browse(origin: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=origin, headers=PAGE, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def pages(browser: Browser, origin: str) -> Iterator[Visit]:
    """One window for all tests that need no other: opening them takes time."""
    with visiting(browser, origin, size=PHONE) as visit:
        yield visit


def told(page: str) -> Any:
    (found,) = LD.findall(page)
    return json.loads(found)


def facts(**known: Any) -> dict[str, Any]:
    """A row of `structures.one`, of which nothing is known but what is said."""
    names = (
        *("street", "postcode", "city", "commune", "phone", "email", "organisation"),
        *("opening", "itinerant", "lon", "lat"),
    )
    plain = {"name": "Un lieu", "status": "open", "redistributable": True}
    return {
        **dict.fromkeys(names),
        **plain,
        "position_precision": "unknown",
        **known,
    }


def data(**known: Any) -> dict[str, Any]:
    return structure_data(facts(**known), page_url="https://x.test/s", website=None)


def test_the_page_says_whether_it_is_open_and_the_whole_week(
    browse: httpx2.Client,
) -> None:
    page = browse.get(f"/structures/{RICH}").text
    api = browse.get(f"/api/v1/structures/{RICH}", headers={"Accept": "*/*"}).json()

    assert api["properties"]["opening_state"]["text"] in page
    assert len(re.findall(r'<th scope="row"', page)) == 7
    assert page.count('aria-current="date"') == 1
    assert "Semaine du" in page
    assert "zone non précisée" in page


def test_the_english_page_says_so_in_english(browse: httpx2.Client) -> None:
    page = browse.get(f"/structures/{RICH}?lang=en").text

    said = page.split('class="open-now')[1].split("<strong>")[1]
    assert said.startswith(tuple(NAMES["en"]))
    assert not said.startswith(tuple(NAMES["fr"]))
    assert "Monday" in page


def test_machines_read_what_is_known_and_the_one_address(
    browse: httpx2.Client, origin: str
) -> None:
    page = browse.get(f"/structures/{RICH}?utm=1").text
    api = browse.get(f"/api/v1/structures/{RICH}", headers={"Accept": "*/*"}).json()

    here = f"{origin}/structures/{RICH}"
    known, said = api["properties"], told(page)
    assert said["@type"] == "LocalBusiness"
    assert (said["name"], said["telephone"]) == (known["name"], known["phone"])
    point = [said["geo"]["longitude"], said["geo"]["latitude"]]
    assert point == api["geometry"]["coordinates"]
    assert said["openingHoursSpecification"][0]["opens"] == "09:00"
    assert f'<link rel="canonical" href="{here}">' in page
    assert f'hreflang="en" href="{here}?lang=en"' in page
    assert f'<meta property="og:url" content="{here}">' in page
    assert '<meta property="og:title"' in page


def test_a_planned_structure_has_no_hours_and_is_told_to_no_machine(
    browse: httpx2.Client, connection: Connection
) -> None:
    table = StructureRow.__table__
    rows = connection.execute(table.select().where(table.c.status == "planned"))
    planned = rows.mappings().first()
    assert planned is not None

    page = browse.get(f"/structures/{planned['id']}").text
    api = browse.get(
        f"/api/v1/structures/{planned['id']}", headers={"Accept": "*/*"}
    ).json()

    assert "open-now" not in page
    assert "ld+json" not in page
    assert api["properties"]["opening_state"] is None


def test_json_ld_holds_only_what_is_known() -> None:
    assert data() == {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": "https://x.test/s",
        "name": "Un lieu",
        "mainEntityOfPage": "https://x.test/s",
    }
    assert data(status="closed") == data(redistributable=False) == {}
    point = {"lon": -0.5, "lat": 44.8}
    assert "geo" not in data(**point, position_precision="commune")
    assert "geo" not in data(**point, position_precision="address", itinerant=True)
    assert data(**point, position_precision="street")["geo"]["latitude"] == 44.8
    assert "email" not in data(email="voir le site")
    assert "email" not in data(email="x@y.fr?bcc=z@z.fr&body=x")
    assert "telephone" not in data(phone="05 55 00 00 00;postd=1")


@pytest.mark.parametrize(
    ("opening", "hours"),
    [
        ("Mo,We 09:00-12:00", [(["Monday", "Wednesday"], "09:00", "12:00")]),
        ("Fr 22:00-03:00", [(["Friday"], "22:00", "03:00")]),
        ("Su 00:00-24:00", [(["Sunday"], "00:00", "23:59")]),
        (
            "Tu 09:00-12:00; PH off",
            [(["Tuesday"], "09:00", "12:00"), (["PublicHolidays"], "00:00", "00:00")],
        ),
        # What does not come back every week is left out.
        *[(text, []) for text in ("Jul Mo 09:00-12:00", "sur rendez-vous", None)],
    ],
)
def test_json_ld_holds_the_hours_of_every_week(
    opening: str | None, hours: list[tuple[list[str], str, str]]
) -> None:
    said = data(opening=opening).get("openingHoursSpecification", [])

    assert [(one["dayOfWeek"], one["opens"], one["closes"]) for one in said] == hours


def test_the_public_address_is_the_canonical_one() -> None:
    settings = Settings(_env_file=None, public_url="https://geo.example.fr/")  # type: ignore[call-arg]
    app = create_app(settings, database_url="postgresql://nobody:x@127.0.0.1:9/none")
    scope = {
        **{"type": "http", "method": "GET", "path": "/", "query_string": b"lang=en"},
        **{"headers": [(b"host", b"elsewhere.example")], "app": app},
    }

    meta = metadata(
        Request(scope), title="T", description="D", path="/", query=[("q", "Pau")]
    )

    assert meta.canonical == "https://geo.example.fr/?q=Pau&lang=en"
    assert meta.alternates["fr"] == "https://geo.example.fr/?q=Pau"


def test_a_hostile_name_stays_text_everywhere(
    browser: Browser, scratch_url: str
) -> None:
    with psycopg.connect(scratch_url) as connection:
        connection.execute(
            "INSERT INTO sources (key, title, publisher, licence, rank, family,"
            " redistributable) VALUES ('s', %s, %s, 'L', 1, 'structures', true)",
            [EVIL, EVIL],
        )
        connection.execute(
            "INSERT INTO structures (id, name, search_name, category, family, status,"
            " digital_focus, position_precision, in_region, street, how_to_apply,"
            " opening, competence, redistributable, completeness, digest, imported_on,"
            " source_key) VALUES ('evil', %s, 'evil', 'fab_lab', 'host', 'open',"
            " 'unknown', 'unknown', true, %s, %s, %s, 'unknown', true, 0, 'd',"
            " '2026-01-01', 's')",
            [EVIL, EVIL, EVIL, f'Mo-Su 09:00-17:00 "{EVIL.replace(chr(34), "")}"'],
        )
    with (
        serving(scratch_url) as origin,
        visiting(browser, origin) as visit,
    ):
        page = visit.open("/structures/evil", ready="h1")

        assert page.locator("h1").inner_text() == EVIL
        ld = page.locator("script[type='application/ld+json']").text_content()
        assert json.loads(ld or "")["name"] == EVIL
        assert page.locator("main img, main b").count() == 0
        assert page.title().startswith("</script>")
        # A data block is no script: the strict policy has nothing against it.
        assert (visit.complaints, visit.foreign) == ([], [])


def test_the_link_is_copied_and_said(pages: Visit) -> None:
    page = pages.open(f"/structures/{RICH}", ready="#copy-link:not([hidden])")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.click("#copy-link")

    expect(page.get_by_role("status")).to_have_text("Lien copié dans le presse-papiers")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{pages.origin}/structures/{RICH}"
    expect(page.locator("#send-link")).to_be_hidden()


def test_a_device_that_can_send_is_asked_to_and_an_old_one_still_copies(
    browser: Browser, origin: str
) -> None:
    with window(browser) as opened:
        visit = visit_in(opened, origin)
        visit.page.add_init_script(
            "navigator.share = (what) => { document.body.dataset.sent = what.url;"
            " return Promise.reject(new Error('closed')); };"
            "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        )
        page = visit.open(f"/structures/{RICH}", ready="#send-link:not([hidden])")

        page.click("#send-link")
        assert page.evaluate("document.body.dataset.sent").endswith(RICH)
        page.click("#copy-link")

        expect(page.get_by_role("status")).to_have_text(
            "Lien copié dans le presse-papiers"
        )
        assert visit.complaints == []


def test_the_way_back_leads_to_the_very_list(pages: Visit) -> None:
    page, listed = pages.page, f"{pages.origin}/?q=Pau&famille=host"
    page.goto(f"{pages.origin}/structures/{RICH}", referer=listed)
    expect(page.locator("#back-to-list")).to_have_attribute("href", listed)

    page.goto(f"{pages.origin}/structures/{RICH}", referer="https://elsewhere.example/")
    expect(page.locator("#back-to-list")).to_have_attribute(
        "href", "/?commune=17219&famille=host"
    )


def test_the_page_fits_a_phone_and_a_sheet_of_paper(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, size=PHONE) as visit:
        page = visit.open(f"/structures/{RICH}", ready="h1")
        page.set_viewport_size({"width": 280, "height": 600})
        fits(page, 280)

        margin = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
        sheets = page.pdf(format="A4", margin=margin)
        assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1
        page.emulate_media(media="print")
        assert page.locator(".week").is_visible()
        gone = [".actions", ".open-now", ".crumbs", ".wrong"]
        assert [s for s in gone if page.locator(s).first.is_visible()] == []


def test_without_script_nothing_is_missing_and_nothing_is_dead(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, scripts=False) as visit:
        page = visit.open(f"/structures/{RICH}", ready="h1")

        expect(page.locator(".open-now")).to_be_visible()
        expect(page.locator(".week")).to_be_visible()
        expect(page.locator("#copy-link")).to_be_hidden()
        page.get_by_role("link", name="Signaler une erreur").click()
        expect(page.locator(".wrong")).to_be_in_viewport()
        assert visit.foreign == []
