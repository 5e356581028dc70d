"""Assets, map files, structures, data, errors: over HTTP, without a browser."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import brotli
import httpx2
import psycopg
import pytest
from visits import serving

from numna_geo.api import ogc, pages, site_copy
from numna_geo.api.ogc.html.page import KINDS
from numna_geo.gaps import INDICATORS
from numna_geo.model.category import Category
from numna_geo.store.database import Connection
from numna_geo.store.tables import StructureRow

PAGE = {"Accept": "text/html,application/xhtml+xml"}
FOR_EVER = "public, max-age=31536000, immutable"
EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture
def browse(origin: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=origin, headers=PAGE, timeout=60) as client:
        yield client


def test_assets_keep_for_ever_and_travel_compressed(
    browse: httpx2.Client, built: Path
) -> None:
    names = json.loads((built / "manifest.json").read_text())

    for name in names.values():
        answer = browse.get(f"/assets/{name}", headers={"Accept-Encoding": "br, gzip"})
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == FOR_EVER
        assert answer.headers["access-control-allow-origin"] == "*"
        if name.endswith((".js", ".css", ".json", ".txt")):
            assert answer.headers["content-encoding"] == "br"
            assert answer.content == (built / name).read_bytes()


@pytest.mark.parametrize(
    "name", ["manifest.json", "sprite.svg", "..%2Fpackage.json", "map.js", "x.js.br"]
)
def test_only_what_was_built_for_browsers_is_served(
    browse: httpx2.Client, name: str
) -> None:
    assert browse.get(f"/assets/{name}").status_code == 404


def test_map_files_carry_the_version_of_the_data(browse: httpx2.Client) -> None:
    html = browse.get("/carte").text
    folder = html.split('rel="preload" href="/carte/donnees/')[1].split("/")[0]

    for encoding, opened in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        with browse.stream(
            "GET",
            f"/carte/donnees/{folder}/communes.json",
            headers={"Accept-Encoding": encoding},
        ) as answer:
            raw = b"".join(answer.iter_raw())
            assert answer.headers["content-encoding"] == encoding
            assert answer.headers["cache-control"] == FOR_EVER
        assert len(json.loads(opened(raw))["name"]) == 4293
    assert browse.get("/carte/donnees/0.0-old/communes.json").status_code == 404
    assert browse.get(f"/carte/donnees/{folder}/passwd.json").status_code == 404


def test_a_page_that_did_not_change_is_not_sent_again(browse: httpx2.Client) -> None:
    tag = browse.get("/donnees").headers["etag"]

    assert browse.get("/donnees", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/", "/carte", "/donnees", "/accessibilite"])
def test_pages_allow_no_inline_code(browse: httpx2.Client, path: str) -> None:
    answer = browse.get(path)
    policy = answer.headers["content-security-policy"]

    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert " style=" not in answer.text
    scripts = answer.text.split("<script")[1:]
    known = (' src="', 'type="application/json"', 'type="application/ld+json"')
    assert all(any(one in s for one in known) for s in scripts)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "path",
    ["/", "/?q=Pau", "/carte", "/donnees", "/mentions-legales", "/accessibilite"],
)
def test_every_page_exists_in_both_languages(
    browse: httpx2.Client, path: str, lang: str
) -> None:
    answer = browse.get(path + ("&" if "?" in path else "?") + f"lang={lang}")

    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text


def test_the_texts_of_both_languages_answer_the_same_keys(built: Path) -> None:
    french, english = (
        json.loads((built.parent / "i18n" / f"{lang}.json").read_text("utf-8"))
        for lang in ("fr", "en")
    )

    # These texts are French in the code or in the data.
    french_elsewhere = (
        *("category.", "stage.", "publisher.", "reason.", "warning.", "title."),
        *("criterion.", "one_reading.", "note.", "unit."),
    )
    own = {key for key in english if key.startswith(french_elsewhere)}
    # These are English in the OpenAPI document.
    english_elsewhere = {key for key in french if key.startswith("ogc.op ")}
    assert set(english) - own == set(french) - english_elsewhere


def test_a_lost_person_gets_a_page_and_a_program_a_problem(origin: str) -> None:
    page = httpx2.get(f"{origin}/nulle-part", headers=PAGE, timeout=60)
    problem = httpx2.get(f"{origin}/nulle-part", headers={"Accept": "*/*"}, timeout=60)

    assert (page.status_code, problem.status_code) == (404, 404)
    assert "n’existe pas" in page.text
    assert problem.headers["content-type"] == "application/problem+json"


def test_an_address_that_is_no_text_gets_a_page_too(origin: str) -> None:
    page = httpx2.get(f"{origin}/?q=Gu%E9ret", headers=PAGE, timeout=60)
    problem = httpx2.get(f"{origin}/?q=Gu%E9ret", headers={"Accept": "*/*"}, timeout=60)

    assert (page.status_code, problem.status_code) == (400, 400)
    assert "ne peut pas être comprise" in page.text
    assert problem.headers["content-type"] == "application/problem+json"


def test_every_download_of_the_data_page_is_there(browse: httpx2.Client) -> None:
    html = browse.get("/donnees").text
    links = [part.split('"')[0] for part in html.split('href="/api/v1/gaps?')[1:]]

    assert len(links) == 3 * len(INDICATORS)
    # One of each indicator; that of every commune, the longest, for two of them.
    for link in [*links[2::3], links[0], links[-3]]:
        answer = browse.get("/api/v1/gaps?" + link.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/csv")


def test_what_nobody_collected_is_not_counted_as_zero(browse: httpx2.Client) -> None:
    html = browse.get("/donnees").text

    row = html.split("Tiers-lieu</th>")[1].split("</tr>")[0]

    assert "non recensé" in row
    assert not row.split("</td>")[0].endswith(">0")


def test_the_reference_carries_the_icon(browse: httpx2.Client) -> None:
    assert '<link rel="icon" href="/assets/icon-' in browse.get("/docs").text


def test_an_unknown_structure_is_a_page_of_its_own(browse: httpx2.Client) -> None:
    answer = browse.get("/structures/personne")

    assert answer.status_code == 404
    assert "n’existe pas, ou n’existe plus" in answer.text


def test_a_structure_says_who_says_so(browse: httpx2.Client) -> None:
    listed = browse.get("/api/v1/structures?limit=1", headers={"Accept": "*/*"}).json()
    (feature,) = listed["features"]

    page = browse.get(f"/structures/{feature['properties']['id']}")

    assert page.status_code == 200
    assert "D’où vient cette fiche" in page.text
    assert "Chargée dans ce service le" in page.text
    assert "relevé de 20" in page.text or "du 1" in page.text


def test_a_planned_structure_is_never_said_to_be_open(
    browse: httpx2.Client, connection: Connection
) -> None:
    table = StructureRow.__table__
    planned = connection.execute(
        table.select().where(table.c.status == "planned")
    ).mappings()
    ids = [row["id"] for row in planned]
    folder = browse.get("/carte").text.split('href="/carte/donnees/')[1].split("/")[0]
    drawn = browse.get(f"/carte/donnees/{folder}/structures.json").json()

    page = browse.get(f"/structures/{ids[0]}").text

    assert "Annoncée, à vérifier" in page
    assert set(ids).isdisjoint(drawn["id"])


def test_without_a_database_people_read_that_it_is_away(built: Path) -> None:
    with serving("postgresql://nobody:x@127.0.0.1:9/none") as origin:
        answer = httpx2.get(f"{origin}/carte", headers=PAGE, timeout=60)

    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert "ne répondent pas" in answer.text
    # The page says that it will come back by itself.
    assert '<meta http-equiv="refresh" content="5">' in answer.text


def test_html_in_a_name_is_text(scratch_url: str, built: Path) -> None:
    with psycopg.connect(scratch_url) as connection:
        connection.execute(
            "INSERT INTO sources (key, title, publisher, licence, rank, family,"
            " redistributable) VALUES ('s', %s, 'P', 'L', 1, 'structures', true)",
            [EVIL],
        )
        connection.execute(
            "INSERT INTO structures (id, name, search_name, category, family, status,"
            " digital_focus, position_precision, in_region, website, competence,"
            " redistributable, completeness, digest, imported_on, source_key) VALUES"
            " ('evil', %s, 'evil', 'fab_lab', 'host', 'open', 'unknown', 'unknown',"
            " true, 'javascript:alert(3)', 'unknown', true, 0, 'd', '2026-01-01', 's')",
            [EVIL],
        )
    with serving(scratch_url) as origin:
        page = httpx2.get(f"{origin}/structures/evil", headers=PAGE, timeout=60)

    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    assert "javascript:" not in page.text


def test_every_text_is_used_by_somebody(built: Path) -> None:
    """Keys that a template puts together are known by their beginning."""
    folder = built.parent
    composed = (
        *("find.", "error.", "embed.error_", "legal.", "access.", "status."),
        *("structure.", "q."),
        *("vintage.", "data.level_", "data.one_", "data.kind_", "data.directory_"),
        *(
            "page.reading_",
            "page.help_",
            "need.",
            "sector.",
            "profile.",
            "profile_short.",
        ),
        *("finder.group_", "finder.way_", "matrix.reading_"),
        *("field.kind_", "value.", "dictionary.shape_", "downloads.why_"),
        *("open.qgis_", "open.sheet_", "ogc.rel_", "ogc.shape_"),
        *("ogc.gap_", "ogc.fact_", "ogc.file_", "ogc.op "),
        *(f"ogc.{kind}" for kind in (*KINDS, "queryables_", "schema_")),
        *("matrix.under", "matrix.over"),
        *("integrate.", "level.", "table.level_", "table.status_", "table.commune"),
        *("map.pan_", "finder.pan_", "map.units_", "map.unit_", "map.table_commune"),
        *("map.classes_", "map.tally_", "map.worst_", "map.rank_"),
        *("map.territory_sheet_", "map.try_working_age", "map.try_establishments"),
        *(f"matrix.{one}." for one in ("tab", "by", "level", "letter", "status")),
        *(f"matrix.{one}." for one in ("rule", "part", "ask", "standing", "state")),
        *(f"roadmap.{one}." for one in ("part", "zone", "group", "of", "short")),
        *(f"roadmap.{one}." for one in ("legend", "presence", "thd", "has", "unit")),
    )
    composed += tuple(
        f"scenario.{one}"
        for one in (
            *("refused_", "said_", "verb_", "problem_", "look_", "change_"),
            *("candidates_", "siting_", "working_age", "inhabitants_"),
            "establishments_",
        )
    )
    files = [
        *(folder / "templates").iterdir(),
        *(folder / "src").rglob("*.ts"),
        *(Path(pages.__file__).parent).rglob("*.py"),
        *(Path(ogc.__file__).parent / "html").glob("*.py"),
        *(Path(site_copy.__file__).parent).glob("*.py"),
    ]
    code = "".join(file.read_text("utf-8") for file in files)
    keys = json.loads((folder / "i18n" / "fr.json").read_text("utf-8"))

    plain = [key for key in keys if not key.startswith(composed)]
    # The browser's own texts are asked for without the name of their page.
    asked = {key: key.removeprefix("map.").removeprefix("finder.") for key in plain}
    unused = [key for key, name in asked.items() if name not in code]

    assert unused == []


def test_every_category_has_its_colour_on_the_pages(browse: httpx2.Client) -> None:
    url = browse.get("/").text.split('href="/kinds/')[1].split('"')[0]

    style = browse.get(f"/kinds/{url}")

    assert style.headers["content-type"].startswith("text/css")
    for category in Category:
        assert f".kind-{category}{{--mark:{category.colour}}}" in style.text
    assert browse.get("/kinds/old.css").status_code == 404


def test_tiles_are_offered_only_where_a_deployment_names_them(
    loaded_url: str, browse: httpx2.Client
) -> None:
    tiles = "https://{s}.tiles.example/{z}/{x}/{y}.png"
    with serving(loaded_url, basemap_url=tiles, cited="Ville & <b>port</b>") as origin:
        page = httpx2.get(f"{origin}/carte", headers=PAGE, timeout=60)
        script = page.text.split('src="/carte/')[1].split('"')[0]
        written = httpx2.get(f"{origin}/carte/{script}", timeout=60).text

    assert 'id="base-map"' in page.text
    assert "tiles.example" in written
    assert "Ville &amp; <b>port</b>" in page.text.replace("&lt;", "<").replace(
        "&gt;", ">"
    )
    assert "<b>port</b>" not in page.text + written
    assert "https://*.tiles.example" in page.headers["content-security-policy"]
    assert 'id="base-map"' not in browse.get("/carte").text
