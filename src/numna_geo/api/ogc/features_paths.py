"""Items in the OpenAPI document: a literal path a collection, a parameter a field."""

from typing import Any

from numna_geo.api.ogc import files
from numna_geo.api.ogc.media import GEOJSON, HTML
from numna_geo.api.ogc.operations import (
    Json,
    answered,
    in_path,
    in_query,
    operation,
    ref,
)
from numna_geo.api.ogc.schemas import value_schema
from numna_geo.model.dataset import Dataset, Field, Kind
from numna_geo.usecases.published_datasets import DATASETS

_SHARED = (
    *("limit", "offset", "cursor", "bbox", "bbox-crs", "datetime", "crs"),
    *("filter", "filter-lang", "filter-crs", "skipGeometry", "resultType"),
)
_CONTENT_CRS: Json = {
    "Content-Crs": {
        "description": "The system of the geometries, between < and >.",
        "schema": {"type": "string"},
    }
}
_MOVED: Json = {
    "description": "The structure was merged into another: its address.",
    "headers": {"Location": {"schema": {"type": "string"}}},
}


def paths() -> dict[str, Any]:
    """Items and item of every collection."""
    found: dict[str, Any] = {}
    for dataset in DATASETS.values():
        path = f"/collections/{dataset.key}/items"
        found[path] = _items(dataset)
        found[f"{path}/{{featureId}}"] = _item(dataset)
    return found


def schemas() -> Json:
    """Features of every collection, as components."""
    found: Json = {}
    for dataset in DATASETS.values():
        found[f"{dataset.key}Feature"] = _feature(dataset)
        found[f"{dataset.key}Features"] = _collection(dataset)
    return found


def _items(dataset: Dataset) -> Json:
    formats = (GEOJSON, HTML, *files.FORMATS)
    schema = ref("schemas", f"{dataset.key}Features")
    links = {
        "feature": {
            "operationId": f"{dataset.key}.item",
            "parameters": {"featureId": "$response.body#/features/0/id"},
        }
    }
    return operation(
        f"{dataset.key}.items",
        f"Features: {dataset.title_en}",
        answered("Features.", schema, formats, links=links, headers=_CONTENT_CRS),
        tag=dataset.key,
        parameters=[
            *(ref("parameters", name) for name in _SHARED),
            _names(
                "sortby", "Fields to sort by, `-` before one that descends.", dataset
            ),
            _names("properties", "Fields to tell, all when absent.", dataset),
            in_query("f", "The format.", _enum([one.key for one in formats])),
            *(_by_field(field) for field in dataset),
        ],
    )


def _item(dataset: Dataset) -> Json:
    schema = ref("schemas", f"{dataset.key}Feature")
    told = operation(
        f"{dataset.key}.item",
        f"One feature: {dataset.title_en}",
        answered("The feature.", schema, (GEOJSON, HTML), headers=_CONTENT_CRS),
        tag=dataset.key,
        parameters=[
            in_path("featureId", "Its identifier.", {"type": "string", "minLength": 1}),
            ref("parameters", "crs"),
        ],
        may_be_unknown=True,
    )
    if dataset.key == "structures":
        told["get"]["responses"]["301"] = _MOVED
    return told


def _enum(values: list[str]) -> Json:
    return {"type": "string", "enum": values}


def _names(name: str, description: str, dataset: Dataset) -> Json:
    known = list(dataset.by_name)
    if name == "sortby":
        known = [sign + one for one in known for sign in ("", "+", "-")]
    schema = {"type": "array", "minItems": 1, "maxItems": 8, "items": _enum(known)}
    if name == "properties":
        del schema["maxItems"]
    return in_query(name, description, schema)


def _by_field(field: Field) -> Json:
    schema = value_schema(field)
    # Of a list, one value is asked: features that hold it match.
    schema = schema["items"] if field.kind is Kind.TEXTS else schema
    return in_query(
        field.name, f"Features whose value is this: {field.title_en}.", schema
    )


def _feature(dataset: Dataset) -> Json:
    properties = {field.name: _told(field) for field in dataset}
    return {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": _enum(["Feature"]),
            "id": {"type": "string"},
            "geometry": {"nullable": True, "allOf": [ref("schemas", "geometry")]},
            "properties": {
                "type": "object",
                "properties": properties,
                "additionalProperties": False,
            },
            "links": {"type": "array", "items": ref("schemas", "link")},
        },
    }


def _told(field: Field) -> Json:
    schema = {**value_schema(field), "title": field.title_en}
    if not field.required:
        schema["nullable"] = True
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    return schema


def _collection(dataset: Dataset) -> Json:
    features = ref("schemas", f"{dataset.key}Feature")
    count = {"type": "integer", "minimum": 0}
    return {
        "type": "object",
        "required": ["type", "features", "links", "timeStamp", "numberReturned"],
        "properties": {
            "type": _enum(["FeatureCollection"]),
            "features": {"type": "array", "items": features},
            "links": {"type": "array", "items": ref("schemas", "link")},
            "timeStamp": {"type": "string", "format": "date-time"},
            "numberMatched": count,
            "numberReturned": count,
        },
    }
