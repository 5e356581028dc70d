"""The HTML pages, one package a subject; all stand on `shell` and `words`."""

from fastapi import APIRouter

from numna_geo.api.pages.about import router as about
from numna_geo.api.pages.embed.host_scripts import router as host_scripts
from numna_geo.api.pages.embed.integrate import router as integrate
from numna_geo.api.pages.embed.oembed import router as oembed
from numna_geo.api.pages.embed.page import router as embed_page
from numna_geo.api.pages.finder.page import router as finder_page
from numna_geo.api.pages.gaps_map.contours import router as contours
from numna_geo.api.pages.gaps_map.page import router as map_page
from numna_geo.api.pages.gaps_map.table import router as map_table
from numna_geo.api.pages.matrix.page import router as matrix_page
from numna_geo.api.pages.matrix.roadmap import router as roadmap
from numna_geo.api.pages.open_data.dictionary import router as dictionary
from numna_geo.api.pages.open_data.page import router as data
from numna_geo.api.pages.scenario.page import router as scenario_page
from numna_geo.api.pages.shell.assets import router as assets
from numna_geo.api.pages.shell.kinds import router as kinds
from numna_geo.api.pages.shell.robots import router as robots
from numna_geo.api.pages.structure.page import router as structure_page
from numna_geo.api.pages.territory.compare import router as compare
from numna_geo.api.pages.territory.index import router as territories
from numna_geo.api.pages.territory.sheet import router as territory_page

router = APIRouter(include_in_schema=False)
_PAGES = (
    *(finder_page, map_page, structure_page, data, dictionary, about),
    *(assets, kinds, robots, matrix_page, roadmap, territories, territory_page),
    *(compare, scenario_page, contours, map_table, host_scripts, embed_page),
    *(oembed, integrate),
)
for _page in _PAGES:
    router.include_router(_page)
