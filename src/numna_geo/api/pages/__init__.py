"""The HTML pages, one module a page."""

from fastapi import APIRouter

from numna_geo.api.pages.about import router as about
from numna_geo.api.pages.assets import router as assets
from numna_geo.api.pages.data import router as data
from numna_geo.api.pages.finder import router as finder
from numna_geo.api.pages.kinds import router as kinds
from numna_geo.api.pages.map import router as map_
from numna_geo.api.pages.matrix import router as matrix
from numna_geo.api.pages.robots import router as robots
from numna_geo.api.pages.structure import router as structure

router = APIRouter(include_in_schema=False)
for _page in (finder, map_, structure, data, about, assets, kinds, robots, matrix):
    router.include_router(_page)
