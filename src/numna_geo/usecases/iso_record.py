"""The ISO 19139 record of a dataset: what a GeoNetwork, PIGMA's for one, harvests.

Source:
    ISO/TS 19139:2007, in the order of its schema; INSPIRE Technical Guidance for
    metadata 2.0.1 for constraints; the licence stands where GeoDCAT-AP looks for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, indent, tostring

from numna_geo.model.publisher import Publisher
from numna_geo.usecases.describe_datasets import Description
from numna_geo.usecases.iso_elements import (
    ENGLISH,
    ROOT,
    coded,
    language,
    node,
    on_day,
    said,
)
from numna_geo.usecases.iso_identification import identification
from numna_geo.usecases.iso_provenance import quality

_CRS = "http://www.opengis.net/def/crs/EPSG/0"
_CODES = ("4326", "2154", "3857")


@dataclass(frozen=True, slots=True, kw_only=True)
class Online:
    """Somewhere to get a dataset from.

    `function` is `download` or `information`, `protocol` what GeoNetwork knows it by.
    """

    url: str
    protocol: str
    name: str
    function: str = "download"


def iso_record(
    description: Description,
    *,
    address: str,
    publisher: Publisher,
    online: Sequence[Online],
    formats: Sequence[str],
) -> bytes:
    """The record of a dataset, as XML.

    Args:
        description: of the dataset.
        address: of the dataset; its identifier is made of it.
        publisher: whom to cite and to write to.
        online: where to get it from.
        formats: that it can be had in, such as `GeoPackage`.
    """
    day = description.modified.date() if description.modified else None
    parts = (
        *_head(address, publisher, day),
        *(_reference_system(code) for code in _CODES),
        node(
            "gmd:identificationInfo",
            identification(description, address, responsible(publisher)),
        ),
        _distribution(publisher, online, formats),
        node("gmd:dataQualityInfo", quality(description)),
    )
    record = node("gmd:MD_Metadata", *parts, attributes=dict(ROOT))
    indent(record)
    written: bytes = tostring(record, encoding="utf-8", xml_declaration=True)
    return written


def _head(address: str, publisher: Publisher, day: date | None) -> tuple[Element, ...]:
    return (
        said("gmd:fileIdentifier", str(uuid5(NAMESPACE_URL, address))),
        language("gmd:language", "fre"),
        coded("gmd:characterSet", "MD_CharacterSetCode", "utf8"),
        coded("gmd:hierarchyLevel", "MD_ScopeCode", "dataset"),
        node("gmd:contact", responsible(publisher)),
        on_day("gmd:dateStamp", day),
        said("gmd:metadataStandardName", "ISO 19115:2003/19139"),
        said("gmd:metadataStandardVersion", "1.0"),
        said("gmd:dataSetURI", address),
        node("gmd:locale", _english()),
    )


def _english() -> Element:
    return node(
        "gmd:PT_Locale",
        language("gmd:languageCode", "eng"),
        coded("gmd:characterEncoding", "MD_CharacterSetCode", "utf8"),
        attributes={"id": ENGLISH},
    )


def responsible(publisher: Publisher, role: str = "pointOfContact") -> Element:
    """Whom to cite and to write to."""
    mail = publisher.contact.removeprefix("mailto:")
    reached: tuple[Element, ...] = (
        node("gmd:onlineResource", _resource(url=publisher.url)),
    )
    if mail != publisher.contact:
        address = node("gmd:CI_Address", said("gmd:electronicMailAddress", mail))
        reached = (node("gmd:address", address), *reached)
    else:
        reached = (node("gmd:onlineResource", _resource(url=publisher.contact)),)
    return node(
        "gmd:CI_ResponsibleParty",
        said("gmd:organisationName", publisher.name),
        node("gmd:contactInfo", node("gmd:CI_Contact", *reached)),
        coded("gmd:role", "CI_RoleCode", role),
    )


def _reference_system(code: str) -> Element:
    identifier = node("gmd:RS_Identifier", said("gmd:code", f"{_CRS}/{code}"))
    system = node(
        "gmd:MD_ReferenceSystem", node("gmd:referenceSystemIdentifier", identifier)
    )
    return node("gmd:referenceSystemInfo", system)


def _distribution(
    publisher: Publisher, online: Sequence[Online], formats: Sequence[str]
) -> Element:
    offered = (_format(name) for name in formats)
    contact = responsible(publisher, "distributor")
    distributor = node("gmd:MD_Distributor", node("gmd:distributorContact", contact))
    lines = (
        node(
            "gmd:onLine",
            _resource(
                url=one.url,
                protocol=one.protocol,
                name=one.name,
                function=one.function,
            ),
        )
        for one in online
    )
    options = node("gmd:MD_DigitalTransferOptions", *lines)
    found = node(
        "gmd:MD_Distribution",
        *(node("gmd:distributionFormat", one) for one in offered),
        node("gmd:distributor", distributor),
        node("gmd:transferOptions", options),
    )
    return node("gmd:distributionInfo", found)


def _format(name: str) -> Element:
    unsaid = node("gmd:version", attributes={"gco:nilReason": "inapplicable"})
    return node("gmd:MD_Format", said("gmd:name", name), unsaid)


def _resource(
    *,
    url: str,
    protocol: str = "WWW:LINK-1.0-http--link",
    name: str | None = None,
    function: str = "information",
) -> Element:
    named = (said("gmd:name", name),) if name else ()
    return node(
        "gmd:CI_OnlineResource",
        node("gmd:linkage", node("gmd:URL", url)),
        said("gmd:protocol", protocol),
        *named,
        coded("gmd:function", "CI_OnLineFunctionCode", function),
    )
