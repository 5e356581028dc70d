"""Fab labs of the world, as fablabs.io lists them: its `labs.json`.

A lab that is planned says so. Machines are needs: whoever has a laser cutter answers
« fabriquer, prototyper ». No published file was at hand: tested on made samples.

Source: fablabs.io, API, serializer of labs.
"""

import re
from urllib.parse import urlsplit

from numna_geo.model.category import Category
from numna_geo.model.structure import Status
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.lists import inner_rows, items
from numna_geo.sources.rows import RawPlace
from numna_geo.sources.streets import street, street_precision
from numna_geo.sources.vocabulary import needs_said

KEY = "fablabs"

_SEPARATORS = re.compile(r"[|;,]")
_PLANNED = {"planned", "planned_fab_lab"}
_CLOSED = {"closed"}
_ELSEWHERE = re.compile(
    r"(?:.*\.)?(?:facebook|twitter|x|instagram|linkedin|youtube|flickr|meetup|vimeo)"
    r"\.com|(?:.*\.)?fablabs\.io"
)


def raw_place(row: PublishedRow, number: int) -> RawPlace:
    """One lab in our common layout."""
    city, first_line = text(row, "city"), text(row, "address_1")
    # Many labs give their town where a street is asked for.
    told = None if first_line == city else first_line
    return RawPlace(
        row_number=number,
        record_key=text(row, "id"),
        name=text(row, "name"),
        category=Category.FAB_LAB.value,
        status=_status(row),
        lon=text(row, "longitude"),
        lat=text(row, "latitude"),
        precision=street_precision(told),
        street=street(row, "address_1", "address_2") if told else None,
        postcode=text(row, "postal_code"),
        city=city,
        phone=text(row, "phone"),
        email=text(row, "email"),
        website=_own_site(row),
        needs=needs_said(items(row, "capabilities", split=_SEPARATORS)),
    )


def _status(row: PublishedRow) -> str:
    told = {text(row, "kind_name"), text(row, "activity_status")}
    if told & _CLOSED:
        return Status.CLOSED.value
    return (Status.PLANNED if told & _PLANNED else Status.UNKNOWN).value


def _own_site(row: PublishedRow) -> str | None:
    """The first of its links that is no page on somebody else's site."""
    addresses = (text(link, "url") for link in inner_rows(row, "links"))
    return next((a for a in addresses if a and not _on_a_network(a)), None)


def _on_a_network(address: str) -> bool:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return False
    return bool(_ELSEWHERE.fullmatch(host or ""))


CONNECTORS = (
    Connector(
        key=KEY,
        title="fablabs.io, labs.json",
        columns=frozenset(
            ["id", "name", "kind_name", "slug", "address_1", "country_code"]
        ),
        raw_place=raw_place,
    ),
)
