"""Places of digital inclusion in the Pyrénées-Atlantiques, from a survey of 2022.

The columns `result_*` are those of the geocoder of the Base adresse nationale: its
kind of result and its score say how near the point may be. Rows have no id, and take
one from name and address: a row that somebody sent twice has the same.

Source: La Fibre64, inclusion numérique, 2022 (licence to confirm).
"""

from numna_geo.model.category import Category
from numna_geo.model.position import Precision
from numna_geo.model.structure import Status
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.derived_key import derived_key
from numna_geo.sources.rows import RawPlace
from numna_geo.sources.streets import street
from numna_geo.sources.vocabulary import arranged, kinds_named, needs_said

KEY = "fibre64"

_MEDIATION = frozenset({Category.DIGITAL_MEDIATION})

ADDRESS_SCORE, STREET_SCORE = 0.8, 0.5
"""Least score (0 to 1) of the geocoder for an address, and for a street."""

_NAME, _ADDRESS = "Nomdelastructure", "Adressenumeronomdelavoie"
_MAIN = "Monaccompagnementactiviteprincipaleuneseulereponse"
_TICKED = "X"
_OFTEN = {"Souvent", "De temps en temps"}
_OFFERS = {
    "Demarchesadministratives": "Demarches administratives",
    "InitiationaunumeriqueFormationApprentissagePerfectionnement": (
        "Initiation au numerique : Formation - Apprentissage - Perfectionnement"
    ),
    "Accesadesequipementsetuneconnexioninternet": (
        "Acces a des equipements et une connexion internet"
    ),
}
_WAYS = {
    "Enlibreacces": "En libre accès.",
    "Surrendezvousinscription": "Sur rendez-vous ou sur inscription.",
    "Adomicilesouscertainesconditions": "À domicile, sous conditions.",
    "Enitinerance": "En itinérance.",
}
_KINDS = {
    "housenumber": Precision.ADDRESS,
    "street": Precision.STREET,
    "locality": Precision.STREET,
    "municipality": Precision.COMMUNE,
}


def raw_place(row: PublishedRow, number: int) -> RawPlace:
    """One row in our common layout; the column of referents is never read."""
    name, address = text(row, _NAME), text(row, _ADDRESS)
    category, others = arranged(_MEDIATION | kinds_named(name))
    ways = (told for way, told in _WAYS.items() if text(row, way) == _TICKED)
    offers = [told for offer, told in _OFFERS.items() if text(row, offer) in _OFTEN]
    return RawPlace(
        row_number=number,
        record_key=derived_key(name, address, text(row, "Ville")) if name else None,
        name=name,
        category=category,
        other_categories=others,
        status=Status.UNKNOWN.value,
        lon=text(row, "longitude"),
        lat=text(row, "latitude"),
        precision=precision(text(row, "result_type"), text(row, "result_score")),
        street=street(row, _ADDRESS, "Complementdadresseexquartier..."),
        postcode=text(row, "Codepostal"),
        city=text(row, "Ville"),
        commune_code=text(row, "result_citycode"),
        phone=text(row, "Telephone"),
        email=text(row, "Adressemail"),
        website=text(row, "SiteWeb"),
        how_to_apply=" ".join(ways) or None,
        opening=text(row, "Leshorairesdemastructure"),
        needs=needs_said(tuple(filter(None, (text(row, _MAIN), *offers)))),
    )


def precision(kind: str | None, score: str | None) -> str:
    """How well the geocoder placed a row: no better than its kind, nor than its score.

    >>> precision("housenumber", "0.96"), precision("housenumber", "0.59")
    ('address', 'street')
    >>> precision("street", "0.48"), precision("municipality", "0.99")
    ('commune', 'commune')
    >>> precision(None, "?")
    'unknown'
    """
    by_kind = _KINDS.get(kind or "")
    try:
        value = float(score or "")
    except ValueError:
        by_kind = None
        value = 0.0
    if by_kind is None:
        return Precision.UNKNOWN.value
    if value < STREET_SCORE:
        return Precision.COMMUNE.value
    if value < ADDRESS_SCORE and by_kind is Precision.ADDRESS:
        return Precision.STREET.value
    return by_kind.value


CONNECTORS = (
    Connector(
        key=KEY,
        title="Inclusion numérique en Pyrénées-Atlantiques, La Fibre64, 2022",
        columns=frozenset(
            [_NAME, _ADDRESS, "Leshorairesdemastructure", "result_type", *_OFFERS]
        ),
        raw_place=raw_place,
    ),
)
