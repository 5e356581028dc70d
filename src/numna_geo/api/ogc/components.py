"""Components of the OpenAPI document that are the same for every collection."""

from typing import Any

from numna_geo.api.ogc.crs import CRS84, SYSTEMS
from numna_geo.api.ogc.items_asked import FARTHEST, LIMIT, MOST
from numna_geo.api.ogc.operations import PROBLEMS, Json, in_query, ref
from numna_geo.api.problems import MEDIA_TYPE
from numna_geo.filtering import LANGUAGES

_TEXT: Json = {"type": "string"}
_TEXTS: Json = {"type": "array", "items": _TEXT}
_LINKS: Json = {"type": "array", "items": ref("schemas", "link")}


def _object(required: tuple[str, ...], **properties: Json) -> Json:
    told = {"type": "object", "properties": properties}
    return {**told, "required": list(required)} if required else told


SCHEMAS: Json = {
    "link": _object(
        ("href", "rel"), href=_TEXT, rel=_TEXT, type=_TEXT, title=_TEXT, hreflang=_TEXT
    ),
    "landingPage": _object(
        ("links",), title=_TEXT, description=_TEXT, attribution=_TEXT, links=_LINKS
    ),
    "confClasses": _object(("conformsTo",), conformsTo=_TEXTS, links=_LINKS),
    "extent": _object(
        (),
        spatial=_object(
            ("bbox",),
            crs={"type": "string", "enum": [CRS84.uri]},
            bbox={
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "array",
                    "minItems": 4,
                    "maxItems": 4,
                    "items": {"type": "number"},
                },
            },
        ),
        temporal=_object(
            ("interval",),
            trs=_TEXT,
            interval={
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "array",
                    "minItems": 2,
                    "maxItems": 2,
                    "items": {
                        "type": "string",
                        "format": "date-time",
                        "nullable": True,
                    },
                },
            },
        ),
    ),
    "collection": _object(
        ("id", "links"),
        id=_TEXT,
        title=_TEXT,
        description=_TEXT,
        keywords=_TEXTS,
        attribution=_TEXT,
        license=_TEXT,
        sources={
            "type": "array",
            "items": _object(
                ("key", "title", "publisher", "licence"),
                key=_TEXT,
                title=_TEXT,
                publisher=_TEXT,
                licence=_TEXT,
                date={**_TEXT, "nullable": True},
                landing_page={**_TEXT, "nullable": True},
            ),
        },
        links=_LINKS,
        extent=ref("schemas", "extent"),
        itemType={"type": "string", "default": "feature"},
        crs=_TEXTS,
        storageCrs=_TEXT,
    ),
    "collections": _object(
        ("links", "collections"),
        links=_LINKS,
        collections={"type": "array", "items": ref("schemas", "collection")},
    ),
    "jsonSchema": _object(
        ("$schema", "$id", "type", "properties"),
        **{"$schema": _TEXT, "$id": _TEXT},
        type={"type": "string", "enum": ["object"]},
        properties={"type": "object", "additionalProperties": {"type": "object"}},
    ),
    "geometry": _object(
        ("type", "coordinates"),
        type={"type": "string", "enum": ["Point", "MultiPolygon"]},
        coordinates={"type": "array", "items": {}},
    ),
    "problem": _object(
        ("type", "title", "status", "detail"),
        type=_TEXT,
        title=_TEXT,
        status={"type": "integer"},
        detail=_TEXT,
        errors={
            "type": "array",
            "items": _object(
                ("parameter", "value", "expected"),
                parameter=_TEXT,
                value=_TEXT,
                expected=_TEXT,
            ),
        },
    ),
}

_CRS: Json = {"type": "string", "format": "uri", "enum": list(SYSTEMS)}
_CRS_OR_DEFAULT: Json = {**_CRS, "default": CRS84.uri}


def _count(least: int, most: int, default: int) -> Json:
    bounds = {"minimum": least, "maximum": most, "default": default}
    return {"type": "integer", **bounds}


PARAMETERS: dict[str, Any] = {
    "f": in_query(
        "f",
        "The format, instead of `Accept`.",
        {"type": "string", "enum": ["json", "html"]},
    ),
    "lang": in_query(
        "lang",
        "The language of titles and descriptions.",
        {"type": "string", "enum": ["fr", "en"], "default": "fr"},
    ),
    "limit": in_query(
        "limit",
        "Features of a page; more than allowed is as many as allowed.",
        _count(1, MOST, LIMIT),
    ),
    "offset": in_query(
        "offset",
        "Features to pass over; `next` links go farther, and lose none meanwhile.",
        _count(0, FARTHEST, 0),
    ),
    "cursor": in_query(
        "cursor",
        "From a `next` link, with the same filters and order.",
        {"type": "string", "maxLength": 4000},
    ),
    "bbox": in_query(
        "bbox",
        "Features that touch this box: the least then the greatest of each axis, in"
        " the axis order of `bbox-crs`; heights are not looked at.",
        {
            "type": "array",
            "minItems": 4,
            "maxItems": 6,
            "items": {"type": "number"},
        },
    ),
    "bbox-crs": in_query("bbox-crs", "The system of `bbox`.", _CRS_OR_DEFAULT),
    "datetime": in_query(
        "datetime",
        "Features that hold at this moment or in this interval (RFC 3339), such as"
        " 2026-01-01/.. ; features without time always match.",
        _TEXT,
    ),
    "crs": in_query("crs", "The system of geometries.", _CRS_OR_DEFAULT),
    "filter": in_query("filter", "Features that meet this condition (CQL2).", _TEXT),
    "filter-lang": in_query(
        "filter-lang",
        "The language of `filter`; `cql-text` is read as `cql2-text`.",
        {"type": "string", "enum": list(LANGUAGES), "default": LANGUAGES[0]},
    ),
    "filter-crs": in_query(
        "filter-crs", "The system of geometries in `filter`.", _CRS_OR_DEFAULT
    ),
    "skipGeometry": in_query(
        "skipGeometry", "Leave geometries out.", {"type": "boolean", "default": False}
    ),
    "resultType": in_query(
        "resultType",
        "`hits` counts all that match, and tells no feature.",
        {"type": "string", "enum": ["results", "hits"], "default": "results"},
    ),
}

RESPONSES: Json = {
    f"Problem{status}": {
        "description": description,
        "content": {
            MEDIA_TYPE: {"schema": ref("schemas", "problem")},
            # To whoever asks for pages, it is told on a page.
            "text/html": {"schema": _TEXT},
        },
    }
    for status, description in PROBLEMS.items()
}
