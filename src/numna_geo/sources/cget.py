"""The list of third places of 2019, as published by CGET.

Source: CGET, mission coworking, tiers-lieux, 2019-06-13.
"""

from collections.abc import Iterator
from pathlib import Path

from numna_geo.model.category import Category
from numna_geo.model.position import Precision
from numna_geo.model.structure import Status
from numna_geo.sources.contacts import website
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.rows import RawPlace

KEY = "tiers_lieux_cget_2019"
FILE = Path("structures/tiers-lieux-cget-2019-na.csv")
HALO_FILE = Path("structures/tiers-lieux-cget-2019-halo.csv")

ADDRESS_SCORE, STREET_SCORE = 0.8, 0.5
"""Least score (0 to 1) of the geocoder for an address, and for a street."""

_COLUMNS = (
    "ID",
    "NOM_TL",
    "ADRESSE",
    "CP",
    "COMINIT",
    "INSEECOM",
    "NOMCOM",
    "WEB",
    "TYPO",
    "LAT",
    "LONG",
    "GEOCOD",
    "PRECISION",
    "INSEEMETRO",
)
_NO_CODE = "0"
_CATEGORIES = {
    "Tiers lieux à dominante coworking": Category.COWORKING,
    "Tiers lieux à dominante fablab": Category.FAB_LAB,
}
_PLACED_BY_HAND = "PLACE A LA MAIN"
# Rows beyond the border that another geocoder placed: its level of accuracy, 0 to 9.
_LEVELS = {"9": Precision.ADDRESS, "8": Precision.ADDRESS, "6": Precision.STREET}


def third_places(path: Path, *, in_region: bool) -> Iterator[RawPlace]:
    """Rows of the list in our layout, a blank or unknown typology left as it is.

    A row without an INSEE code keeps its 0 in the region, whose outlines will tell;
    beyond the border it takes the code that the list gives in another column. What
    stands for a web site and is none is left out: it may be a person's name.

    Raises:
        SourceUnreadable: the file is absent, or not in this layout.
    """
    for number, row in enumerate(published_rows(path, _COLUMNS), start=1):
        known = _CATEGORIES.get(row["TYPO"])
        yield RawPlace(
            row_number=number,
            record_key=row["ID"],
            name=row["NOM_TL"],
            category=known.value if known else row["TYPO"],
            status=Status.UNKNOWN.value,
            lon=row["LONG"],
            lat=row["LAT"],
            precision=precision(row["PRECISION"], geocoded=row["GEOCOD"]).value,
            street=row["ADRESSE"],
            postcode=row["CP"],
            city=row["COMINIT"] or row["NOMCOM"],
            commune_code=row["INSEECOM"] if in_region else _outside_code(row),
            website=row["WEB"] if website(row["WEB"] or None).value else None,
            in_region=in_region,
        )


def precision(score: str, *, geocoded: str) -> Precision:
    """How well a row is placed, after the score of the geocoder that placed it.

    A row placed by hand carries 0.99, which no geocoder gave: it counts as a street.

    >>> precision("0.94", geocoded="10 Rue de la Comédie").value
    'address'
    >>> precision("0.57", geocoded="Impasse de la Pomme d'Or").value
    'street'
    >>> precision("", geocoded="").value
    'unknown'
    """
    if not score:
        return Precision.UNKNOWN
    if geocoded == _PLACED_BY_HAND:
        return Precision.STREET
    if float(score) > 1:
        return _LEVELS.get(score, Precision.COMMUNE)
    if float(score) >= ADDRESS_SCORE:
        return Precision.ADDRESS
    return Precision.STREET if float(score) >= STREET_SCORE else Precision.COMMUNE


def _outside_code(row: dict[str, str]) -> str:
    return row["INSEEMETRO"] if row["INSEECOM"] == _NO_CODE else row["INSEECOM"]
