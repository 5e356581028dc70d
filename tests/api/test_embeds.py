"""/embed/…: never wrong, never empty, always dated."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from numna_geo.api.app import create_app
from numna_geo.api.pages.embed.asked import Embed
from numna_geo.api.pages.embed.dress import LEAST_CONTRAST, contrast, readable, softened
from numna_geo.settings import Settings

HOSTILE = "<img src=x onerror=alert(1)>"
PART = st.integers(0, 255)


@pytest.fixture(scope="module")
def dressed(
    loaded_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("logos")
    (folder / "conseil.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "notes.txt").write_text("secret")
    (folder / "heavy.png").write_bytes(bytes(300_001))
    (folder / "passwd.png").symlink_to("/etc/passwd")
    settings = Settings(  # type: ignore[call-arg]
        _env_file=None,
        travel_graph=Path("none"),
        downloads_dir=Path("none"),
        logos_dir=folder,
        public_url="https://geo.example",
    )
    with TestClient(create_app(settings, database_url=loaded_url)) as client:
        yield client


def html(client: TestClient, address: str) -> str:
    reply = client.get(address)
    assert reply.status_code == 200, reply.text
    return reply.text


@pytest.mark.parametrize("kind", Embed)
@pytest.mark.parametrize(
    ("lang", "dated", "outside"),
    [
        ("fr", r"(mesurées le|Réponses du) \d{1,2}", "pas de la Nouvelle-Aquitaine"),
        ("en", r"(measured on|Answers of) \d{1,2}", "not in Nouvelle-Aquitaine"),
    ],
)
def test_nonsense_is_answered_politely_and_with_a_date(
    client: TestClient, kind: Embed, lang: str, dated: str, outside: str
) -> None:
    code = "commune:75056" if kind is Embed.FINDER else "departement:75"
    nonsense = f"territoire={code}&indicateur=zzz&categories=zzz&vue=2,99,x&couleur=é"

    page = html(client, f"/embed/{kind}?{nonsense}&legende=7&logo=../a.svg&lang={lang}")

    assert outside in page
    assert re.search(dated, page)
    assert "<form" in page or "embed-figure" in page or "embed-app" in page


def test_a_view_far_away_shows_the_region_and_says_so(client: TestClient) -> None:
    paris = html(client, "/embed/carte?vue=2.35,48.85,11")
    gueret = html(client, "/embed/carte?vue=1.87,46.17,11")

    assert "hors de la Nouvelle-Aquitaine" in paris
    assert '"view":null' in paris
    assert "hors de la Nouvelle-Aquitaine" not in gueret
    assert '"view":[1.87,46.17,11.0]' in gueret


def test_a_figure_is_that_of_the_api(client: TestClient) -> None:
    asked = {"indicator": "support_beyond", "level": "departement"}
    values = client.get("/api/v1/gaps", params=asked).json()["values"]
    creuse = next(value for value in values if value["code"] == "23")

    address = "/embed/chiffre?territoire=departement:23&indicateur=support_beyond"
    page = html(client, f"{address}&lang=en")

    assert f"{round(creuse['value'] * 100)}%" in page
    assert f"{round(creuse['numerator']):,} inhabitants" in page


def test_a_kind_of_place_has_its_own_figure(client: TestClient) -> None:
    address = "/embed/chiffre?territoire=departement:23&famille=host"
    every = html(client, address)
    coworking = html(client, f"{address}&categories=coworking")

    assert "<h1>Coworking</h1>" in coworking
    assert "<h1>Coworking</h1>" not in every


def test_the_table_of_a_map_is_of_the_kind_that_it_draws(client: TestClient) -> None:
    level = {"indicator": "host_place_beyond", "level": "departement"}

    def told(**asked: str) -> set[str]:
        values = client.get("/api/v1/gaps", params=level | asked).json()["values"]
        return {f"{round(v['numerator']):,}" for v in values if v["numerator"]}

    def shown(more: str = "") -> tuple[str, set[str]]:
        address = f"/embed/carte?famille=host&liste=1&lang=en{more}"
        page = html(client, address).replace("\u202f", ",")
        caption = re.search("<caption>(.*?)</caption>", page)
        assert caption
        return caption[1], set(re.findall(r'"number">([\d,]+)</td>', page)) - {"0"}

    every, coworking = shown(), shown("&categories=coworking")

    assert every[1] == told()
    assert coworking[1] == told(category="coworking")
    assert every[0] != coworking[0]


def test_lists_of_places_are_not_spoken_of_where_none_are_meant(
    client: TestClient,
) -> None:
    fibre = html(client, "/embed/carte?indicateur=fibre_not_connectable")
    support = html(client, "/embed/carte?indicateur=support_beyond")

    assert "<p>Répertoires non vérifiés" in support
    assert "<p>Répertoires non vérifiés" not in fibre


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_figures_tell_their_method_and_what_nobody_checked(
    client: TestClient, lang: str
) -> None:
    asked = f"territoire=departement:23&lang={lang}"
    sheet = html(client, f"/embed/fiche?{asked}")
    rare = html(client, f"/embed/chiffre?{asked}&indicateur=support_access")

    assert (
        "Répertoires non vérifiés" if lang == "fr" else "not checked: a gap"
    ) in sheet
    assert sheet.count("Raccordable ne veut pas dire") == (lang == "fr")
    # What an indicator says of itself is in French.
    french = ' lang="fr">Zone d' if lang == "en" else "<span>Zone d"
    assert french in rare


def test_the_finder_answers_without_a_script(client: TestClient) -> None:
    chosen = html(client, "/embed/trouver?territoire=commune:23096&famille=host")
    typed = client.get("/embed/trouver?q=gueret&famille=host")
    unknown = html(client, "/embed/trouver?q=xyzxyzxyz")

    def names(page: str) -> list[str]:
        return re.findall(r'href="/structures/([^"?]+)"', page)

    assert 0 < len(names(chosen)) <= 8
    assert names(chosen) == names(typed.text)
    assert typed.headers["cache-control"] == "private, no-cache"
    assert 'href="http://testserver/?commune=23096&amp;famille=host"' in typed.text
    assert "Nous ne trouvons pas" in unknown


def test_the_finder_of_a_territory_lists_who_is_in_it(client: TestClient) -> None:
    page = html(client, "/embed/trouver?territoire=departement:23&famille=host&lang=en")
    bare = html(client, "/embed/trouver?territoire=departement:23&recherche=0&liste=0")

    listed = re.findall(r'<a href="/structures/([^"?]+)', page)
    count = re.search(r"<h1>(\d+) structures · Creuse</h1>", page)
    assert count
    assert len(set(listed)) == min(int(count[1]), 30)
    for one in listed[:3]:
        found = client.get(f"/api/v1/structures/{one}").json()["properties"]
        assert found["commune_code"].startswith("23")
        assert found["family"] == "host"
    assert 'name="famille" value="host"' in page
    assert 'href="http://testserver/territoires/departement/23?lang=en#places"' in page
    assert "<form" not in bare
    assert "/structures/" not in bare


def test_who_is_in_a_territory_is_whoever_the_api_lists(client: TestClient) -> None:
    kind = {"category": "digital_mediation", "status": ["open", "unknown"]}
    asked = kind | {"territory": "departement:23", "limit": 1000}
    found = client.get("/api/v1/structures", params=asked).json()["features"]

    address = "/embed/trouver?territoire=departement:23&categories=digital_mediation"
    page = html(client, address)

    mains = {one["properties"]["category"] for one in found}
    assert "france_services" in mains
    assert f"<h1>{len(found)} structures · Creuse</h1>" in page
    assert 'embed-kind">France Services, Médiation numérique · ' in page


def test_a_long_list_says_where_it_stops_and_promises_no_other(
    client: TestClient,
) -> None:
    asked = "territoire=departement:16&categories=digital_mediation"
    page = html(client, f"/embed/trouver?{asked}")

    hint = re.search(r"(Les 30 premières sont listées ici\.) <a [^>]*>([^<]*)<", page)
    assert hint
    assert hint[2] == "Voir la fiche du territoire"


def test_where_nobody_is_in_a_territory_the_nearest_are_told(
    client: TestClient,
) -> None:
    every = client.get("/api/v1/territories?level=epci&limit=5000").json()
    asked = "famille=other&categories=research"
    for one in every["territories"]:
        page = html(client, f"/embed/trouver?territoire=epci:{one['code']}&{asked}")
        if "Aucune structure de ce type" in page:
            break

    assert "les plus proches de sa commune la plus peuplée" in page
    assert "structures/" in page


def test_the_finder_starts_from_the_middle_of_a_view(client: TestClient) -> None:
    around = client.get("/embed/trouver?vue=1.87,46.17,11")
    gueret = around.text
    region = html(client, "/embed/trouver?territoire=region:75&vue=1.87,46.17,11")
    paris = html(client, "/embed/trouver?vue=2.35,48.85,11")
    absent = html(client, "/embed/trouver?territoire=epci:200000000")

    assert "Guéret</h1>" in gueret
    assert "Guéret</h1>" in region
    assert 'href="http://testserver/?lon=1.87&amp;lat=46.17"' in gueret
    # A host may have written there where its reader is.
    assert around.headers["cache-control"] == "private, no-cache"
    assert "trop loin de la Nouvelle-Aquitaine" in paris
    for page in (paris, absent):
        assert '<link rel="canonical" href="http://testserver/">' in page


@pytest.mark.parametrize(
    ("address", "status"),
    [("/embed", 404), ("/embed/absent?lang=en", 404), ("/embed/carte?q=%FF", 400)],
)
def test_an_error_in_a_frame_is_a_frame_too(
    client: TestClient, address: str, status: int
) -> None:
    reply = client.get(address, headers={"Accept": "text/html"})

    assert reply.status_code == status
    assert "frame-ancestors" not in reply.headers["content-security-policy"]
    assert '<body class="embed">' in reply.text
    assert "<nav" not in reply.text
    assert ("This embed" if "lang=en" in address else "intégration") in reply.text


def test_a_link_without_a_frame_opens_on_the_territory(client: TestClient) -> None:
    page = html(client, "/integrer?quoi=carte&territoire=departement:23")
    link = re.search(r'<code id="anchor">.*?(/carte#v=[^&]*)&', page)
    embed = html(client, "/embed/carte?territoire=departement:23")

    assert link
    assert f'<link rel="canonical" href="http://testserver{link[1]}' in embed


def test_what_is_typed_stays_text(client: TestClient) -> None:
    for name in ("q", "territoire", "indicateur", "logo", "couleur", "vue"):
        reply = client.get("/embed/trouver", params={name: HOSTILE})

        assert HOSTILE not in reply.text


def test_a_page_speaks_one_language(client: TestClient) -> None:
    for asked, lang, word in (
        ("lang=fr&lang=en", "fr", "mesurées le"),
        ("lang=%20en", "en", "measured on"),
    ):
        page = html(client, f"/embed/fiche?territoire=departement:23&{asked}")

        assert f'<html lang="{lang}"' in page
        assert word in page


def test_a_hostile_name_is_text_in_every_embed(own_url: str) -> None:
    with psycopg.connect(own_url) as connection:
        connection.execute("UPDATE structures SET name = %s", [HOSTILE])
        connection.execute(
            "UPDATE territories SET name = %s WHERE code = '23' OR code = '23096'",
            [HOSTILE],
        )
    settings = Settings(  # type: ignore[call-arg]
        _env_file=None, travel_graph=Path("none"), downloads_dir=Path("none")
    )
    with TestClient(create_app(settings, database_url=own_url)) as client:
        pages = [
            html(client, f"/embed/{kind}?territoire={place}&liste=1")
            for kind, place in (
                ("trouver", "commune:23096"),
                *((kind, "departement:23") for kind in ("fiche", "chiffre", "carte")),
            )
        ]
        url = "http://testserver/territoires/departement/23"
        told = client.get("/oembed", params={"url": url}).json()["html"]

    for page in [*pages, told]:
        assert "<img" not in page
        assert "&lt;img src=x" in page
    assert pages[0].count("&lt;img src=x") > 1


def test_parts_are_shown_and_hidden_as_asked(client: TestClient) -> None:
    bare = html(client, "/embed/carte?legende=0")
    full = html(client, "/embed/carte?recherche=1&liste=1")
    quiet = html(client, "/embed/trouver?territoire=commune:23096&recherche=0&liste=0")

    assert 'id="legend-scale"' not in bare
    assert 'id="embed-search"' not in bare
    assert 'id="legend-scale"' in full
    assert 'id="embed-search"' in full
    # Without a list, the same table stands where no script runs.
    assert "embed-table" in re.sub("<noscript>.*?</noscript>", "", full, flags=re.S)
    assert "embed-table" in "".join(re.findall("<noscript>.*?</noscript>", bare, re.S))
    assert "<form" not in quiet
    assert "embed-answers" not in quiet


def test_the_whole_page_keeps_what_was_asked(client: TestClient) -> None:
    page = html(
        client, "/embed/carte?famille=host&categories=fab_lab&vue=1.87,46.17,9&lang=en"
    )

    whole = "/carte?lang=en#v=9/46.170/1.870&amp;q=host_place_beyond&amp;k=fab_lab"
    assert f'href="http://testserver{whole}"' in page


def test_the_whole_map_opens_on_the_territory_of_the_embed(client: TestClient) -> None:
    for asked in ("departement:23", "epci:200067189"):
        page = html(client, f"/embed/carte?territoire={asked}")

        view = re.search(r'href="http://testserver/carte#v=([\d.]+)/(\d+)', page)
        assert view, asked
        assert 8.5 < float(view[1]) < 12
        assert view[2] in ("45", "46")
    region = html(client, "/embed/carte")
    assert 'href="http://testserver/carte"' in region


def test_the_same_address_gives_the_same_bytes(client: TestClient) -> None:
    for kind in (Embed.MAP, Embed.SHEET, Embed.FIGURE):
        address = f"/embed/{kind}?territoire=departement:23"

        assert client.get(address).content == client.get(address).content


def test_a_host_dresses_an_embed_in_its_colour_and_logo(dressed: TestClient) -> None:
    page = html(dressed, "/embed/fiche?couleur=%23FFD100&logo=conseil.svg")
    style = dressed.get("/embed/habit/ffd100.css")
    logo = dressed.get("/logos/conseil.svg")

    assert 'href="/embed/habit/ffd100.css"' in page
    assert 'src="/logos/conseil.svg"' in page
    assert "--host:#ffd100;--host-ink:#132a33" in style.text
    assert logo.headers["content-type"] == "image/svg+xml"
    assert logo.headers["content-security-policy"].endswith("'self'")
    assert dressed.get("/logos/notes.txt").status_code == 404
    assert dressed.get("/embed/habit/red.css").status_code == 404
    # What is not there, or too heavy to be sent, is not asked for.
    for name in ("absent.svg", "heavy.png", "passwd.png"):
        assert dressed.get(f"/logos/{name}").status_code == 404
        assert "/logos/" not in html(dressed, f"/embed/fiche?logo={name}")
    assert "script-src 'self' https://geo.example" in str(style.headers)


def test_a_dress_is_the_one_that_a_copy_makes_too(client: TestClient) -> None:
    dresses = json.loads(
        (Path(__file__).parents[1] / "pages/embed_dress.json").read_text()
    )

    for digits, dress in dresses.items():
        style = client.get(f"/embed/habit/{digits}.css").text
        rules = ";".join(f"{name}:{value}" for name, value in dress.items())
        assert style == f":root{{{rules}}}\n"


@given(st.tuples(PART, PART, PART))
def test_words_in_the_host_colour_can_be_read(colour: tuple[int, int, int]) -> None:
    shown = readable(colour)

    assert contrast(shown, (255, 255, 255)) >= LEAST_CONTRAST
    assert contrast(shown, (244, 245, 242)) >= LEAST_CONTRAST
    assert contrast(shown, softened(colour)) >= LEAST_CONTRAST
    grounds = (244, 245, 242), softened(colour)
    if all(contrast(colour, ground) >= LEAST_CONTRAST for ground in grounds):
        assert shown == colour
