"""Places of OpenStreetMap, from a GeoJSON extract: ODbL, kept in a table apart.

| tags | category |
| --- | --- |
| amenity=coworking_space, office=coworking, office=coworking_space | coworking |
| leisure=hackerspace, amenity=makerspace, a tag fablab or hackerspace | fab lab |
| office or amenity whose name or operator says « France services » | France Services |
| amenity=community_centre, coworking… whose name says « tiers-lieu » | third place |
| amenity=library with internet_access=terminal | digital mediation |

A library with Wi-Fi alone helps nobody with the digital world, and is left out, as is
what carries none of these. `check_date` is the day somebody looked: `verified_on`.

Tested on made samples, in the shape of Overpass and of osmtogeojson.

Source: OpenStreetMap wiki, the keys named above, `check_date`, `ref:FR:SIRET`.
"""

import re

from numna_geo.model.category import Category
from numna_geo.model.position import Precision
from numna_geo.model.structure import Status
from numna_geo.sources.connector import Connector, Feeds, PublishedRow, text
from numna_geo.sources.files.features import LAT, LON
from numna_geo.sources.rows import OF_NO_KIND, RawPlace
from numna_geo.sources.vocabulary import arranged, kinds_named

KEY = "osm"

_TAGS = {
    ("amenity", "coworking_space"): Category.COWORKING,
    ("office", "coworking"): Category.COWORKING,
    ("office", "coworking_space"): Category.COWORKING,
    ("leisure", "hackerspace"): Category.FAB_LAB,
    ("amenity", "makerspace"): Category.FAB_LAB,
    ("amenity", "fablab"): Category.FAB_LAB,
}
_KEYS = ("amenity", "office", "leisure")
_MAKING = ("fablab", "hackerspace")
_NO = {"no", "0"}
_NAMED = frozenset({Category.FRANCE_SERVICES, Category.THIRD_PLACE})
_TIMES_ONLY = re.compile(r"\d{1,2}:\d\d-\d{1,2}:\d\d(?:,\s?\d{1,2}:\d\d-\d{1,2}:\d\d)*")


def raw_place(row: PublishedRow, number: int) -> RawPlace:
    """One object in our common layout."""
    name = text(row, "name")
    category, others = arranged(frozenset(kinds(row)))
    number_and_street = (text(row, "addr:housenumber"), text(row, "addr:street"))
    return RawPlace(
        row_number=number,
        record_key=text(row, "@id") or text(row, "id"),
        name=name,
        category=category or OF_NO_KIND,
        other_categories=others,
        organisation=text(row, "operator"),
        siret=text(row, "ref:FR:SIRET"),
        status=Status.UNKNOWN.value,
        lon=text(row, LON),
        lat=text(row, LAT),
        precision=Precision.ADDRESS.value,
        street=" ".join(filter(None, number_and_street)) or text(row, "addr:place"),
        postcode=text(row, "addr:postcode"),
        city=text(row, "addr:city"),
        commune_code=text(row, "ref:INSEE"),
        phone=text(row, "contact:phone") or text(row, "phone"),
        email=text(row, "contact:email") or text(row, "email"),
        website=text(row, "contact:website") or text(row, "website"),
        opening=_opening(text(row, "opening_hours")),
        verified_on=text(row, "check_date"),
    )


def kinds(row: PublishedRow) -> set[Category]:
    """Categories that the tags of an object say.

    >>> kinds({"amenity": "library", "internet_access": "terminal"})
    {<Category.DIGITAL_MEDIATION: 'digital_mediation'>}
    >>> kinds({"amenity": "library", "internet_access": "wlan"})
    set()
    """
    values = [(key, text(row, key)) for key in _KEYS]
    found = {_TAGS[pair] for pair in values if pair in _TAGS}
    if any(text(row, key) not in {None, *_NO} for key in _MAKING):
        found.add(Category.FAB_LAB)
    if any(value for _, value in values):
        told = kinds_named(text(row, "name")) | kinds_named(text(row, "operator"))
        found |= told & _NAMED
    if text(row, "amenity") == "library" and text(row, "internet_access") == "terminal":
        found.add(Category.DIGITAL_MEDIATION)
    return found


def _opening(hours: str | None) -> str | None:
    """Hours without a day are every day's there."""
    return f"Mo-Su {hours}" if hours and _TIMES_ONLY.fullmatch(hours) else hours


CONNECTORS = (
    Connector(
        key=KEY,
        title="OpenStreetMap, GeoJSON",
        columns=frozenset(["@id", "name"]),
        raw_place=raw_place,
        feeds=Feeds.OSM_PLACES,
    ),
)
