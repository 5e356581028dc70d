"""Third places of France Tiers-Lieux: its map, and the census of 2023.

The map's objects are those of Communecter; the census is its sheet of identities, which
has no coordinates. No published file was at hand: the columns are those that public
programs read, and both were tested on made samples. Fixed lines are read, mobiles are
not: they are somebody's.

Source: France Tiers-Lieux, cartography; recensement des tiers-lieux en France, 2023,
file 01, fiche identité.
"""

import re

from numna_geo.model.structure import Status
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.dates import iso_day
from numna_geo.sources.hours import by_day
from numna_geo.sources.lists import inner, inner_rows, items
from numna_geo.sources.mednum_words import organisation
from numna_geo.sources.rows import OF_NO_KIND, RawPlace
from numna_geo.sources.streets import street_precision
from numna_geo.sources.third_places import third_place

MAP_KEY = "france_tiers_lieux"
CENSUS_KEY = "france_tiers_lieux_2023"

_COMMAS = re.compile(r",")


def map_place(row: PublishedRow, number: int) -> RawPlace:
    """One object of the map in our common layout."""
    geo, address = inner(row, "geo"), inner(row, "address")
    families = items(row, "typePlace", split=_COMMAS)
    category, others = third_place(families)
    street = text(address, "streetAddress")
    return RawPlace(
        row_number=number,
        record_key=_key(row),
        name=text(row, "name"),
        category=category or OF_NO_KIND,
        other_categories=others,
        organisation=organisation(text(row, "holderOrganization")),
        status=Status.UNKNOWN.value,
        lon=text(geo, "longitude"),
        lat=text(geo, "latitude"),
        precision=street_precision(street),
        street=street,
        postcode=text(address, "postalCode"),
        city=text(address, "addressLocality"),
        commune_code=text(address, "codeInsee"),
        phone=text(row, "telephone") or _fixed_line(row),
        email=text(row, "email"),
        website=text(row, "url"),
        opening=_opening(row),
        edited_on=iso_day(text(row, "modified")),
    )


def census_place(row: PublishedRow, number: int) -> RawPlace:
    """One answer to the census in our common layout."""
    street = text(row, "ADRESSE")
    category, others = third_place([])
    return RawPlace(
        row_number=number,
        record_key=text(row, "ID_UNIQUE"),
        name=text(row, "NOM"),
        category=category or OF_NO_KIND,
        other_categories=others,
        organisation=organisation(text(row, "NOM_STRC_PORT")),
        status=Status.UNKNOWN.value,
        precision=street_precision(street),
        street=street,
        postcode=text(row, "CODPOST"),
        city=text(row, "VILLE"),
        commune_code=text(row, "Insee"),
        website=text(row, "INTERNET"),
    )


def _key(row: PublishedRow) -> str | None:
    inside = text(inner(row, "_id"), "$id") or text(inner(row, "_id"), "$oid")
    return text(row, "id") or text(row, "_id") or inside or text(row, "slug")


def _fixed_line(row: PublishedRow) -> str | None:
    return next(iter(items(inner(row, "telephone"), "fixe")), None)


def _opening(row: PublishedRow) -> str | None:
    days = inner_rows(row, "openingHours")
    return by_day((text(day, "dayOfWeek") or "?", _spans(day)) for day in days)


def _spans(day: PublishedRow) -> str:
    spans = inner_rows(day, "hours")
    return ",".join(f"{text(one, 'opens')}-{text(one, 'closes')}" for one in spans)


CONNECTORS = (
    Connector(
        key=MAP_KEY,
        title="France Tiers-Lieux, cartographie",
        columns=frozenset(["name", "address", "geo", "typePlace"]),
        raw_place=map_place,
        items="results",
    ),
    Connector(
        key=CENSUS_KEY,
        title="Recensement des tiers-lieux 2023, fiche identité",
        columns=frozenset(
            ["ID_UNIQUE", "NOM", "NOM_STRC_PORT", "ADRESSE", "CODPOST", "VILLE"]
        ),
        raw_place=census_place,
    ),
)
