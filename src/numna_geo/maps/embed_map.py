"""The map that other sites frame, as a Folium tree."""

from branca.element import MacroElement
from folium.template import Template

from numna_geo.maps.assets import BuiltAssets
from numna_geo.maps.elements import AppMap, TopoChoropleth
from numna_geo.maps.figure import AppFigure, DrawnMap

_MODULE = "embed-map"


class EmbedMap(AppMap):
    """A map that leaves the wheel to the page around it; its styles are the embed's."""

    def __init__(self) -> None:
        super().__init__()
        self.default_css = []
        self.options["scrollWheelZoom"] = False


class EmbedApp(MacroElement):
    """Mounts the embed on the elements before it."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        numna.mountEmbed({
          map: {{ this._parent.get_name() }}, areas: {{ this.areas.get_name() }}
        });
        {% endmacro %}
        """
    )

    def __init__(self, areas: TopoChoropleth) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca leaves it untyped
        self._name, self.areas = "EmbedApp", areas


def embed_map(assets: BuiltAssets) -> DrawnMap:
    """The map of an embed, whatever it shows.

    Raises:
        AssetMissing, InlineCode: as `AppFigure.drawn`.
    """
    figure = AppFigure(assets)
    page, areas = EmbedMap(), TopoChoropleth(_MODULE)
    figure.add_child(page)
    areas.add_to(page)
    EmbedApp(areas).add_to(page)
    return figure.drawn()
