"""The DCAT-AP catalogue of every dataset, for data.gouv.fr and PIGMA to harvest.

Source:
    DCAT-AP 3.0 (SEMIC); what data.gouv.fr reads of it, in the code of udata. Sources
    are `prov:Entity`, not `dcat:Dataset`: harvesters would list them as ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from numna_geo.model.licence import Licence
from numna_geo.model.publisher import Publisher
from numna_geo.usecases.dataset_subjects import SUBJECTS
from numna_geo.usecases.dataset_subjects import THEMES as TITLES
from numna_geo.usecases.dcat_dataset import Offer, dataset_node, distributions
from numna_geo.usecases.dcat_words import (
    CONTEXT,
    THEMES,
    Node,
    both,
    concept,
    moment,
    refer,
    without_nothing,
)
from numna_geo.usecases.describe_datasets import Origin

_TITLE = (
    "numNA Geo : accompagnement numérique en Nouvelle-Aquitaine",
    "numNA Geo: digital support in Nouvelle-Aquitaine",
)
_DESCRIPTION = (
    "Structures d'accompagnement et lieux d'accueil, très haut débit, territoires et"
    " écarts de couverture, avec sources, dates et méthode.",
    "Support structures and host places, broadband, territories and gaps in coverage,"
    " with sources, dates and method.",
)
_SERVICE = (
    "OGC API de numNA Geo (entités et tuiles)",
    "OGC API of numNA Geo (features and tiles)",
)
_CONFORMS = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where things are, each a whole address.

    Args:
        catalogue: of the catalogue itself.
        home: the page of the service.
        service: of the OGC API.
        reference: its OpenAPI document.
        sources: what tells of sources; each is a fragment of it.
    """

    catalogue: str
    home: str
    service: str
    reference: str
    sources: str


def catalogue(
    offers: Sequence[Offer], *, publisher: Publisher, addresses: Addresses
) -> Node:
    """The catalogue as JSON-LD, whole in itself: every node that is named is told.

    Args:
        offers: the datasets, with where each can be had.
        publisher: whom to cite and to write to.
        addresses: of what the catalogue names beside the datasets.
    """
    agent = _agent(publisher, addresses)
    contact = _contact(publisher, addresses)
    service = _service(offers, contact, addresses)
    graph = [
        _catalogue(offers, agent, service, addresses),
        *(dataset_node(one, agent, contact, addresses.sources) for one in offers),
        *(node for one in offers for node in distributions(one, service)),
        service,
        agent,
        contact,
        *_licences(offers),
        *_origins(offers, addresses.sources),
        *_vocabulary(),
    ]
    return {"@context": CONTEXT, "@graph": graph}


def _catalogue(
    offers: Sequence[Offer], agent: Node, service: Node, addresses: Addresses
) -> Node:
    known = [o.description.modified for o in offers if o.description.modified]
    licence = offers[0].description.licence.uri if offers else None
    return without_nothing(
        {
            "@id": addresses.catalogue,
            "@type": "dcat:Catalog",
            "dct:title": both(*_TITLE),
            "dct:description": both(*_DESCRIPTION),
            "dct:publisher": refer(agent),
            "dct:license": {"@id": licence} if licence else None,
            "dct:language": [concept("language", "FRA", "dct:LinguisticSystem")],
            "dct:modified": moment(max(known, default=None)),
            "foaf:homepage": {"@id": addresses.home, "@type": "foaf:Document"},
            "dcat:themeTaxonomy": {"@id": THEMES},
            "dcat:dataset": [{"@id": one.address} for one in offers],
            "dcat:service": [refer(service)],
        }
    )


def _service(offers: Sequence[Offer], contact: Node, addresses: Addresses) -> Node:
    licence = offers[0].description.licence.uri if offers else None
    return without_nothing(
        {
            "@id": addresses.service,
            "@type": "dcat:DataService",
            "dct:title": both(*_SERVICE),
            "dct:description": both(*_DESCRIPTION),
            "dcat:endpointURL": {"@id": addresses.service},
            "dcat:endpointDescription": {"@id": addresses.reference},
            "dct:conformsTo": [
                {"@id": uri, "@type": "dct:Standard"} for uri in _CONFORMS
            ],
            "dct:license": {"@id": licence} if licence else None,
            "dct:accessRights": concept(
                "access-right", "PUBLIC", "dct:RightsStatement"
            ),
            "dcat:contactPoint": refer(contact),
            "dcat:servesDataset": [{"@id": one.address} for one in offers],
        }
    )


def _agent(publisher: Publisher, addresses: Addresses) -> Node:
    return {
        "@id": f"{addresses.catalogue}#publisher",
        "@type": ["foaf:Agent", "foaf:Organization"],
        "foaf:name": publisher.name,
        "foaf:homepage": {"@id": publisher.url, "@type": "foaf:Document"},
    }


def _contact(publisher: Publisher, addresses: Addresses) -> Node:
    mail = publisher.contact.startswith("mailto:")
    return {
        "@id": f"{addresses.catalogue}#contact",
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": publisher.name,
        "vcard:hasEmail" if mail else "vcard:hasURL": {"@id": publisher.contact},
    }


def _licences(offers: Sequence[Offer]) -> list[Node]:
    """Every licence that has an address: ours, and those of sources."""
    found: dict[str, Licence] = {}
    for one in offers:
        told = one.description
        for licence in (told.licence, *(origin.licence for origin in told.origins)):
            if licence.uri:
                found[licence.uri] = licence
    return [
        {"@id": uri, "@type": "dct:LicenseDocument", "rdfs:label": licence.title}
        for uri, licence in found.items()
    ]


def _origins(offers: Sequence[Offer], sources: str) -> list[Node]:
    """Every source, once."""
    found = {origin.key: origin for one in offers for origin in one.description.origins}
    return [_origin(one, sources) for one in found.values()]


def _origin(origin: Origin, sources: str) -> Node:
    licence = origin.licence
    page = origin.landing_page
    return without_nothing(
        {
            "@id": f"{sources}#{origin.key}",
            "@type": "prov:Entity",
            "dct:title": {"@value": origin.title, "@language": "fr"},
            "dct:creator": {"@type": "foaf:Agent", "foaf:name": origin.publisher},
            "dct:date": origin.date,
            "dct:license": {"@id": licence.uri} if licence.uri else None,
            "dct:rights": {
                "@type": "dct:RightsStatement",
                "rdfs:label": licence.name,
            },
            "foaf:page": page and {"@id": page, "@type": "foaf:Document"},
        }
    )


def _vocabulary() -> list[Node]:
    """The themes that datasets name, with their titles."""
    used = dict.fromkeys(code for one in SUBJECTS.values() for code in one.themes)
    themes = [
        {
            "@id": f"{THEMES}/{code}",
            "@type": "skos:Concept",
            "skos:prefLabel": both(*TITLES[code]),
            "skos:inScheme": {"@id": THEMES},
        }
        for code in used
    ]
    scheme = {
        "@id": THEMES,
        "@type": "skos:ConceptScheme",
        "dct:title": both("Thèmes de données de l'UE", "Data themes of the EU"),
    }
    return [scheme, *themes]
