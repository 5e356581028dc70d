"""/carte/tableau says whose figures these are, of when, and in which reading."""

import re
from html import unescape

import httpx2
import pytest

from numna_geo.gaps.premises import DECLARED_ALONE

TABLE, MAP = "/carte/tableau", "/carte"
FIBRE, SUPPORT = "indicateur=fibre_not_connectable", "indicateur=support_beyond"
STRADDLING = {
    "CC d'Aire-sur-l'Adour",
    "CC Adour Madiran",
    "CC Pays de Nay",
    "CC des Deux Rives",
}


def read(origin: str, query: str, path: str = TABLE) -> str:
    told = {"Accept": "text/html"}
    answer = httpx2.get(f"{origin}{path}?{query}", headers=told, timeout=60)
    assert answer.status_code == 200
    return unescape(answer.text)


def sources(html: str) -> str:
    return html.rpartition("</table>")[2].partition("</main>")[0]


def test_figures_of_2018_cite_what_was_published_in_2018(origin: str) -> None:
    then = sources(read(origin, f"{FIBRE}&periode=2018-T1"))
    now = sources(read(origin, FIBRE))

    assert "2018" in then
    assert "2026" not in then
    assert "2026" in now


def test_a_question_with_one_reading_says_that_it_has_no_other(origin: str) -> None:
    asked = read(origin, f"{FIBRE}&lecture=verifie")

    assert DECLARED_ALONE in asked
    assert DECLARED_ALONE not in read(origin, FIBRE)
    # The choice is kept for the next question, and no file is promised in it.
    assert '<option value="verifie" selected>' in asked
    assert "reading=verified" not in asked


def test_the_file_is_of_the_department_and_says_what_it_counts(origin: str) -> None:
    html = read(origin, f"{SUPPORT}&dans=departement:23")
    link = re.search(r'href="(/api/v1/gaps\?[^"]+)"', html)

    assert link is not None
    rows = httpx2.get(origin + link[1], timeout=60).text.strip().splitlines()
    counted = re.search(r'id="compte">(\d+) sur', html)
    assert counted is not None
    assert len(rows) - 1 == int(counted[1]) == 255
    assert "`rank` suit cette part, non les minutes" in html


@pytest.mark.parametrize("asked", [SUPPORT, FIBRE])
def test_an_epci_that_goes_on_beyond_the_region_says_so(
    origin: str, asked: str
) -> None:
    pages = [read(origin, f"{asked}&niveau=epci&page={n}") for n in range(1, 5)]
    rows = [row for page in pages for row in page.split("<tr>") if "epci/" in row]

    parts = [row for row in rows if "part dans la région" in row]
    names = {re.search(r"epci/\d+[^>]*>([^<]+)<", row) for row in parts}

    assert {name[1] for name in names if name} == STRADDLING


def test_the_map_counts_the_same_part_of_it(origin: str) -> None:
    page = read(origin, "", MAP)
    data = re.search(r'"data":\s*"([^"]+)"', page)
    assert data is not None
    communes = httpx2.get(f"{origin}{data[1]}communes.json", timeout=60).json()
    names = {communes["epcis"][i]: i for i in communes["epci_parts"]}

    assert set(names) == STRADDLING
    own = names["CC des Deux Rives"]
    people = sum(
        people
        for epci, people in zip(communes["epci"], communes["population"], strict=True)
        if epci == own
    )
    table = read(origin, f"{SUPPORT}&niveau=epci&cherche=deux+rives")
    assert f'<td class="number">{people}</td>' in table
