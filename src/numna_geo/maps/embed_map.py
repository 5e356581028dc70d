"""The map that other sites frame, as a Folium tree."""

from numna_geo.maps.assets import BuiltAssets
from numna_geo.maps.elements import AppMap, AreasApp, TopoChoropleth
from numna_geo.maps.figure import AppFigure, DrawnMap

_MODULE = "embed-map"


class EmbedMap(AppMap):
    """A map that leaves the wheel to the page around it; its styles are the embed's."""

    def __init__(self) -> None:
        super().__init__()
        self.default_css = []
        self.options["scrollWheelZoom"] = False


def embed_map(assets: BuiltAssets) -> DrawnMap:
    """The map of an embed, whatever it shows.

    Raises:
        AssetMissing, InlineCode: as `AppFigure.drawn`.
    """
    figure = AppFigure(assets)
    page, areas = EmbedMap(), TopoChoropleth(_MODULE)
    figure.add_child(page)
    areas.add_to(page)
    AreasApp(areas, "mountEmbed").add_to(page)
    return figure.drawn()
