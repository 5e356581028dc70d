"""The part of an ISO 19139 record that says what a dataset is, and on which terms."""

from collections.abc import Iterable
from datetime import date
from xml.etree.ElementTree import Element

from numna_geo.model.dataset import Dataset, Shape
from numna_geo.usecases.dataset_subjects import SUBJECTS
from numna_geo.usecases.describe_datasets import Description
from numna_geo.usecases.iso_elements import (
    coded,
    dated,
    in_both,
    language,
    linked,
    node,
    number,
    said,
)

_NO_LIMITATION = (
    "Pas de restriction d'accès public selon INSPIRE",
    "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/noLimitations",
)
_INSPIRE = "http://inspire.ec.europa.eu/theme"
_INSPIRE_TITLE, _INSPIRE_DAY = "GEMET - INSPIRE themes, version 1.0", date(2008, 6, 1)

OUTLINES_WITHIN_M = 50
"""How far a generalised outline may lie from the true one, in metres."""


def identification(description: Description, address: str, contact: Element) -> Element:
    """What the dataset is: words, terms, subjects, place and days.

    Args:
        description: of the dataset.
        address: its identifier.
        contact: whom to write to.
    """
    dataset = description.dataset
    return node(
        "gmd:MD_DataIdentification",
        node("gmd:citation", _citation(description, address)),
        in_both("gmd:abstract", dataset.description, dataset.description_en),
        in_both("gmd:credit", description.attribution, description.attribution_en),
        coded("gmd:status", "MD_ProgressCode", "onGoing"),
        node("gmd:pointOfContact", contact),
        node("gmd:resourceMaintenance", _maintenance()),
        *_keywords(dataset),
        *_terms(description),
        coded(
            "gmd:spatialRepresentationType",
            "MD_SpatialRepresentationTypeCode",
            "vector",
        ),
        *_resolution(dataset),
        language("gmd:language", "fre"),
        coded("gmd:characterSet", "MD_CharacterSetCode", "utf8"),
        *_topics(dataset),
        *_extent(description),
    )


def _citation(description: Description, address: str) -> Element:
    dataset = description.dataset
    day = description.modified.date() if description.modified else None
    return node(
        "gmd:CI_Citation",
        in_both("gmd:title", dataset.title, dataset.title_en),
        dated(day, "revision"),
        said("gmd:edition", str(description.version)),
        node("gmd:identifier", node("gmd:MD_Identifier", said("gmd:code", address))),
    )


def _maintenance() -> Element:
    often = coded(
        "gmd:maintenanceAndUpdateFrequency",
        "MD_MaintenanceFrequencyCode",
        "irregular",
    )
    return node("gmd:MD_MaintenanceInformation", often)


def _keywords(dataset: Dataset) -> list[Element]:
    found = [_words((said("gmd:keyword", word) for word in dataset.keywords), "theme")]
    found.append(_words([said("gmd:keyword", "Nouvelle-Aquitaine")], "place"))
    inspire = SUBJECTS[dataset.key].inspire
    if inspire is not None:
        code, title = inspire
        thesaurus = node(
            "gmd:CI_Citation",
            said("gmd:title", _INSPIRE_TITLE),
            dated(_INSPIRE_DAY, "publication"),
        )
        word = linked("gmd:keyword", title, f"{_INSPIRE}/{code}")
        found.append(_words([word], "theme", thesaurus))
    return found


def _words(
    words: Iterable[Element], kind: str, thesaurus: Element | None = None
) -> Element:
    of = () if thesaurus is None else (node("gmd:thesaurusName", thesaurus),)
    kinds = coded("gmd:type", "MD_KeywordTypeCode", kind)
    return node("gmd:descriptiveKeywords", node("gmd:MD_Keywords", *words, kinds, *of))


def _terms(description: Description) -> tuple[Element, Element]:
    """The licence, whom it asks to cite, and that anybody may have the data."""
    licence = description.licence
    use = node(
        "gmd:MD_LegalConstraints",
        said("gmd:useLimitation", f"Mention à faire : {description.attribution}"),
        coded("gmd:useConstraints", "MD_RestrictionCode", "otherRestrictions"),
        linked("gmd:otherConstraints", licence.name, licence.uri or ""),
    )
    access = node(
        "gmd:MD_LegalConstraints",
        coded("gmd:accessConstraints", "MD_RestrictionCode", "otherRestrictions"),
        linked("gmd:otherConstraints", *_NO_LIMITATION),
    )
    return node("gmd:resourceConstraints", use), node("gmd:resourceConstraints", access)


def _resolution(dataset: Dataset) -> list[Element]:
    if dataset.shape is Shape.POINT:
        return []
    within = node("gco:Distance", str(OUTLINES_WITHIN_M), attributes={"uom": "m"})
    resolution = node("gmd:MD_Resolution", node("gmd:distance", within))
    return [node("gmd:spatialResolution", resolution)]


def _topics(dataset: Dataset) -> list[Element]:
    return [
        node("gmd:topicCategory", node("gmd:MD_TopicCategoryCode", topic))
        for topic in SUBJECTS[dataset.key].topics
    ]


def _extent(description: Description) -> list[Element]:
    found = []
    if description.box:
        west, south, east, north = description.box
        box = node(
            "gmd:EX_GeographicBoundingBox",
            number("gmd:westBoundLongitude", west),
            number("gmd:eastBoundLongitude", east),
            number("gmd:southBoundLatitude", south),
            number("gmd:northBoundLatitude", north),
        )
        found.append(node("gmd:geographicElement", box))
    if description.days:
        first, last = description.days
        period = node(
            "gml:TimePeriod",
            node("gml:beginPosition", first.isoformat()),
            node("gml:endPosition", last.isoformat()),
            attributes={"gml:id": f"days-{description.dataset.key}"},
        )
        told = node("gmd:EX_TemporalExtent", node("gmd:extent", period))
        found.append(node("gmd:temporalElement", told))
    return [node("gmd:extent", node("gmd:EX_Extent", *found))] if found else []
