"""The list of France Services, as ANCT published it in 2022, in 2024 and since.

Source: ANCT, liste des structures France services. The list of 2022 calls two columns
otherwise and tells what moves in a column of its own; delimiters and quotes changed
too. No list gives a precision: a street with a number counts as an address, without one
as a street.
"""

import re
from pathlib import Path

from numna_geo.model.category import Category
from numna_geo.model.position import Precision
from numna_geo.model.structure import Status
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.hours import opening_hours
from numna_geo.sources.rows import RawPlace

KEY, FORMAT = "france_services_2024", "france_services"
FILES = (
    Path("structures/france-services-20240801-na.csv"),
    Path("structures/france-services-20240801-halo.csv"),
)

_DAYS = ("h_lundi", "h_mardi", "h_mercredi", "h_jeudi", "h_vendredi", "h_samedi")
_LABEL = ("labellisation_fs", "labellisation")
_MOVING = {"bus_équivalent", "itinérante", "mobile"}
_BY_APPOINTMENT = "Prise de rendez-vous possible"
_LABELLED = re.compile(r"(\d{2})/(\d{2})/(\d{4})")


def france_services(row: PublishedRow, number: int) -> RawPlace:
    """A row of the list, in our common layout."""
    street, more = text(row, "adresse"), text(row, "complement_adresse")
    by_appointment = (text(row, "prise_rdv") or "").lower() == "oui"
    return RawPlace(
        row_number=number,
        record_key=text(row, "id_fs"),
        name=text(row, "lib_fs"),
        category=Category.FRANCE_SERVICES.value,
        status=Status.OPEN.value,
        lon=text(row, "longitude"),
        lat=text(row, "latitude"),
        precision=_precision(street),
        street=", ".join(filter(None, (street, more))) or None,
        postcode=text(row, "code_postal"),
        city=text(row, "lib_com"),
        commune_code=text(row, "insee_com"),
        phone=text(row, "telephone"),
        email=text(row, "mail"),
        how_to_apply=_BY_APPOINTMENT if by_appointment else None,
        opening=opening_hours([text(row, day) or "" for day in _DAYS]),
        itinerant=_itinerant(row),
        labelled_on=labelled_on(next(filter(None, (text(row, c) for c in _LABEL)), "")),
        notes=text(row, "commentaire"),
    )


def labelled_on(told: str | None) -> str | None:
    """The date of the label, ISO 8601.

    >>> labelled_on("Espace labellisé 01/02/2020")
    '2020-02-01'
    """
    found = _LABELLED.search(told or "")
    return f"{found[3]}-{found[2]}-{found[1]}" if found else None


def _itinerant(row: PublishedRow) -> str | None:
    """Whether it moves: told by a column in 2022, by its format since."""
    told, kind = text(row, "itinerance"), text(row, "format_fs")
    if told is not None:
        return str(int(told.lower() == "oui"))
    return None if kind is None else str(int(kind.lower() in _MOVING))


def _precision(street: str | None) -> str:
    if not street:
        return Precision.COMMUNE.value
    return (Precision.ADDRESS if street[0].isdigit() else Precision.STREET).value


CONNECTORS = (
    Connector(
        key=FORMAT,
        title="France Services (ANCT)",
        columns=frozenset({"id_fs", "lib_fs", "insee_com", "code_postal", "lib_com"}),
        raw_place=france_services,
    ),
)
