"""Addresses that do not lie where they say are not believed."""

import asyncio
from collections.abc import Sequence

import pytest

from numna_geo.bundle import DATA
from numna_geo.geocoding.geocoder import Address
from numna_geo.model.position import Position
from numna_geo.usecases.check_address import read_outlines
from numna_geo.usecases.find_addresses import Addresses


def address(code: str | None, lon: float, lat: float, postcode: str = "") -> Address:
    return Address(
        id="1",
        label="12 rue du Lac",
        context="",
        position=Position(lon=lon, lat=lat),
        score=0.9,
        precision="housenumber",
        commune_code=code,
        postcode=postcode or None,
    )


@pytest.mark.parametrize(
    ("told", "is_held"),
    [
        (address("23096", 1.8713, 46.1702), True),  # Guéret
        (address("33063", 1.8713, 46.1702), False),  # Bordeaux, at Guéret
        (address("23096", 2.3522, 48.8566), False),  # Guéret, in Paris
        (address("16004", 0.1567, 45.6500), True),  # a former code, in its department
        (address("16004", 1.8713, 46.1702), False),
        (address(None, 1.8713, 46.1702, "23000"), True),
        (address(None, 1.8713, 46.1702, "33000"), False),
        (address("87085", 1.8713, 46.1702), False),  # Limoges, at Guéret
        (address("31555", 1.4437, 43.6045), True),  # Toulouse
        (address("31555", 1.8713, 46.1702), False),
        (address("31555", 2.3522, 48.8566), False),
        (address("75056", 1.8713, 46.1702), False),
    ],
)
def test_an_address_must_lie_in_its_commune(told: Address, is_held: bool) -> None:
    assert read_outlines(DATA).hold(told) is is_held


def test_those_that_do_not_are_dropped() -> None:
    class Geocoder:
        credit = "of a test"

        def addresses(self, text: str, *, limit: int) -> Sequence[Address]:
            assert limit
            return [address("33063", 1.8713, 46.1702), address("23096", 1.87, 46.17)]

    asked = Addresses(Geocoder(), outlines=lambda: read_outlines(DATA))
    found = asyncio.run(asked.find("12 rue du Lac"))

    assert [one.commune_code for one in found.addresses] == ["23096"]
