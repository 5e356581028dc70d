"""The JSON API, one noun a file."""

from fastapi import APIRouter

from numna_geo.api.v1 import (
    gaps,
    geocode,
    imports,
    indicators,
    isochrone,
    nearest,
    sources,
    structures,
    territories,
    unmet,
)

router = APIRouter()
_PARTS = (
    *(nearest, isochrone, structures, territories, geocode, indicators, gaps),
    *(sources, imports, unmet),
)
for part in _PARTS:
    router.include_router(part.router)
