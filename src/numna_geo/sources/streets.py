"""Addresses in free text: the street, how near it places, the post office's line."""

import re
from dataclasses import dataclass

from numna_geo.model.position import Precision
from numna_geo.sources.connector import PublishedRow, text

_NUMBERED = re.compile(r"0*[1-9]\d{0,4}(?!\d)")
_LAST_LINE = re.compile(
    r"(?P<street>.*?)[\s,–—-]*(?<!\d)(?P<postcode>\d{5})(?!\d)[\s,–—-]*"
    r"(?P<city>\D[^,]*)?"
)


@dataclass(frozen=True, slots=True)
class WrittenAddress:
    """An address cut where its writer put the postcode."""

    street: str | None
    postcode: str | None
    city: str | None


def street(row: PublishedRow, *columns: str) -> str | None:
    """What several cells say of the street, told once each.

    >>> street({"adresse": "3 rue X", "complement": "bâtiment B"}, "adresse",
    ...        "complement")
    '3 rue X, bâtiment B'
    """
    parts = [text(row, column) for column in columns]
    return ", ".join(dict.fromkeys(filter(None, parts))) or None


def where(row: PublishedRow) -> dict[str, str | None]:
    """Point and address, as the schemas of mediation and inclusion both name them."""
    return {
        "lon": text(row, "longitude"),
        "lat": text(row, "latitude"),
        "precision": street_precision(text(row, "adresse")),
        "street": street(row, "adresse", "complement_adresse"),
        "postcode": text(row, "code_postal"),
        "city": text(row, "commune"),
        "commune_code": text(row, "code_insee"),
    }


def street_precision(written: str | None) -> str:
    """How well a point placed by this address can be trusted, for want of better.

    A number on a street makes an address; none, or 00, a street.

    >>> street_precision("12 bis rue X"), street_precision("00 Place du Château")
    ('address', 'street')
    >>> street_precision("Le bourg"), street_precision(None)
    ('street', 'commune')
    """
    if written is None:
        return Precision.COMMUNE.value
    numbered = _NUMBERED.match(written)
    return (Precision.ADDRESS if numbered else Precision.STREET).value


def cut_address(written: str | None) -> WrittenAddress:
    """Street, postcode and town of an address in one line.

    >>> cut_address("28-30 rue Lescourt – 33540 Blasimon")
    WrittenAddress(street='28-30 rue Lescourt', postcode='33540', city='Blasimon')
    >>> cut_address("Place Gambetta").street
    'Place Gambetta'
    """
    if written is None:
        return WrittenAddress(None, None, None)
    found = _LAST_LINE.fullmatch(written)
    if found is None:
        return WrittenAddress(written.strip(" ,–—-") or None, None, None)
    return WrittenAddress(found["street"] or None, found["postcode"], found["city"])
