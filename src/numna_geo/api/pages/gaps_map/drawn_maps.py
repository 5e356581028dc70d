"""What Folium writes of our maps, once: neither the data nor the reader changes it."""

from functools import cache

from numna_geo.api.pages.shell.templates import built_assets
from numna_geo.maps.base_maps import BaseMap
from numna_geo.maps.draw import finder_map, gaps_map
from numna_geo.maps.embed_map import embed_map
from numna_geo.maps.figure import DrawnMap


@cache
def drawn_gaps(base_map: BaseMap | None) -> DrawnMap:
    """The map of gaps, with the optional tiles of this deployment."""
    return gaps_map(built_assets(), basemap=base_map)


@cache
def drawn_finder() -> DrawnMap:
    """The map beside the finder's list."""
    return finder_map(built_assets())


@cache
def drawn_embed() -> DrawnMap:
    """The map in other people's pages."""
    return embed_map(built_assets())
