"""What documents of OGC API – Features must hold, as JSON Schemas.

A transcription of ours of the schemas of 17-069r4 and of RFC 7946 (GeoJSON).
"""

from typing import Any

from jsonschema import Draft202012Validator

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
LINK = {
    "type": "object",
    "required": ["href", "rel", "type"],
    "properties": {
        "href": {"type": "string", "pattern": "^https?://"},
        "rel": {"type": "string", "minLength": 1},
        "type": {"type": "string", "pattern": "/"},
        "title": _TEXT,
        "hreflang": _TEXT,
        "length": {"type": "integer"},
    },
}
LINKS = {"type": "array", "items": LINK, "minItems": 1}

LANDING = {
    "type": "object",
    "required": ["links"],
    "properties": {"title": _TEXT, "description": _TEXT, "links": LINKS},
}
CONFORMANCE = {
    "type": "object",
    "required": ["conformsTo"],
    "properties": {"conformsTo": {**_TEXTS, "minItems": 1, "uniqueItems": True}},
}
_BOXES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "array",
        "items": {"type": "number"},
        "minItems": 4,
        "maxItems": 6,
    },
}
_MOMENT = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"}
_INTERVALS = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "array", "items": _MOMENT, "minItems": 2, "maxItems": 2},
}
COLLECTION = {
    "type": "object",
    "required": ["id", "links"],
    "properties": {
        "id": _TEXT,
        "title": _TEXT,
        "description": _TEXT,
        "links": LINKS,
        "itemType": {"const": "feature"},
        "crs": {**_TEXTS, "minItems": 1},
        "storageCrs": _TEXT,
        "extent": {
            "type": "object",
            "properties": {
                "spatial": {
                    "type": "object",
                    "required": ["bbox"],
                    "properties": {"bbox": _BOXES},
                },
                "temporal": {
                    "type": "object",
                    "required": ["interval"],
                    "properties": {"interval": _INTERVALS},
                },
            },
        },
    },
}
ALL_COLLECTIONS = {
    "type": "object",
    "required": ["links", "collections"],
    "properties": {
        "links": LINKS,
        "collections": {"type": "array", "items": COLLECTION, "minItems": 1},
    },
}

_POSITION = {
    "type": "array",
    "items": {"type": "number"},
    "minItems": 2,
    "maxItems": 3,
}
_RING = {"type": "array", "items": _POSITION, "minItems": 4}
_POLYGON = {"type": "array", "items": _RING, "minItems": 1}
GEOMETRY = {
    "oneOf": [
        {"type": "null"},
        *(
            {
                "type": "object",
                "required": ["type", "coordinates"],
                "properties": {"type": {"const": kind}, "coordinates": coordinates},
                "not": {"required": ["crs"]},
            }
            for kind, coordinates in (
                ("Point", _POSITION),
                ("Polygon", _POLYGON),
                ("MultiPolygon", {"type": "array", "items": _POLYGON}),
            )
        ),
    ]
}
FEATURE = {
    "type": "object",
    "required": ["type", "id", "geometry", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "id": {"type": ["string", "integer"]},
        "geometry": GEOMETRY,
        "properties": {"type": ["object", "null"]},
        "links": LINKS,
    },
    "not": {"required": ["crs"]},
}
FEATURE_COLLECTION = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": FEATURE},
        "links": LINKS,
        "timeStamp": {
            "type": "string",
            "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
        },
        "numberMatched": {"type": "integer", "minimum": 0},
        "numberReturned": {"type": "integer", "minimum": 0},
    },
    "not": {"required": ["crs"]},
}
PROBLEM = {
    "type": "object",
    "required": ["title", "status"],
    "properties": {"status": {"type": "integer"}, "title": _TEXT, "detail": _TEXT},
}
TILE_SET = {
    "type": "object",
    "required": ["dataType", "crs", "links"],
    "properties": {
        "title": _TEXT,
        "dataType": {"const": "vector"},
        "crs": _TEXT,
        "tileMatrixSetURI": _TEXT,
        "links": LINKS,
    },
}


def check(document: Any, schema: dict[str, Any]) -> None:
    """Fail with every way in which a document departs from its schema."""
    found = Draft202012Validator(schema).iter_errors(document)
    told = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in found]
    assert told == []
