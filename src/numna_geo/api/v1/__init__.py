"""The JSON API, one noun a file."""

from fastapi import APIRouter

from numna_geo.api.v1 import (
    combined,
    download_changes,
    download_file,
    downloads,
    equity,
    gaps,
    geocode,
    hot_spots,
    imports,
    indicators,
    isochrone,
    matrix,
    matrix_cell,
    nearest,
    roadmap,
    runs,
    scenarios,
    sheets,
    siting,
    sources,
    structures,
    territories,
    unmet,
)

router = APIRouter()
_PARTS = (
    *(scenarios, siting),
    *(nearest, isochrone, structures, territories, geocode, indicators, gaps),
    *(matrix, matrix_cell, roadmap),
    *(combined, equity, hot_spots, sheets),
    *(sources, imports, unmet, runs),
    *(downloads, download_changes, download_file),
)
for part in _PARTS:
    router.include_router(part.router)
