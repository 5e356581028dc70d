"""From a text to a point: communes of our own, and streets of a geocoder."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
from tests.geocoding.fake_geocoder import FakeGeocoder, fake_geocoder

from numna_geo.errors import PlaceNotFound
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.find_addresses import KEPT, KEPT_S, Addresses, addresses_from
from numna_geo.usecases.locate_place import Place, locate_text
from numna_geo.usecases.suggest_places import Places

GUERET = "12 place Bonnyaud 23000 Guéret"


@pytest.fixture(scope="module")
def geocoder() -> Iterator[FakeGeocoder]:
    with fake_geocoder() as geocoder:
        yield geocoder


@pytest.fixture(scope="module")
def located(loaded_url: str) -> Iterator[Callable[..., Place]]:
    """Where a text is, with or without addresses."""
    runner = asyncio.Runner()
    reader = Reader(loaded_url, size=2, statement_timeout_s=60, wait_s=60)
    places = Places(reader, DataWatch(reader))

    async def ask(text: str, addresses: Addresses | None) -> Place:
        return await locate_text(reader, await places.gazetteer(), text, addresses)

    def locate(text: str, addresses: Addresses | None = None) -> Place:
        return runner.run(ask(text, addresses))

    with runner:
        yield locate
        runner.run(reader.close())


@pytest.fixture
def addresses(geocoder: FakeGeocoder) -> Iterator[Addresses]:
    geocoder.up = True
    yield addresses_from(geocoder.url, timeout_s=60)
    geocoder.up = True


def run(answer: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(answer)


def test_a_street_address_is_a_point(
    located: Callable[..., Place], addresses: Addresses
) -> None:
    place = located(GUERET, addresses)

    assert (place.precision, place.commune_code) == ("address", "23096")
    assert place.label == "12 Place Bonnyaud 23000 Guéret"
    assert (place.position.lon, place.position.lat) == (1.871411, 46.170602)
    assert place.note is None
    assert place.geocoded


def test_a_street_without_its_number_is_said_to_be_a_street(
    located: Callable[..., Place], addresses: Addresses
) -> None:
    place = located("1 place Pey-Berland", addresses)

    assert (place.precision, place.commune_code) == ("street", "33063")


def test_without_a_geocoder_an_address_gives_its_commune(
    located: Callable[..., Place],
) -> None:
    place = located(GUERET)

    assert (place.precision, place.commune_code) == ("commune", "23096")
    assert place.note is None
    assert not place.geocoded


def test_when_the_geocoder_is_down_the_commune_answers_and_says_so(
    located: Callable[..., Place], addresses: Addresses, geocoder: FakeGeocoder
) -> None:
    geocoder.up = False

    place = located(GUERET, addresses)

    assert (place.precision, place.commune_code) == ("commune", "23096")
    assert place.note is not None
    assert "ne répond pas" in place.note
    assert place.geocoded


def test_an_address_outside_the_commune_that_is_named_is_not_believed(
    located: Callable[..., Place], geocoder: FakeGeocoder
) -> None:
    def elsewhere(text: str) -> Place:
        return located(text, addresses_from(geocoder.url, timeout_s=60))

    assert elsewhere("12 place Bonnyaud 87000 Limoges").commune_code == "87085"


def test_what_nobody_knows_is_not_found(
    located: Callable[..., Place], addresses: Addresses
) -> None:
    with pytest.raises(PlaceNotFound):
        located("99 rue zzzz qqqq", addresses)


def test_a_commune_asks_nobody(
    located: Callable[..., Place], addresses: Addresses, geocoder: FakeGeocoder
) -> None:
    before = len(geocoder.asked)

    place = located("23000 Guéret", addresses)

    assert place.precision == "commune"
    assert len(geocoder.asked) == before


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Counting:
    credit = "tests"

    def __init__(self) -> None:
        self.asked = list[str]()

    def addresses(self, text: str, *, limit: int) -> list[Any]:
        self.asked.append(text)
        assert limit > 0
        return []


def test_the_same_question_is_asked_once_in_two_minutes() -> None:
    geocoder, clock = Counting(), Clock()
    addresses = Addresses(geocoder, clock=clock)

    run(addresses.find("12 rue de la Paix"))
    run(addresses.find("12, Rue de la PAIX"))
    assert len(geocoder.asked) == 1

    clock.now = KEPT_S
    run(addresses.find("12 rue de la Paix"))
    assert len(geocoder.asked) == 2


def test_few_addresses_are_kept() -> None:
    geocoder = Counting()
    addresses = Addresses(geocoder, clock=Clock())

    async def many() -> None:
        for number in range(KEPT + 1):
            await addresses.find(f"{number} rue de la Paix")
        await addresses.find("0 rue de la Paix")

    run(many())

    assert len(geocoder.asked) == KEPT + 2


def test_without_a_geocoder_it_says_that_there_is_none() -> None:
    found = run(Addresses().find(GUERET))

    assert not found.available
    assert not found.is_down
    assert found.note is not None
