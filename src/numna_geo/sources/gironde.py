"""Places of digital inclusion in the Gironde, as the department listed them in 2021.

Its columns of coordinates are swapped: `Coord. X` holds the latitude. They are handed
on as published, so that the mending shows in the report. The postcode stands in the
text of the address; rows have no id, and take one from their name and commune.

Source: Département de la Gironde, inclusion numérique, 2021-12 (licence to confirm).
"""

import re

from numna_geo.model.category import Category
from numna_geo.model.structure import Status
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.dates import iso_day
from numna_geo.sources.derived_key import derived_key
from numna_geo.sources.lists import items
from numna_geo.sources.rows import RawPlace
from numna_geo.sources.streets import cut_address, street_precision
from numna_geo.sources.vocabulary import (
    arranged,
    kinds_named,
    needs_said,
    stages_said,
)

KEY = "gironde"

_MEDIATION = frozenset({Category.DIGITAL_MEDIATION})

_SLASHES = re.compile(r"\s+/\s+")
_YES, _NO = "Oui", "Non"
_NO_SITE = {"@", "-", "0"}


def raw_place(row: PublishedRow, number: int) -> RawPlace:
    """One row in our common layout, coordinates in the columns they were put in."""
    name, commune = text(row, "Lieu"), text(row, "Commune")
    address = cut_address(text(row, "Adresse postale"))
    services = items(row, "services", split=_SLASHES)
    category, others = arranged(_MEDIATION | kinds_named(name))
    website = text(row, "Site internet")
    return RawPlace(
        row_number=number,
        record_key=derived_key(name, commune) if name else None,
        name=name,
        category=category,
        other_categories=others,
        status=Status.UNKNOWN.value,
        lon=text(row, "Coord. X"),
        lat=text(row, "Coord. Y"),
        precision=street_precision(address.street),
        street=address.street,
        postcode=address.postcode,
        city=commune or address.city,
        phone=text(row, "Téléphone"),
        email=text(row, "Email"),
        website=None if website in _NO_SITE else website,
        needs=needs_said(services),
        stages=stages_said(services),
        edited_on=iso_day(text(row, "Dernière MAJ")),
        notes=_notes(row),
    )


def _notes(row: PublishedRow) -> str | None:
    """Whether somebody is there to help, which the list asks of each place."""
    mediator = text(row, "Présence d'un médiateur")
    told = {
        _YES: "Un médiateur numérique est présent.",
        _NO: "Sans médiateur numérique.",
    }
    visits = {_YES: "Propose des permanences."}
    permanence = text(row, "Proposition de permanence")
    sentences = (told.get(mediator or ""), visits.get(permanence or ""))
    return " ".join(filter(None, sentences)) or None


CONNECTORS = (
    Connector(
        key=KEY,
        title="Inclusion numérique en Gironde, 2021",
        columns=frozenset(
            [
                *("Lieu", "Commune", "Adresse postale", "Coord. X", "Coord. Y"),
                *("Présence d'un médiateur", "Proposition de permanence"),
            ]
        ),
        raw_place=raw_place,
    ),
)
