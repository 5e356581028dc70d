"""Fields as JSON Schema: what can be asked (queryables), what is told (schema)."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.asked import dataset_of, in_english, parameters
from numna_geo.api.ogc.links import OGC_REL, Link, Links
from numna_geo.api.ogc.media import HTML, SCHEMA, chosen
from numna_geo.api.ogc.operations import answered, operation, ref
from numna_geo.api.ogc.part import Part
from numna_geo.api.ogc.reply import links_of, told
from numna_geo.model.dataset import Dataset, Field, Kind
from numna_geo.usecases.published_datasets import DATASETS

GEOMETRY = "geometry"
"""The name of the geometry in filters and schemas."""

_OFFERED = (SCHEMA, HTML)
_TYPES: Mapping[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
}
# Ours that the Unified Code for Units of Measure knows; the others are told in words.
_UCUM = {"%": "%", "km²": "km2", "min": "min", "0–1": "1"}


def value_schema(field: Field) -> dict[str, Any]:
    """What values of a field are."""
    schema = dict(_TYPES[field.kind])
    if field.values and field.kind is Kind.TEXTS:
        schema["items"] = {"type": "string", "enum": list(field.values)}
    elif field.values:
        schema["enum"] = list(field.values)
    return schema


def _property(field: Field, *, english: bool) -> dict[str, Any]:
    title = field.title_en if english else field.title
    meaning = field.meaning_en if english else field.meaning
    found = {"title": title, "description": meaning, **value_schema(field)}
    if field.unit in _UCUM:
        found["x-ogc-unit"] = _UCUM[field.unit]
    elif field.unit:
        unit = "Unit:" if english else "Unité :"
        found["description"] = f"{meaning} {unit} {field.unit}."
    return found


def _roles(dataset: Dataset) -> Mapping[str, str]:
    roles = {dataset.identifier: "id"}
    if dataset.time is not None:
        start, end = dataset.time
        if start == end:
            return {**roles, start: "primary-instant"}
        roles |= {start: "primary-interval-start", end: "primary-interval-end"}
    return roles


def _geometry(dataset: Dataset, *, english: bool) -> dict[str, Any]:
    return {
        "title": "Geometry" if english else "Géométrie",
        "x-ogc-role": "primary-geometry",
        "format": f"geometry-{dataset.shape.lower()}",
    }


def _document(dataset: Dataset, address: str, *, english: bool) -> dict[str, Any]:
    roles = _roles(dataset)
    properties = {field.name: _property(field, english=english) for field in dataset}
    for name, role in roles.items():
        properties[name]["x-ogc-role"] = role
    properties[GEOMETRY] = _geometry(dataset, english=english)
    for place, one in enumerate(properties.values(), 1):
        one["x-ogc-propertySeq"] = place
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "type": "object",
        "title": dataset.title_en if english else dataset.title,
        "description": dataset.description_en if english else dataset.description,
        "properties": properties,
        "additionalProperties": False,
    }


async def queryables(request: Request) -> Response:
    """What filters may name."""
    return await _told(request, "queryables")


async def schema(request: Request) -> Response:
    """What features carry."""
    return await _told(request, "schema")


async def _told(request: Request, kind: str) -> Response:
    dataset, asked = dataset_of(request), parameters(request)
    form = chosen(request, _OFFERED)
    address = links_of(request).href(f"/collections/{dataset.key}/{kind}")
    document = _document(dataset, address, english=in_english(asked))
    if kind == "schema":
        document["required"] = [field.name for field in dataset if field.required]
    else:
        # QGIS pushes spatial filters down only where it sees this.
        shape = f"https://geojson.org/schema/{dataset.shape}.json"
        document["properties"][GEOMETRY]["$ref"] = shape
    return await told(request, form, kind, document, dataset)


def _collection_links(links: Links, dataset: Dataset) -> list[Link]:
    path = f"/collections/{dataset.key}"
    return [
        links.to(f"{OGC_REL}/{kind}", f"{path}/{kind}", one.media_type, title, query)
        for kind, title in (("queryables", "Queryables"), ("schema", "Schema"))
        for one, query in ((SCHEMA, []), (HTML, [("f", HTML.key)]))
    ]


def _paths() -> dict[str, Any]:
    said = {"queryables": "What filters may name", "schema": "What features carry"}
    schema = ref("schemas", "jsonSchema")
    return {
        f"/collections/{dataset.key}/{kind}": operation(
            f"{dataset.key}.{kind}",
            f"{summary}: {dataset.title_en}",
            answered("A JSON Schema.", schema, _OFFERED),
            tag=dataset.key,
        )
        for dataset in DATASETS.values()
        for kind, summary in said.items()
    }


_PART_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
_PART_5 = "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf"

PART = Part(
    routes={
        "/collections/{dataset}/queryables": queryables,
        "/collections/{dataset}/schema": schema,
    },
    conforms=(
        f"{_PART_3}/queryables",
        f"{_PART_5}/schemas",
        f"{_PART_5}/core-roles-features",
        f"{_PART_5}/returnables-and-receivables",
    ),
    collection=_collection_links,
    paths=_paths,
)
