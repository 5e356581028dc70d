"""`/territories`: the counts of the region, and who touches whom."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

Get = Callable[..., dict[str, Any]]
DEPARTMENTS = (
    *("16", "17", "19", "23", "24", "33"),
    *("40", "47", "64", "79", "86", "87"),
)


@pytest.mark.parametrize(
    ("level", "many"),
    [("commune", 4293), ("epci", 156), ("departement", 12), ("region", 1)],
)
def test_every_level_is_whole(get: Get, level: str, many: int) -> None:
    answer = get("/territories", level=level, limit=5000)

    assert answer["numberMatched"] == len(answer["territories"]) == many
    assert [link["rel"] for link in answer["links"]] == ["self"]


def test_communes_and_departments_add_up_to_the_region(get: Get) -> None:
    region = get("/territories/region/75")
    communes = get("/territories", level="commune", limit=5000)["territories"]
    departments = get("/territories", level="departement")["territories"]

    assert region["population"] == 6_150_451
    assert sum(one["population"] for one in communes) == 6_150_451
    assert sum(one["population"] for one in departments) == 6_150_451


def test_pages_follow_one_another(client: TestClient) -> None:
    path, codes = "/api/v1/territories?level=epci&limit=50", []
    while path:
        answer = client.get(path).json()
        codes += [one["code"] for one in answer["territories"]]
        nexts = [link["href"] for link in answer["links"] if link["rel"] == "next"]
        path = nexts[0] if nexts else ""

    assert len(codes) == 156
    assert codes == sorted(set(codes))


def test_departments_share_out_the_communes(get: Get) -> None:
    departments = get("/territories", level="departement")["territories"]

    total = sum(
        get(
            "/territories", level="commune", within=f"departement:{d['code']}", limit=1
        )["numberMatched"]
        for d in departments
    )

    assert total == 4293


def test_what_a_commune_belongs_to_can_be_asked(get: Get) -> None:
    found = get("/territories", level="epci", within="commune:23096")["territories"]

    assert [one["name"] for one in found] == ["CA du Grand Guéret"]


def test_an_epci_across_two_departments_is_in_both(get: Get) -> None:
    def epci_of(code: str) -> set[str]:
        asked = get("/territories", level="epci", within=f"departement:{code}")
        return {one["code"] for one in asked["territories"]}

    by_department = [epci_of(c) for c in DEPARTMENTS]

    assert len(set().union(*by_department)) == 156
    assert sum(map(len, by_department)) > 156


@pytest.mark.parametrize("q", ["gueret", "GUÉRET", "Guéret", "guer"])
def test_names_are_found_without_accents(get: Get, q: str) -> None:
    found = get("/territories", level="commune", q=q)["territories"]

    assert "23096" in [one["code"] for one in found]


@pytest.mark.parametrize("q", ["%", "_", "\\", "'", "🏢"])
def test_signs_are_no_wildcards(get: Get, q: str) -> None:
    assert get("/territories", level="commune", q=q)["numberMatched"] == 0


def test_a_commune_names_what_touches_it(get: Get) -> None:
    bordeaux = get("/territories/commune/33063")

    names = {one["name"] for one in bordeaux["neighbours"]}
    assert {"Mérignac", "Pessac", "Talence", "Bègles", "Cenon", "Lormont"} <= names
    assert "Libourne" not in names
    assert bordeaux["departement"]["name"] == "Gironde"
    assert bordeaux["epci"]["name"] == "Bordeaux Métropole"
    assert bordeaux["members"] is None


def test_neighbours_are_mutual(get: Get) -> None:
    for one in get("/territories/commune/23096")["neighbours"]:
        back = get(f"/territories/commune/{one['code']}")["neighbours"]
        assert "23096" in [other["code"] for other in back]


def test_links_lead_somewhere(client: TestClient, get: Get) -> None:
    epci = get("/territories/epci/243300316")

    hrefs = [epci["members"]["href"], *(one["href"] for one in epci["neighbours"])]
    assert epci["members"]["communes"] == 28
    assert len(hrefs) > 5
    for href in hrefs:
        assert client.get(href).status_code == 200
    assert client.get(hrefs[0]).json()["numberMatched"] == 28


STRADDLING = {
    # Communes of the region, then beyond its border.
    "200030435": (12, 10),
    "200072106": (11, 61),
    "246401756": (27, 2),
    "248200016": (2, 26),
}


@pytest.mark.parametrize(("code", "inside_outside"), STRADDLING.items())
def test_an_epci_across_the_border_counts_what_its_link_lists(
    client: TestClient, get: Get, code: str, inside_outside: tuple[int, int]
) -> None:
    epci = get(f"/territories/epci/{code}")
    listed = client.get(f"{epci['members']['href']}&limit=5000").json()

    inside, outside = inside_outside
    assert (epci["members"]["communes"], epci["members_outside"]) == (inside, outside)
    assert listed["numberMatched"] == inside
    people = [one["population"] for one in listed["territories"]]
    assert epci["population"] == sum(people)


def test_a_zone_that_goes_on_beyond_the_border_says_so_without_a_count(
    get: Get,
) -> None:
    found = {
        path: get(f"/territories/{path}")
        for path in ("bassin_vie/15120", "zone_emploi/0063", "bassin_vie/40192")
    }

    told = [(one["members_outside"], one["beyond_region"]) for one in found.values()]
    assert told == [(None, "certain"), (None, "certain"), (0, "no")]


def test_no_other_territory_lies_beyond_the_border(get: Get) -> None:
    for path in ("commune/23096", "epci/243300316", "departement/64", "region/75"):
        assert get(f"/territories/{path}")["members_outside"] == 0
