"""The HTML pages, one module a page."""

from fastapi import APIRouter

from numna_geo.api.pages.about import router as about
from numna_geo.api.pages.assets import router as assets
from numna_geo.api.pages.compare import router as compare
from numna_geo.api.pages.contours import router as contours
from numna_geo.api.pages.data import router as data
from numna_geo.api.pages.dictionary import router as dictionary
from numna_geo.api.pages.embed import router as embed
from numna_geo.api.pages.finder import router as finder
from numna_geo.api.pages.host_scripts import router as host_scripts
from numna_geo.api.pages.integrate import router as integrate
from numna_geo.api.pages.kinds import router as kinds
from numna_geo.api.pages.map import router as map_
from numna_geo.api.pages.map_table import router as map_table
from numna_geo.api.pages.matrix import router as matrix
from numna_geo.api.pages.oembed import router as oembed
from numna_geo.api.pages.roadmap import router as roadmap
from numna_geo.api.pages.robots import router as robots
from numna_geo.api.pages.scenario import router as scenario
from numna_geo.api.pages.structure import router as structure
from numna_geo.api.pages.territories import router as territories
from numna_geo.api.pages.territory import router as territory

router = APIRouter(include_in_schema=False)
_PAGES = (
    *(finder, map_, structure, data, dictionary, about, assets, kinds, robots),
    *(matrix, roadmap, territories, territory, compare, scenario),
    *(contours, map_table, host_scripts, embed, oembed, integrate),
)
for _page in _PAGES:
    router.include_router(_page)
