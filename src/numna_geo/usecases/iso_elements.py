"""The small pieces that an ISO 19139 record is made of, each one element.

Names are written as they stand in the record, prefix first; `ROOT` says what the
prefixes stand for.
"""

from datetime import date
from xml.etree.ElementTree import Element

ROOT = {
    "xmlns:gmd": "http://www.isotc211.org/2005/gmd",
    "xmlns:gco": "http://www.isotc211.org/2005/gco",
    "xmlns:gmx": "http://www.isotc211.org/2005/gmx",
    "xmlns:gml": "http://www.opengis.net/gml/3.2",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.isotc211.org/2005/gmd "
    "http://schemas.opengis.net/iso/19139/20060504/gmd/gmd.xsd",
}

ENGLISH = "locale-eng"
"""The id of the locale that `in_both` refers to."""

_CODES = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
_LANGUAGES = "http://www.loc.gov/standards/iso639-2/"


def node(
    name: str, *inside: Element | str, attributes: dict[str, str] | None = None
) -> Element:
    """An element that holds others, or a text."""
    made = Element(name, attributes or {})
    for one in inside:
        if isinstance(one, str):
            made.text = one
        else:
            made.append(one)
    return made


def said(name: str, text: str) -> Element:
    """A property that is a text."""
    return node(name, node("gco:CharacterString", text))


def in_both(name: str, french: str, english: str) -> Element:
    """A property that is a text in French, and the same in English."""
    other = node(
        "gmd:LocalisedCharacterString", english, attributes={"locale": f"#{ENGLISH}"}
    )
    return node(
        name,
        node("gco:CharacterString", french),
        node("gmd:PT_FreeText", node("gmd:textGroup", other)),
        attributes={"xsi:type": "gmd:PT_FreeText_PropertyType"},
    )


def linked(name: str, text: str, address: str) -> Element:
    """A property that is a text with the address of what it means."""
    return node(name, node("gmx:Anchor", text, attributes={"xlink:href": address}))


def coded(name: str, codes: str, value: str) -> Element:
    """A property whose value is of a list of codes of ISO 19139."""
    told = {"codeList": f"{_CODES}#{codes}", "codeListValue": value}
    return node(name, node(f"gmd:{codes}", value, attributes=told))


def language(name: str, code: str) -> Element:
    """A property that is a language, by its code of ISO 639-2."""
    told = {"codeList": _LANGUAGES, "codeListValue": code}
    return node(name, node("gmd:LanguageCode", code, attributes=told))


def on_day(name: str, day: date | None) -> Element:
    """A property that is a day; one that nobody knows says so."""
    if day is None:
        return node(name, attributes={"gco:nilReason": "unknown"})
    return node(name, node("gco:Date", day.isoformat()))


def dated(day: date | None, kind: str) -> Element:
    """The date of a citation: of its `publication`, `revision` or `creation`."""
    told = node(
        "gmd:CI_Date",
        on_day("gmd:date", day),
        coded("gmd:dateType", "CI_DateTypeCode", kind),
    )
    return node("gmd:date", told)


def number(name: str, value: float) -> Element:
    """A property that is a decimal number."""
    return node(name, node("gco:Decimal", f"{value:.6f}".rstrip("0").rstrip(".")))
