"""Addresses as the BAN's geocoders answer them."""

import csv
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.geocoding.fake_geocoder import FakeGeocoder, fake_geocoder

from numna_geo.bundle import DATA
from numna_geo.errors import ServerUnavailable
from numna_geo.fetching.asking import Server
from numna_geo.geocoding.ban import AROUND, Ban
from numna_geo.geocoding.geocoder import Geocoder, looks_like_address

GUERET = "12 place Bonnyaud 23000 Guéret"


@pytest.fixture(scope="module")
def server() -> Iterator[FakeGeocoder]:
    with fake_geocoder() as geocoder:
        yield geocoder


@pytest.fixture
def ban(server: FakeGeocoder) -> Geocoder:
    return Ban(Server(server.url, timeout_s=60, failures=100).get_json)


def test_an_address_is_read_as_it_is_written(ban: Geocoder) -> None:
    first = ban.addresses(GUERET, limit=5)[0]

    assert first.label == "12 Place Bonnyaud 23000 Guéret"
    assert first.context == "23, Creuse, Nouvelle-Aquitaine"
    assert (first.position.lon, first.position.lat) == (1.871411, 46.170602)
    assert (first.commune_code, first.postcode) == ("23096", "23000")
    assert (first.precision, first.score) == ("housenumber", 0.9712)


def test_elsewhere_communes_and_what_cannot_be_read_fall_out(ban: Geocoder) -> None:
    found = ban.addresses(GUERET, limit=5)

    assert [one.precision for one in found] == ["housenumber", "street"]


def test_no_more_than_asked_for_come(ban: Geocoder, server: FakeGeocoder) -> None:
    assert len(ban.addresses(GUERET, limit=1)) == 1

    asked = server.asked[-1]
    assert asked["q"] == [GUERET]
    assert int(asked["limit"][0]) > 1
    assert asked["autocomplete"] == ["1"]
    assert set(asked) == {"q", "limit", "autocomplete", "lon", "lat"}


def test_an_unknown_address_gives_none(ban: Geocoder) -> None:
    assert list(ban.addresses("99 rue inconnue", limit=5)) == []


def test_a_server_that_is_down_is_unavailable(server: FakeGeocoder) -> None:
    server.up = False
    try:
        with pytest.raises(ServerUnavailable) as away:
            Ban(Server(server.url, timeout_s=60).get_json).addresses(GUERET, limit=5)
    finally:
        server.up = True

    assert "Bonnyaud" not in str(away.value)


@pytest.mark.parametrize("answer", [None, [], "", {}, {"features": 3}, {"a": []}])
def test_an_answer_that_is_no_list_is_unavailable(answer: Any) -> None:
    with pytest.raises(ServerUnavailable):
        Ban(lambda *_: answer).addresses(GUERET, limit=5)


TOLD = {"id": "1", "label": "12 rue du Lac", "citycode": "23096", "score": 0.9}


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ({"label": "a" * 201}, [1.87, 46.17]),
        ({"label": {"en": "street"}}, [1.87, 46.17]),
        ({"label": ""}, [1.87, 46.17]),
        ({"score": "0.9"}, [1.87, 46.17]),
        ({"score": float("nan")}, [1.87, 46.17]),
        ({"context": ["x"] * 9}, [1.87, 46.17]),
        ({}, ["1.87", "46.17"]),
        ({}, [True, 46.17]),
        ({}, [float("inf"), 46.17]),
        ({}, [10**400, 46.17]),
    ],
)
def test_what_is_no_short_text_or_finite_number_falls_out(
    told: dict[str, Any], at: list[Any]
) -> None:
    def feature(told: Any, at: list[Any]) -> Any:
        return {"properties": {**TOLD, **told}, "geometry": {"coordinates": at}}

    answer = {"features": [feature(told, at), feature({}, [1.87, 46.17])]}
    found = Ban(lambda *_: answer).addresses(GUERET, limit=5)

    assert [one.label for one in found] == ["12 rue du Lac"]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["properties", "geometry", "coordinates", "id", "label", "score"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(features=st.lists(JSON, max_size=3))
@settings(max_examples=60)
def test_no_answer_makes_it_fail(features: list[Any]) -> None:
    def ask(path: str, params: Mapping[str, str]) -> Any:
        assert (path, params["q"]) == ("search", GUERET)
        return {"features": features}

    assert list(Ban(ask).addresses(GUERET, limit=5)) == []


def test_departments_are_those_of_the_region_and_fifty_kilometres_around() -> None:
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as file:
        departments = {row["department"] for row in csv.DictReader(file)}

    assert departments == AROUND


@pytest.mark.parametrize(
    ("text", "names_a_street"),
    {
        "12 rue de la Paix": True,
        "12bis, avenue de Paris 87000 Limoges": True,
        "1 pl": False,
        "place de la Mairie": True,
        "place": False,
        "23000": False,
        "23000 Guéret": False,
        "Guéret 23": False,
        "16 cognac": True,
        "Saint-Jean-d'Angély": False,
        "": False,
        "🤔": False,
    }.items(),
)
def test_streets_are_told_from_communes(text: str, names_a_street: bool) -> None:
    assert looks_like_address(text) is names_a_street
