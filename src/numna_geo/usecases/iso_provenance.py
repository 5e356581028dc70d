"""The part of an ISO 19139 record that says how a dataset was made, and from what."""

from datetime import date
from xml.etree.ElementTree import Element

from numna_geo.usecases.describe_datasets import Description, Origin
from numna_geo.usecases.iso_elements import coded, dated, in_both, node, said


def quality(description: Description) -> Element:
    """The lineage of a dataset: what was done, then each source with its licence."""
    scope = node("gmd:DQ_Scope", coded("gmd:level", "MD_ScopeCode", "dataset"))
    told = description.lineage
    lineage = node(
        "gmd:LI_Lineage",
        in_both("gmd:statement", told.fr, told.en),
        *(node("gmd:source", _source(one)) for one in description.origins),
    )
    return node(
        "gmd:DQ_DataQuality",
        node("gmd:scope", scope),
        node("gmd:lineage", lineage),
    )


def _source(origin: Origin) -> Element:
    page = f" {origin.landing_page}" if origin.landing_page else ""
    text = f"{origin.title}. {origin.publisher}, {origin.licence.name}.{page}"
    citation = node(
        "gmd:CI_Citation",
        said("gmd:title", origin.title),
        dated(_day(origin.date), "publication"),
        said("gmd:edition", origin.date or "date inconnue"),
    )
    return node(
        "gmd:LI_Source",
        said("gmd:description", text),
        node("gmd:sourceCitation", citation),
    )


def _day(told: str | None) -> date | None:
    """A day that is one: years and quarters are told by the edition alone.

    >>> _day("2024-03-01"), _day("2026-T2"), _day("2022-12"), _day(None)
    (datetime.date(2024, 3, 1), None, None, None)
    """
    try:
        return date.fromisoformat(told or "")
    except ValueError:
        return None
