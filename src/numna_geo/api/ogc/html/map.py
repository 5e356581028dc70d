"""The features of a page on a still map."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from markupsafe import Markup
from starlette.requests import Request

from numna_geo.api.ogc.crs import CRS84
from numna_geo.api.pages.shell.page_memory import PageMemory
from numna_geo.maps.features_map import Drawn, features_map
from numna_geo.model.dataset import Dataset

Box = tuple[float, float, float, float]


def is_drawable(request: Request) -> bool:
    """Whether geometries are told in degrees, longitude first, as maps draw them."""
    return request.query_params.get("crs", "") in ("", CRS84.uri)


async def map_of(
    request: Request,
    dataset: Dataset,
    features: Sequence[Mapping[str, Any]],
    *,
    box: Box | None = None,
    label: str,
) -> Markup:
    """Features in WGS 84 degrees, longitude first, among the borders of the region.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    memory: PageMemory = request.app.state.pages
    region, *around = await memory.borders()
    drawn = [one for f in features if (one := _drawn(dataset, f)) is not None]
    return await asyncio.to_thread(
        features_map,
        region,
        around,
        drawn,
        box=box,
        towns=await memory.towns(),
        label=label,
    )


def anchor_of(feature: Mapping[str, Any]) -> str:
    """The id of the mark of a feature on its page."""
    return f"lieu-{feature['id']}"


def _drawn(dataset: Dataset, feature: Mapping[str, Any]) -> Drawn | None:
    geometry = feature.get("geometry")
    if not geometry or not geometry.get("coordinates"):
        return None
    told = feature["properties"]
    name = str(told.get(dataset.label) or feature["id"])
    anchor = anchor_of(feature)
    if geometry["type"] == "Point":
        lon, lat, *_ = geometry["coordinates"]
        category = told.get("category")
        look = f"kind-{category}" if category else ""
        return Drawn(anchor=anchor, name=name, point=(lon, lat), look=look)
    parts = geometry["coordinates"]
    polygons = parts if geometry["type"] == "MultiPolygon" else [parts]
    rings = tuple(np.array(ring) for polygon in polygons for ring in polygon)
    return Drawn(anchor=anchor, name=name, rings=rings)
