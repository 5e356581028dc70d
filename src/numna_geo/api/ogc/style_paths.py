"""Styles in the OpenAPI document."""

from typing import Any

from numna_geo.api.ogc.media import HTML, JSON
from numna_geo.api.ogc.operations import (
    Json,
    answered,
    in_path,
    in_query,
    operation,
    ref,
)
from numna_geo.api.ogc.style_media import MAPLIBRE, PICTURES, PNG, SHEETS
from numna_geo.model.dataset import Dataset
from numna_geo.usecases.layer_styles import styles_of
from numna_geo.usecases.published_datasets import DATASETS

_LIST: Json = {
    "type": "object",
    "required": ["default", "styles", "links"],
    "properties": {
        "default": {"type": "string"},
        "styles": {"type": "array", "items": {"type": "object"}},
        "links": {"type": "array", "items": ref("schemas", "link")},
    },
}
_STYLE: Json = {
    "type": "object",
    "required": ["version", "name", "sources", "sprite", "layers"],
    "properties": {"version": {"type": "integer", "enum": [8]}},
}


def paths() -> dict[str, Any]:
    """Styles of every collection, and the pictures that they draw with."""
    found: dict[str, Any] = {"/sprites/{picture}": _picture()}
    for dataset in DATASETS.values():
        found |= _of(dataset)
    return found


def _of(dataset: Dataset) -> Json:
    path = f"/collections/{dataset.key}/styles"
    keys = {"type": "string", "enum": list(styles_of(dataset.key))}
    sheets: Json = {
        "description": "The style.",
        "content": {
            one.media_type: {
                "schema": _STYLE if one is MAPLIBRE else {"type": "string"}
            }
            for one in SHEETS
        },
    }
    formats = {"type": "string", "enum": [one.key for one in SHEETS]}
    return {
        path: operation(
            f"{dataset.key}.styles",
            f"Styles: {dataset.title_en}",
            answered("The list.", _LIST, (JSON, HTML)),
            tag=dataset.key,
        ),
        f"{path}/{{styleId}}": operation(
            f"{dataset.key}.style",
            "A style, for MapLibre or QGIS.",
            sheets,
            tag=dataset.key,
            parameters=[
                in_path("styleId", "Its key.", keys),
                in_query("f", "The format.", formats),
            ],
            may_be_unknown=True,
        ),
    }


def _picture() -> Json:
    names = {"type": "string", "enum": list(PICTURES)}
    formats = {"type": "string", "enum": [JSON.key, PNG.key]}
    answer: Json = {
        "description": "A sprite sheet, or where each picture lies in it.",
        "content": {
            PNG.media_type: {"schema": {"type": "string", "format": "binary"}},
            JSON.media_type: {"schema": {"type": "object"}},
        },
    }
    return operation(
        "sprite",
        "Pictures of MapLibre styles.",
        answer,
        parameters=[
            in_path("picture", "The file.", names),
            in_query("f", "Its format, which the name tells.", formats),
        ],
        may_be_unknown=True,
    )
