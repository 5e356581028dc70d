"""The JSON API, one noun a file."""

from fastapi import APIRouter

from numna_geo.api.v1 import gaps, geocode, indicators, nearest, structures, territories

router = APIRouter()
for part in (nearest, structures, territories, geocode, indicators, gaps):
    router.include_router(part.router)
