"""/oembed: the frame of a page of ours, by its address."""

import re
from html import unescape

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from numna_geo.api.pages.embed.asked import Embed, EmbedAsked
from numna_geo.api.pages.embed.oembed_asked import Size, embed_of, page_of

HERE = "http://testserver"
CREALAB = "support_structures-crealab-angouleme"


def asked(client: TestClient, url: str, **more: str) -> httpx2.Response:
    return client.get("/oembed", params={"url": url, **more})


@pytest.mark.parametrize(
    ("page", "framed"),
    [
        ("/carte", "/embed/carte?v=1"),
        ("/carte?lang=en", "/embed/carte?v=1&lang=en"),
        (
            "/carte#v=9/46.17/1.87&q=support_beyond&k=fab_lab",
            "/embed/carte?v=1&indicateur=support_beyond&categories=fab_lab&vue=1.87,46.17,9",
        ),
        ("/", "/embed/trouver?v=1"),
        ("/?commune=23096&lon=1&lat=2", "/embed/trouver?v=1&territoire=commune:23096"),
        ("/carte/", "/embed/carte?v=1"),
        ("/territoires/departement/23", "/embed/fiche?v=1&territoire=departement:23"),
        (
            "/embed/chiffre?territoire=departement:23&couleur=%23f00&bad=<b>",
            "/embed/chiffre?v=1&territoire=departement:23&couleur=ff0000",
        ),
    ],
)
def test_a_page_is_shown_by_its_embed(
    client: TestClient, page: str, framed: str
) -> None:
    answer = asked(client, HERE + page).json()

    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert answer["title"]
    assert answer["cache_age"] > 0
    source = re.search(r'src="([^"]*)"', answer["html"])
    assert source
    assert unescape(source.group(1)) == HERE + framed
    assert f'width="{answer["width"]}" height="{answer["height"]}"' in answer["html"]
    assert 'title="' in answer["html"]
    # WordPress hides a frame that comes with a quotation until it is greeted.
    assert not re.search("<(blockquote|script|style)|style=", answer["html"])


def test_a_structure_is_shown_among_those_of_its_kind(client: TestClient) -> None:
    answer = asked(client, f"{HERE}/structures/{CREALAB}").json()

    assert "/embed/trouver?v=1&amp;territoire=commune:16015" in answer["html"]


def test_a_page_that_is_not_there_has_no_frame(client: TestClient) -> None:
    for path in ("structures/nobody", "territoires/commune/99999"):
        assert asked(client, f"{HERE}/{path}").status_code == 404
    former = asked(client, f"{HERE}/territoires/commune/16004").json()

    assert former["title"].endswith(" Montmoreau (numNA Geo)")
    assert "territoire=commune:16230" in former["html"]


def test_a_frame_is_called_as_the_generator_calls_it(client: TestClient) -> None:
    def title(path: str) -> str:
        said = asked(client, HERE + path).json()["title"]
        return str(said).replace("\xa0", " ")

    assert title("/territoires/departement/23") == "Fiche : Creuse (numNA Geo)"
    assert title("/?lang=en").endswith("Nouvelle-Aquitaine (numNA Geo)")
    support = title("/carte#q=support_beyond").removeprefix("Carte : ")
    figure = title("/embed/chiffre").removeprefix("Chiffre clé : ")
    assert figure == support
    assert figure.endswith(", Nouvelle-Aquitaine (numNA Geo)")


@pytest.mark.parametrize(
    "url",
    [
        "https://testserver.ailleurs.example/carte",
        "http://testserver@ailleurs.example/carte",
        "ftp://testserver/carte",
        "javascript:alert(1)",
        "http://[",
        f"{HERE}//[carte",
        f"{HERE}//ailleurs.example/carte",
        f"{HERE}/structures/%2500",
        f"{HERE}/structures/%00",
        f"{HERE}/territoires/commune/%00",
        f"{HERE}:x/carte",
        f"{HERE}/donnees",
        f"{HERE}/embed/autre",
        f"{HERE}/territoires/pays/FR",
        f"{HERE}/api/v1/gaps",
    ],
)
def test_what_is_no_page_of_ours_is_not_found(client: TestClient, url: str) -> None:
    answer = asked(client, url)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_wrong_question_names_what_is_wrong(client: TestClient) -> None:
    html = {"accept": "text/html"}
    nothing = client.get("/oembed", headers=html)
    sizes = asked(client, f"{HERE}/carte", maxwidth="-3", maxheight="x")
    xml = asked(client, f"{HERE}/carte", format="xml")

    assert nothing.status_code == 400
    assert [one["parameter"] for one in nothing.json()["errors"]] == ["url"]
    named = [one["parameter"] for one in sizes.json()["errors"]]
    assert named == ["maxwidth", "maxheight"]
    assert xml.status_code == 501
    assert xml.headers["content-type"] == "application/problem+json"


@given(path=st.text(), asked_for=st.text())
def test_whatever_follows_our_address_is_read_or_is_no_page(
    path: str, asked_for: str
) -> None:
    for after in (path, f"/{path}", f"/structures/{path}?{asked_for}#{asked_for}"):
        parts = page_of(f"{HERE}{after}", HERE)
        found = embed_of(parts) if parts else None

        assert found is None or isinstance(found, EmbedAsked) or found.isprintable()


@pytest.mark.parametrize("kind", Embed)
@pytest.mark.parametrize(("width", "height"), [("280", "300"), ("1200", "9000")])
def test_a_frame_fits_in_the_room_there_is(
    client: TestClient, kind: Embed, width: str, height: str
) -> None:
    url = f"{HERE}/embed/{kind}"
    answer = asked(client, url, maxwidth=width, maxheight=height).json()

    assert answer["width"] == int(width)
    assert answer["height"] == min(int(height), Size.USUAL[kind][1])


@pytest.mark.parametrize(
    "page",
    ["/", "/carte", "/territoires/departement/23", f"/structures/{CREALAB}"],
)
def test_a_page_leads_to_its_answer(client: TestClient, page: str) -> None:
    for lang in ("", "?lang=en"):
        head = client.get(page + lang, headers={"accept": "text/html"}).text

        link = re.search(r'type="application/json\+oembed" href="([^"]*)"', head)
        assert link
        answer = client.get(unescape(link.group(1)).removeprefix(HERE)).json()
        assert answer["type"] == "rich"
        assert ("lang=en" in answer["html"]) == bool(lang)


def test_where_somebody_stands_is_told_to_no_program(client: TestClient) -> None:
    head = client.get("/?lon=1.871&lat=46.170&q=chez+moi").text

    link = re.search(r'type="application/json\+oembed" href="([^"]*)"', head)
    assert link
    assert "1.87" not in link.group(1)
    assert "chez" not in link.group(1)


def test_an_embed_says_where_its_answer_is(client: TestClient) -> None:
    head = client.get("/embed/carte?territoire=departement:23").text

    link = re.search(r'type="application/json\+oembed" href="([^"]*)"', head)
    assert link
    answer = client.get(unescape(link.group(1))).json()
    assert "territoire=departement:23" in answer["html"]
