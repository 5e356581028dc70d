"""« Qui répond, où ? » and the roadmap: what they show, on a screen and on paper."""

import io
import re

import httpx2
import pytest
from playwright.sync_api import Browser
from visits import visiting

from numna_geo.api.pages.matrix.view import share
from numna_geo.api.pages.words.wording import words

PAGE = {"Accept": "text/html"}
CELL = "/matrice?par=etape&ligne=idea&territoire=departement:23"
FRENCH = re.compile(r"\b(habitants|recensé|vérifié|filière|étape|locaux|données)\b")
DATA = re.compile(r'<([a-z]+)\b[^>]*\blang="fr"[^>]*>.*?</\1>', re.DOTALL)
TAGS = re.compile(r"<[^>]+>")


def html(origin: str, path: str) -> str:
    answer = httpx2.get(origin + path, headers=PAGE, timeout=60)
    assert answer.status_code == 200
    return answer.text


def test_each_cell_has_letter_text_and_a_link_to_what_is_behind(origin: str) -> None:
    page = html(origin, "/matrice?par=etape")

    found = re.findall(r'class="cell [^>]*title="([^"]+)"', page)
    assert len(found) == 5 * 13
    assert any("communes couvertes" in text for text in found)
    assert "habitants" not in " ".join(t for t in found if t.startswith("inconnu"))
    assert "ligne=idea&amp;territoire=departement%3A23" in page or CELL[8:] in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("within", "told", "short"),
    [
        (0, "0 %", "0 %"),
        (1, "moins de 0,1 %", "< 0,1 %"),
        (158, "0,2 %", "0,2 %"),
        (12_300, "12 %", "12 %"),
        (49_870, "49,9 %", "49,9 %"),
        (49_999, "moins de 50 %", "< 50 %"),
        (50_000, "50 %", "50 %"),
        (50_001, "plus de 50 %", "> 50 %"),
        (50_480, "50,5 %", "50,5 %"),
        (99_710, "99,7 %", "99,7 %"),
        (99_999, "plus de 99,9 %", "> 99,9 %"),
        (100_000, "100 %", "100 %"),
    ],
)
def test_nobody_half_and_everybody_are_told_of_nothing_else(
    within: int, told: str, short: str
) -> None:
    people = {"within": within, "total": 100_000}

    found = [share(words("fr"), people, short=one) for one in (False, True)]

    assert [one.replace("\N{NO-BREAK SPACE}", " ") for one in found] == [told, short]


def test_a_cell_counts_communes_in_a_way_that_fits_one(origin: str) -> None:
    page = html(origin, "/matrice?par=besoin")

    assert "communes couvertes à coup sûr\u00a0: " in page
    assert "1 communes" not in page
    assert "à moins de 20" not in page


def test_a_cell_names_its_communes_and_the_calls_to_make(origin: str) -> None:
    page = html(origin, CELL)

    assert "Guéret" in page
    assert "Les appels qui trancheraient" in page
    assert "Quelles étapes accompagne-t-elle\u202f?" in page


def test_the_region_opens_on_epci_and_these_on_communes(origin: str) -> None:
    epci = html(origin, "/matrice?par=besoin&dans=departement:23")
    communes = html(origin, "/matrice?par=besoin&dans=epci:200034825")

    assert "CA du Grand Guéret" in epci
    assert "Sainte-Feyre" in communes


@pytest.mark.parametrize("query", ["par=x&dans=y:z", "ligne=making&territoire=a", ""])
def test_words_that_mean_nothing_show_the_matrix_of_the_region(
    origin: str, query: str
) -> None:
    assert "Pyrénées-Atlantiques" in html(origin, f"/matrice?{query}")


def test_the_roadmap_quotes_its_words_and_says_what_is_unknown(origin: str) -> None:
    page = html(origin, "/feuille-de-route")

    assert "environ 50 incubateurs au sens large" in page
    assert "691" in page
    assert page.count("Ce que nous ne savons pas") == 3
    assert "Phrase exacte de la feuille de route\u00a0: nous ne l’avons pas." in page


def test_the_roadmap_sets_france_services_apart_and_shows_no_reading_of_nothing(
    origin: str,
) -> None:
    text = TAGS.sub(" ", html(origin, "/feuille-de-route"))

    figures = text.split("Les chiffres de la région")[1].split("Sources et dates")[0]
    places, apart = figures.split("Objectif 12")[1].split("À part")
    assert "France Services" not in places
    assert "Temps jusqu&#39;à un France Services" in apart
    assert "Lecture vérifiée\u00a0: non montrée" in figures
    assert "100,0" not in figures
    assert "L’ARCEP publie deux décomptes" in apart
    assert "présent\u00a0: 1 site déclaré" in text
    assert ": 1 sites" not in text


def test_a_territory_that_nobody_has_shows_the_departments(origin: str) -> None:
    assert "Haute-Vienne" in html(origin, "/feuille-de-route?dans=departement:99")


@pytest.mark.parametrize(
    "path",
    [
        "/matrice?par=besoin&lecture=verifie&",
        CELL + "&",
        "/feuille-de-route?dans=departement:23&",
    ],
)
def test_in_english_no_french_sentence_is_left(origin: str, path: str) -> None:
    text = TAGS.sub(" ", DATA.sub(" ", html(origin, f"{path}lang=en")))

    assert FRENCH.findall(text) == []


def test_the_matrix_prints_on_one_landscape_page(browser: Browser, origin: str) -> None:
    with visiting(browser, origin) as visit:
        page = visit.open("/matrice?par=besoin", ready="h1")

        paper = io.BytesIO(page.pdf(prefer_css_page_size=True)).getvalue()

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    width, height = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)[0]
    assert float(width) > float(height)
