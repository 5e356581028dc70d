"""One dataset of the catalogue, and every way to get it, as DCAT-AP."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from numna_geo.usecases.dataset_subjects import SUBJECTS
from numna_geo.usecases.dcat_words import (
    GEOJSON,
    PUBLIC,
    THEMES,
    Node,
    both,
    concept,
    day,
    media_type,
    moment,
    of_type,
    refer,
    without_nothing,
)
from numna_geo.usecases.describe_datasets import Description

_REGION = {
    "@id": "http://data.europa.eu/nuts/code/FRI",
    "@type": "dct:Location",
    "skos:prefLabel": {"@value": "Nouvelle-Aquitaine", "@language": "fr"},
}

_FILE_TYPES = {
    "text/csv": "CSV",
    "application/geo+json": "GEOJSON",
    "application/geo+json-seq": "GEOJSON",
    "application/geopackage+sqlite3": "GPKG",
    "application/vnd.apache.parquet": "PARQUET",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
}
"""Formats that the EU has a word for, by media type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFile:
    """A whole dataset as a file.

    Args:
        url: where to download it.
        name: of the file.
        title: of its format, such as `GeoPackage`.
        media_type: as it is sent.
        size: in bytes.
        sha256: of its bytes, in hexadecimal.
        issued: when it was written.
    """

    url: str
    name: str
    title: str
    media_type: str
    size: int
    sha256: str
    issued: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A dataset and where it can be had.

    Args:
        description: of the dataset.
        address: of its collection, which names it.
        record: of its ISO 19139 record.
        tiles: of its vector tiles.
        files: the whole dataset, as files.
    """

    description: Description
    address: str
    record: str
    tiles: str
    files: Sequence[OfferedFile] = ()


def dataset_node(offer: Offer, agent: Node, contact: Node, sources: str) -> Node:
    """What is said of a dataset.

    Args:
        offer: the dataset.
        agent: who publishes it.
        contact: whom to write to.
        sources: what tells of sources; each is a fragment of it.
    """
    told = offer.description
    offered = [{"@id": node["@id"]} for node in distributions(offer, None)]
    return without_nothing(
        {
            "@id": offer.address,
            "@type": "dcat:Dataset",
            "dct:identifier": offer.address,
            **_said(told),
            **_terms(told),
            **_where_and_when(told),
            "dct:publisher": refer(agent),
            "dcat:contactPoint": refer(contact),
            "prov:wasDerivedFrom": [
                {"@id": f"{sources}#{origin.key}"} for origin in told.origins
            ],
            "dcat:landingPage": {"@id": offer.address, "@type": "foaf:Document"},
            "foaf:page": {"@id": offer.record, "@type": "foaf:Document"},
            "dcat:distribution": offered,
        }
    )


def _said(told: Description) -> Node:
    dataset, lineage = told.dataset, told.lineage
    words = (*dataset.keywords, "Nouvelle-Aquitaine")
    return {
        "dct:title": both(dataset.title, dataset.title_en),
        "dct:description": both(dataset.description, dataset.description_en),
        "dcat:keyword": [{"@value": word, "@language": "fr"} for word in words],
        "dcat:theme": [
            {"@id": f"{THEMES}/{code}"} for code in SUBJECTS[dataset.key].themes
        ],
        "dct:language": [concept("language", "FRA", "dct:LinguisticSystem")],
        "dct:provenance": {
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": both(lineage.fr, lineage.en),
        },
    }


def _terms(told: Description) -> Node:
    """The licence, and whom it asks to cite."""
    licence = told.licence.uri
    return {
        "dct:license": {"@id": licence} if licence else None,
        "dct:rights": {
            "@type": "dct:RightsStatement",
            "rdfs:label": both(told.attribution, told.attribution_en),
        },
        "dct:accessRights": PUBLIC,
    }


def _where_and_when(told: Description) -> Node:
    return {
        "dct:spatial": _places(told),
        "dct:temporal": _days(told),
        "dct:accrualPeriodicity": concept("frequency", "IRREG", "dct:Frequency"),
        "dct:issued": moment(told.modified),
        "dct:modified": moment(told.modified),
        "dcat:version": str(told.version),
    }


def distributions(offer: Offer, service: Node | None) -> list[Node]:
    """Every way to get a dataset: files first, then the service and its tiles.

    Args:
        offer: the dataset.
        service: that serves it, where it is to be named.
    """
    common = _common(offer.description)
    through = {"dcat:accessService": refer(service)} if service else {}
    asked = {
        **common,
        **through,
        "@id": f"{offer.address}#features",
        "dct:title": both("OGC API - Features", "OGC API - Features"),
        "dcat:accessURL": {"@id": offer.address},
        "dcat:mediaType": media_type("application/geo+json"),
        "dct:format": _file_type("application/geo+json"),
    }
    tiles = {
        **common,
        **through,
        "@id": f"{offer.address}#tiles",
        "dct:title": both("Tuiles vectorielles (MVT)", "Vector tiles (MVT)"),
        "dcat:accessURL": {"@id": offer.tiles},
        "dcat:mediaType": media_type("application/vnd.mapbox-vector-tile"),
    }
    files = [_file(one, common) for one in offer.files]
    return [*files, without_nothing(asked), without_nothing(tiles)]


def _common(told: Description) -> Node:
    licence = told.licence.uri
    return {
        "@type": "dcat:Distribution",
        "dct:license": {"@id": licence} if licence else None,
        "dct:modified": moment(told.modified),
    }


def _file(file: OfferedFile, common: Node) -> Node:
    # A plain value: harvesters of rdflib make bytes of xsd:hexBinary, and store none.
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
        "spdx:checksumValue": file.sha256,
    }
    title = f"{file.title}, {file.name}"
    return without_nothing(
        {
            **common,
            "@id": file.url,
            "dct:title": both(title, title),
            "dcat:accessURL": {"@id": file.url},
            "dcat:downloadURL": {"@id": file.url},
            "dcat:mediaType": media_type(file.media_type),
            "dct:format": _file_type(file.media_type),
            "dcat:byteSize": of_type(str(file.size), "xsd:nonNegativeInteger"),
            "spdx:checksum": checksum,
            "dct:issued": moment(file.issued),
        }
    )


def _file_type(name: str) -> Node | None:
    code = _FILE_TYPES.get(name)
    return concept("file-type", code, "dct:MediaTypeOrExtent") if code else None


def _places(told: Description) -> list[Node]:
    if told.box is None:
        return [_REGION]
    west, south, east, north = told.box
    corners = [(west, south), (east, south), (east, north), (west, north)]
    ring = [list(corner) for corner in (*corners, corners[0])]
    text = ", ".join(f"{lon} {lat}" for lon, lat in ring)
    shape = {"type": "Polygon", "coordinates": [ring]}
    box = {
        "@type": "dct:Location",
        "dcat:bbox": of_type(f"POLYGON(({text}))", "gsp:wktLiteral"),
        "locn:geometry": of_type(json.dumps(shape), GEOJSON),
    }
    return [_REGION, box]


def _days(told: Description) -> Node | None:
    if told.days is None:
        return None
    first, last = told.days
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": day(first),
        "dcat:endDate": day(last),
    }
