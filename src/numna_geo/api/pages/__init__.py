"""The HTML pages, one module a page."""

from fastapi import APIRouter

from numna_geo.api.pages import about, assets, data, finder, map, structure

router = APIRouter(include_in_schema=False)
for page in (finder, map, structure, data, about, assets):
    router.include_router(page.router)
