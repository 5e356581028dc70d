"""The list of third places of 2019, as published by CGET.

Source: CGET, mission coworking, tiers-lieux, 2019-06-13.
"""

from pathlib import Path

from numna_geo.model.category import Category
from numna_geo.model.position import Precision
from numna_geo.model.structure import Status
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.rows import RawPlace
from numna_geo.sources.websites import website

KEY = "tiers_lieux_cget_2019"
FILES = (
    Path("structures/tiers-lieux-cget-2019-na.csv"),
    Path("structures/tiers-lieux-cget-2019-halo.csv"),
)

ADDRESS_SCORE, STREET_SCORE = 0.8, 0.5
"""Least score (0 to 1) of the geocoder for an address, and for a street."""

_CATEGORIES = {
    "Tiers lieux à dominante coworking": Category.COWORKING.value,
    "Tiers lieux à dominante fablab": Category.FAB_LAB.value,
}
_PLACED_BY_HAND = "PLACE A LA MAIN"
# Rows beyond the border that another geocoder placed: its level of accuracy, 0 to 9.
_LEVELS = {"9": Precision.ADDRESS, "8": Precision.ADDRESS, "6": Precision.STREET}


def third_place(row: PublishedRow, number: int) -> RawPlace:
    """A row of the list, a blank or unknown typology left as it is.

    A row without an INSEE code keeps its 0: its point will tell. What stands for a web
    site and is none is left out: it may be a person's name.
    """
    kind, web = text(row, "TYPO"), text(row, "WEB")
    return RawPlace(
        row_number=number,
        record_key=text(row, "ID"),
        name=text(row, "NOM_TL"),
        category=_CATEGORIES.get(kind or "", kind),
        status=Status.UNKNOWN.value,
        lon=text(row, "LONG"),
        lat=text(row, "LAT"),
        precision=precision(text(row, "PRECISION"), geocoded=text(row, "GEOCOD")).value,
        street=text(row, "ADRESSE"),
        postcode=text(row, "CP"),
        city=text(row, "COMINIT") or text(row, "NOMCOM"),
        commune_code=text(row, "INSEECOM"),
        website=web if website(web).value else None,
    )


def precision(score: str | None, *, geocoded: str | None) -> Precision:
    """How well a row is placed, after the score of the geocoder that placed it.

    A row placed by hand carries 0.99, which no geocoder gave: it counts as a street.

    >>> precision("0.94", geocoded="10 Rue de la Comédie").value
    'address'
    >>> precision("0.57", geocoded="Impasse de la Pomme d'Or").value
    'street'
    >>> precision(None, geocoded=None).value, precision("?", geocoded=None).value
    ('unknown', 'unknown')
    """
    value = _number(score)
    if score is None or value is None:
        return Precision.UNKNOWN
    if geocoded == _PLACED_BY_HAND:
        return Precision.STREET
    if value > 1:
        return _LEVELS.get(score, Precision.COMMUNE)
    if value >= ADDRESS_SCORE:
        return Precision.ADDRESS
    return Precision.STREET if value >= STREET_SCORE else Precision.COMMUNE


def _number(score: str | None) -> float | None:
    try:
        return float((score or "").replace(",", "."))
    except ValueError:
        return None


CONNECTORS = (
    Connector(
        key="cget",
        title="third places of the mission coworking (CGET, 2019)",
        columns=frozenset(
            {"ID", "NOM_TL", "TYPO", "COMINIT", "INSEECOM", "LAT", "LONG"}
        ),
        raw_place=third_place,
    ),
)
