"""The two maps of the product, as Folium trees."""

from numna_geo.maps.assets import BuiltAssets
from numna_geo.maps.base_maps import BaseMap
from numna_geo.maps.beside import BesideMap
from numna_geo.maps.difference_layer import DifferenceLayer
from numna_geo.maps.elements import (
    AppMap,
    AreasApp,
    LocalMarkerCluster,
    MapApp,
    Tiles,
    TopoChoropleth,
)
from numna_geo.maps.figure import AppFigure, DrawnMap


def gaps_map(assets: BuiltAssets, *, basemap: BaseMap | None = None) -> DrawnMap:
    """The map of gaps, and the one that may stand beside it.

    Args:
        assets: where browser files are.
        basemap: optional tiles.

    Raises:
        AssetMissing, InlineCode: as `AppFigure.drawn`.
    """
    figure = AppFigure(assets)
    page, areas, cluster = AppMap(), TopoChoropleth("map"), LocalMarkerCluster()
    tiles = Tiles(basemap) if basemap else None
    figure.add_child(page)
    for layer in (areas, cluster, tiles):
        if layer is not None:
            layer.add_to(page)
    DifferenceLayer().add_to(page)
    MapApp(areas, cluster, tiles).add_to(page)
    beside, others = BesideMap(), TopoChoropleth("map")
    figure.add_child(beside)
    others.add_to(beside)
    AreasApp(others, "beside").add_to(beside)
    return figure.drawn()


def finder_map(assets: BuiltAssets) -> DrawnMap:
    """The map beside the finder's list.

    Raises:
        AssetMissing, InlineCode: as `AppFigure.drawn`.
    """
    figure = AppFigure(assets)
    page, areas = AppMap(), TopoChoropleth("finder-map")
    figure.add_child(page)
    areas.add_to(page)
    AreasApp(areas, "mountFinder").add_to(page)
    return figure.drawn()
