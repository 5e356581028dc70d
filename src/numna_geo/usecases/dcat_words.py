"""The words of DCAT: prefixes, vocabularies of the EU, values as in JSON-LD.

Source:
    DCAT-AP 3.0 (SEMIC); JSON-LD 1.1. The French text of a pair comes first: harvesters
    that keep one language keep the first they meet.
"""

from datetime import date, datetime
from typing import Any

Node = dict[str, Any]

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gsp": "http://www.opengis.net/ont/geosparql#",
    "locn": "http://www.w3.org/ns/locn#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_EU = "http://publications.europa.eu/resource/authority"
THEMES = f"{_EU}/data-theme"
_IANA = "https://www.iana.org/assignments/media-types"
GEOJSON = f"{_IANA}/application/vnd.geo+json"


def both(french: str, english: str) -> list[Node]:
    """A text in French, then in English."""
    return [
        {"@value": french, "@language": "fr"},
        {"@value": english, "@language": "en"},
    ]


def of_type(value: str, kind: str) -> Node:
    """A value of a type, such as `xsd:date`."""
    return {"@value": value, "@type": kind}


def moment(when: datetime | None) -> Node | None:
    """A moment; nothing where nobody knows."""
    return of_type(when.isoformat(), "xsd:dateTime") if when else None


def day(when: date) -> Node:
    """A day."""
    return of_type(when.isoformat(), "xsd:date")


def concept(scheme: str, code: str, kind: str) -> Node:
    """A word of a vocabulary of the EU, such as `frequency`, `IRREG`."""
    return {"@id": f"{_EU}/{scheme}/{code}", "@type": kind}


PUBLIC = concept("access-right", "PUBLIC", "dct:RightsStatement")


def media_type(name: str) -> Node:
    """A media type as IANA registers it."""
    return {"@id": f"{_IANA}/{name}", "@type": "dct:MediaType"}


def refer(node: Node) -> Node:
    """The address of a node that is told elsewhere."""
    return {"@id": node["@id"]}


def without_nothing(node: Node) -> Node:
    """The same without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, [], "")}
