"""The data for others: pages of the OGC API, downloads, the dictionary."""

import csv
import io
import json
import re
from collections.abc import Iterator

import httpx2
import psycopg
import pytest
from playwright.sync_api import Browser, expect
from visits import Visit, serving, visiting

from numna_geo.gaps import INDICATORS
from numna_geo.usecases.published_datasets import DATASETS

PAGE = {"Accept": "text/html,application/xhtml+xml"}
EVIL = '<img src=x onerror=alert(1)></script>"'
ITEMS = "/ogc/collections/structures/items"
CREALAB = "support_structures-crealab-angouleme"
LANGS = ("fr", "en")
BAD = f"{ITEMS}?filter=%3Cimg%20src=x%3E"
ADDRESSES = (
    *("/ogc/", "/ogc/conformance", "/ogc/api", "/ogc/collections"),
    *("/ogc/collections/gaps", "/ogc/collections/structures/queryables"),
    *("/ogc/collections/communes/schema", ITEMS, "/ogc/collections/gaps/items"),
    *("/ogc/collections/communes/items/23096", "/ogc/collections/communes/tiles"),
    *("/ogc/tileMatrixSets", "/donnees/dictionnaire"),
)
ROW = re.compile(r'<tr><td><a class="to-map"|<tr><td></td><th scope="row">')
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def browse(origin: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=origin, headers=PAGE, timeout=60) as client:
        yield client


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_document_of_the_ogc_api_is_a_page_in_both_languages(
    browse: httpx2.Client, path: str
) -> None:
    for lang in ("fr", "en"):
        answer = browse.get(path, params={"lang": lang})

        assert answer.status_code == 200
        assert f'<html lang="{lang}">' in answer.text
        assert "<h1>" in answer.text
        assert " style=" not in answer.text


@pytest.mark.parametrize("path", ["tiles", "tiles/WebMercatorQuad", "styles"])
def test_links_and_facts_of_a_french_page_are_french(
    browse: httpx2.Client, path: str
) -> None:
    html = browse.get(f"/ogc/collections/structures/{path}").text

    shown = re.sub(r"<[^>]+>", " ", html.split("<main")[1].split("</main>")[0])
    assert not re.findall(r"\b(?:\w+ style|dataType|default|tileMatrix\w+)\b", shown)
    # An apostrophe of a text that nobody set for a page.
    assert "&#39;" not in shown


def test_the_french_reference_sums_every_address_up_in_french(
    browse: httpx2.Client,
) -> None:
    html = browse.get("/ogc/api").text

    chapters = html.split('<nav class="chapters"')[1].split("</nav>")[0]
    assert chapters.count("<small>") == chapters.count("<li>") > 15


def test_the_page_of_data_leads_to_each_dataset_from_its_top(
    browse: httpx2.Client,
) -> None:
    html = browse.get("/donnees").text

    listed = html.split('aria-label="Jeux de données"')[1].split("</nav>")[0]
    assert re.findall(r'href="#(\w+)"', listed) == list(DATASETS)
    assert all(html.count(f' id="{key}"') == 1 for key in DATASETS)


def test_dates_and_engines_are_told_in_words(browse: httpx2.Client) -> None:
    path = "/ogc/collections/gaps/items/departement:23"

    french, english = (browse.get(path, params={"lang": one}).text for one in LANGS)

    assert re.search(r"<dd>\d{1,2}(er)? \w+ 20\d\d</dd>", french)
    assert "<dd>estimation</dd>" in french
    assert "<dd>estimate</dd>" in english


def test_a_quarter_is_chosen_among_those_there_are(browse: httpx2.Client) -> None:
    html = browse.get("/ogc/collections/broadband/items", params={"limit": 20}).text

    quarters = html.split('name="period"')[1].split("</select>")[0]
    assert re.findall(r'value="(\d[^"]+)"', quarters) == ["2026-T2", "2018-T1"]


def test_columns_that_were_chosen_do_not_push_the_answer_away(
    browse: httpx2.Client,
) -> None:
    html = browse.get(ITEMS, params={"properties": "name,phone,siret"}).text

    assert "Choisir les colonnes (2 choisies)" in html
    assert "<details open" not in html


def test_the_columns_of_the_gaps_are_chosen_by_indicator(
    browse: httpx2.Client,
) -> None:
    html = browse.get("/ogc/collections/gaps/items", params={"limit": 20}).text

    choice = html.split('<div class="columns">')[1].split("</details>")[0]
    assert choice.count('<fieldset class="of-gap">') == len(INDICATORS)
    gaps = DATASETS["gaps"]
    offered = re.findall(r'name="properties" value="(\w+)"', choice)
    assert offered == [one.name for one in gaps if one.name != gaps.label]


def test_a_program_still_gets_the_document(browse: httpx2.Client) -> None:
    answer = browse.get(ITEMS, params={"f": "json", "limit": 1})

    assert answer.headers["content-type"].startswith("application/geo+json")


def test_a_page_draws_a_hundred_rows_at_most(browse: httpx2.Client) -> None:
    html = browse.get(ITEMS, params={"limit": 10_000}).text

    assert len(ROW.findall(html)) == 100
    assert html.count('class="feature-dot') <= 100


def test_the_next_page_holds_other_features(browse: httpx2.Client) -> None:
    first = browse.get(ITEMS, params={"limit": 20}).text
    following = re.search(r'rel="next nofollow" href="([^"]+)"', first)
    assert following

    second = browse.get(following[1].replace("&amp;", "&")).text

    names = [
        set(re.findall(rf'href="({ITEMS}/[^"]+)"', one)) for one in (first, second)
    ]
    assert len(names[0]) == len(names[1]) == 20
    assert names[0].isdisjoint(names[1])


def test_the_form_leads_to_an_address_without_empty_fields(
    browse: httpx2.Client,
) -> None:
    sent = [("form", "1"), ("category", "fab_lab"), ("bbox", ""), ("filter", " ")]
    columns = [("properties", "phone"), ("properties", "siret"), ("limit", "100")]

    answer = browse.get(ITEMS, params=[*sent, *columns])

    assert answer.status_code == 303
    assert answer.headers["location"] == (
        f"{ITEMS}?category=fab_lab&properties=name%2Cphone%2Csiret"
    )


def test_a_filter_that_cannot_be_read_is_told_beside_the_form(
    browse: httpx2.Client,
) -> None:
    answer = browse.get(ITEMS, params={"filter": "categry = 'fab_lab'"})

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "categry" in answer.text
    assert 'name="filter" value="categry = &#39;fab_lab&#39;"' in answer.text


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_the_example_of_a_filter_finds_something(
    browse: httpx2.Client, dataset: str
) -> None:
    path = f"/ogc/collections/{dataset}"
    shown = browse.get(f"{path}/queryables").text
    link = shown.split(f'href="{path}/items?filter=')[1].split('"')[0]

    answer = browse.get(f"{path}/items?filter={link}&limit=20")

    assert answer.status_code == 200
    assert ROW.search(answer.text)


def test_what_is_not_there_is_a_page_too(browse: httpx2.Client) -> None:
    answer = browse.get("/ogc/collections/personne")

    assert answer.status_code == 404
    assert "Il n’y a rien à cette adresse" in answer.text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_gaps_of_a_territory_are_told_objective_by_objective(
    browse: httpx2.Client, lang: str
) -> None:
    path = "/ogc/collections/gaps/items/departement:23"
    told = browse.get(path, params={"f": "json"}).json()["properties"]

    html = browse.get(path, params={"lang": lang}).text

    plain, *tables = html.split('<table class="data-table gaps-table">')
    assert [table.count('<th scope="row">') for table in tables] == [5, 5, 5, 2]
    for key in INDICATORS:
        assert sum(f"<code>{key}</code>" in table for table in tables) == 1
        assert f"<code>{key}" not in plain
    lacking = round(told["fibre_not_connectable_numerator"])
    space, between = ("\u202f", "sur") if lang == "fr" else (",", "of")
    many = f"{lacking:,}".replace(",", space)
    assert f"{many} {between} " in tables[0]
    assert "pour 10 000 habitants" in html if lang == "fr" else "per 10,000" in html
    assert "population" in plain


def test_every_field_of_every_dataset_is_in_the_dictionary(
    browse: httpx2.Client,
) -> None:
    for lang in ("fr", "en"):
        html = browse.get("/donnees/dictionnaire", params={"lang": lang}).text

        for dataset in DATASETS.values():
            section = html.split(f'<h2 id="{dataset.key}">')[1].split("</section>")[0]
            told = re.findall(r'<th scope="row"><code>([^<]+)</code>', section)
            assert told == [field.name for field in dataset]


def test_the_dictionary_is_a_table_too(browse: httpx2.Client) -> None:
    answer = browse.get("/donnees/dictionnaire.csv")

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(rows) == sum(len(one.fields) for one in DATASETS.values())
    assert all(row["meaning_fr"] and row["meaning_en"] for row in rows)
    assert not [v for row in rows for v in row.values() if v.startswith(("=", "@"))]


def test_search_engines_read_every_dataset_with_its_licence_and_place(
    browse: httpx2.Client,
) -> None:
    found = DATA.search(browse.get("/donnees").text)
    assert found
    catalogue = json.loads(found[1])

    assert catalogue["@type"] == "DataCatalog"
    assert [one["identifier"] for one in catalogue["dataset"]] == list(DATASETS)
    for one in catalogue["dataset"]:
        assert one["license"].startswith("https://")
        assert one["creator"]["name"]
        assert one["spatialCoverage"]["geo"]["box"].startswith("4")
        assert one["distribution"][0]["contentUrl"].startswith("http")


def test_a_collection_tells_search_engines_of_its_time(browse: httpx2.Client) -> None:
    found = DATA.search(browse.get("/ogc/collections/broadband").text)
    assert found
    told = json.loads(found[1])

    assert told["@type"] == "Dataset"
    assert told["temporalCoverage"] == "2018-01-01/2026-06-30"
    assert {one["name"] for one in told["variableMeasured"]} >= {"connectable_share"}


def test_html_in_the_name_of_a_feature_is_text(own_url: str) -> None:
    with psycopg.connect(own_url) as connection:
        (text,) = connection.execute(
            "SELECT properties_json FROM published_structures WHERE id = %s", [CREALAB]
        ).fetchone() or ("",)
        told = {**json.loads(text), "name": EVIL, "website": "javascript:alert(2)"}
        connection.execute(
            "UPDATE published_structures SET name = %s, properties_json = %s"
            " WHERE id = %s",
            [EVIL, json.dumps(told), CREALAB],
        )
    with (
        serving(own_url) as origin,
        httpx2.Client(base_url=origin, timeout=60) as client,
    ):
        pages = [
            client.get(f"{path}f=html", timeout=60)
            for path in (f"{ITEMS}?id={CREALAB}&", f"{ITEMS}/{CREALAB}?", f"{BAD}&")
        ]

    assert [page.status_code for page in pages] == [200, 200, 400]
    for page in pages:
        assert "<img" not in page.text
        assert "&lt;img src=x" in page.text
        assert 'href="javascript:' not in page.text
    assert pages[0].text.count("feature-dot") == 1


def test_an_address_is_copied_by_keyboard_and_a_row_leads_to_its_mark(
    visit: Visit,
) -> None:
    page = visit.open(f"{ITEMS}?category=fab_lab&department_code=16", ready="h1")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.locator("[data-copy]").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Adresse copiée.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.locator(".to-map").first.focus()
    page.keyboard.press("Enter")

    assert copied.endswith("/items?category=fab_lab&department_code=16&f=json")
    expect(page.locator(".feature-dot:target")).to_have_count(1)
    assert (visit.foreign, visit.complaints) == ([], [])


def test_data_blocks_break_no_rule_of_the_page(visit: Visit) -> None:
    for path in ("/donnees", "/ogc/collections/structures"):
        page = visit.open(path, ready="h1")
        assert page.locator('script[type="application/ld+json"]').count() == 1

    assert (visit.foreign, visit.complaints) == ([], [])


def test_the_form_filters_without_a_script(browser: Browser, origin: str) -> None:
    with visiting(browser, origin, scripts=False) as visit:
        page = visit.open(ITEMS, ready="h1")
        page.locator("#q-category").select_option("fab_lab")
        page.get_by_role("button", name="Filtrer").click()
        page.wait_for_url("**/items?category=fab_lab")

        kinds = page.locator(".items-table tbody tr td:nth-child(3)").all_inner_texts()

    assert kinds
    assert set(kinds) == {"Fab lab"}


def test_a_rectangle_drawn_on_the_map_is_the_area_that_is_asked(visit: Visit) -> None:
    page = visit.open(f"{ITEMS}?category=fab_lab", ready=".is-drawable")
    page.locator(".is-drawable").scroll_into_view_if_needed()
    box = page.locator(".is-drawable").bounding_box()
    assert box
    # Bordeaux stands left of the middle of the region.
    x, y = box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.6
    page.mouse.move(x - 40, y - 40)
    page.mouse.down()
    page.mouse.move(x + 40, y + 40, steps=3)
    page.mouse.up()
    page.wait_for_url("**bbox=**")

    west, south, east, north = map(float, page.input_value("#q-bbox").split(","))
    assert west < east
    assert 43 < south < north < 47
    assert page.locator(".feature-box").count() == 1
    assert visit.complaints == []
