"""Third places that the region Nouvelle-Aquitaine lists with the Coopérative.

Two layouts are described in public: that of 2021, with ids and degrees, and that of
2022, whose point is the geometry. No published file was at hand: tested on made
samples. Names, e-mails and phones of referents (`ct_*`, `pers_referente`) are never
read.

Source: Région Nouvelle-Aquitaine and La Coopérative Tiers-Lieux, « Les tiers-lieux »,
dictionary of 2021 and table `eco_tiers_lieux` of 2022.
"""

from numna_geo.model.structure import Status
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.dates import iso_day
from numna_geo.sources.derived_key import derived_key
from numna_geo.sources.files.features import LAT, LON
from numna_geo.sources.rows import RawPlace
from numna_geo.sources.streets import street_precision
from numna_geo.sources.third_places import third_place

OLDER_KEY = "tiers_lieux_na_2021"
KEY = "tiers_lieux_na_2022"


def older_place(row: PublishedRow, number: int) -> RawPlace:
    """A row of the layout of 2021 in our common layout."""
    street = text(row, "adresse")
    category, others = third_place([text(row, "typologie")])
    return RawPlace(
        row_number=number,
        record_key=text(row, "id"),
        name=text(row, "str_nom") or text(row, "nom"),
        category=category,
        other_categories=others,
        siret=text(row, "siret"),
        status=Status.UNKNOWN.value,
        lon=text(row, "x_wgs84"),
        lat=text(row, "y_wgs84"),
        precision=street_precision(street),
        street=street,
        postcode=text(row, "code_postal"),
        city=text(row, "nomcom"),
        commune_code=text(row, "numcom"),
        website=text(row, "url_web"),
    )


def raw_place(row: PublishedRow, number: int) -> RawPlace:
    """A row of the layout of 2022 in our common layout."""
    name, commune = text(row, "nom"), text(row, "Commune")
    parts = filter(None, (text(row, "num_rue"), text(row, "rue")))
    street = " ".join(parts) or None
    category, others = third_place([text(row, "typologie")])
    return RawPlace(
        row_number=number,
        record_key=derived_key(name, commune) if name else None,
        name=name,
        category=category,
        other_categories=others,
        status=Status.UNKNOWN.value,
        lon=text(row, LON),
        lat=text(row, LAT),
        precision=street_precision(street),
        street=street,
        postcode=text(row, "code_postal"),
        city=commune,
        phone=text(row, "telephone"),
        email=text(row, "courriel"),
        website=text(row, "url_web"),
        edited_on=iso_day(text(row, "date_maj")),
    )


CONNECTORS = (
    Connector(
        key=OLDER_KEY,
        title="Tiers-lieux de Nouvelle-Aquitaine, modèle de 2021",
        columns=frozenset(
            ["id", "typologie", "numcom", "nomcom", "url_web", "x_wgs84", "y_wgs84"]
        ),
        raw_place=older_place,
    ),
    Connector(
        key=KEY,
        title="Tiers-lieux de Nouvelle-Aquitaine, modèle de 2022",
        columns=frozenset(
            ["nom", "typologie", "mode_gestion", "acces_fibre", "rue", "Commune"]
        ),
        raw_place=raw_place,
    ),
)
