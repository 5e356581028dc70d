"""Elements of a map made with GoGoCarto: its `elements.json`.

Any subject may be on such a map. An element has a category where its map's categories,
or its name, say one of ours; the others are left out with that reason. `email` reads
« hidden » there. Hours and a word about them are read together, or not at all.

No published file was at hand: tested on made samples.

Source: GoGoCarto, ontology `gogofull` of its API.
"""

from numna_geo.model.structure import Status
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.dates import iso_day
from numna_geo.sources.hours import DAYS, by_day
from numna_geo.sources.lists import inner, inner_rows, items
from numna_geo.sources.rows import OF_NO_KIND, RawPlace
from numna_geo.sources.streets import street_precision
from numna_geo.sources.vocabulary import arranged, kinds_named

KEY = "gogocarto"

_HIDDEN = "hidden"
_HOURS_IN_WORDS = ("openHoursMoreInfos", "openHoursString")


def raw_place(row: PublishedRow, number: int) -> RawPlace:
    """One element in our common layout."""
    geo, address = inner(row, "geo"), inner(row, "address")
    name = text(row, "name") or text(row, "title")
    full = (text(one, "name") for one in inner_rows(row, "categoriesFull"))
    tags = (name, *items(row, "categories"), *full)
    category, others = arranged(frozenset().union(*map(kinds_named, tags)))
    street = text(address, "streetAddress")
    email = text(row, "email")
    return RawPlace(
        row_number=number,
        record_key=text(row, "id"),
        name=name,
        category=category or OF_NO_KIND,
        other_categories=others,
        status=Status.UNKNOWN.value,
        lon=text(geo, "longitude") or text(row, "longitude"),
        lat=text(geo, "latitude") or text(row, "latitude"),
        precision=street_precision(street),
        street=street,
        postcode=text(address, "postalCode"),
        city=text(address, "addressLocality"),
        phone=text(row, "telephone"),
        email=None if email == _HIDDEN else email,
        website=text(row, "website"),
        opening=_opening(row),
        edited_on=iso_day(text(row, "updatedAt")),
    )


def _opening(row: PublishedRow) -> str | None:
    hours = inner(row, "openHours")
    told = by_day((day, text(hours, day) or "") for day in DAYS)
    words = (text(row, column) for column in _HOURS_IN_WORDS)
    return " ".join(filter(None, (told, *words))) or None


CONNECTORS = (
    Connector(
        key=KEY,
        title="GoGoCarto, elements.json",
        columns=frozenset(["id", "name", "geo", "categories"]),
        raw_place=raw_place,
        items="data",
    ),
)
