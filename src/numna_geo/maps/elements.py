"""Folium elements of the application: each template is one call into our module."""

from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.plugins import MarkerCluster
from folium.template import Template

from numna_geo.maps.base_maps import BaseMap

AREAS_PANE = "areas"
# From the nearest phone to the farthest: at 5 the region fits in 150 pixels.
MIN_ZOOM, MAX_ZOOM = 5, 17


class AppMap(folium.Map):
    """A Folium map without jQuery, Bootstrap, icons, inline style or fixed viewport."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <div class="area-map" id={{ this.get_name()|tojson }} tabindex="0"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }},
          {{ this.options|tojavascript }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        # `max_zoom` of Folium's own signature only reaches the tile layer; the cluster
        # plugin needs it on the map.
        super().__init__(
            tiles=None,
            zoom_control=False,
            max_zoom=MAX_ZOOM,
            min_zoom=MIN_ZOOM,
            zoom_snap=0.1,
            wheel_px_per_zoom_level=90,
        )
        # On the instance: what Folium puts on its classes leaks into every later map.
        self.default_js = folium.Map.default_js[:1]
        self.default_css = folium.Map.default_css[:1]
        self.options["maxZoom"] = MAX_ZOOM
        self.options["minZoom"] = MIN_ZOOM


class TopoChoropleth(JSCSSMixin, Layer):
    """Areas drawn on one canvas, from outlines and values that travel apart."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = numna.areas({{ this.settings|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, module: str) -> None:
        # `show=False`: the module adds it to the map once its data are there.
        super().__init__(name=None, overlay=True, control=False, show=False)
        self._name = "TopoChoropleth"
        self.default_js, self.default_css = [("numna", f"numna:{module}.js")], []
        self.settings = {"pane": AREAS_PANE}


class LocalMarkerCluster(MarkerCluster):
    """Folium's cluster, empty: our bundle loads its plugin when it is to be filled."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = numna.clusters({{ this.options|tojavascript }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(  # type: ignore[no-untyped-call]  # folium leaves it untyped
            control=False,
            show=False,
            show_coverage_on_hover=False,
            max_cluster_radius=52,
            disable_clustering_at_zoom=13,
            spiderfy_on_max_zoom=True,
        )
        self.default_css = MarkerCluster.default_css[:1]


class MapApp(MacroElement):
    """Mounts the map page on the elements before it."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        numna.mount({
          map: {{ this._parent.get_name() }}, areas: {{ this.areas.get_name() }},
          clusters: {{ this.cluster.get_name() }},
          tiles: {{ this.tiles.get_name() if this.tiles else "null" }}
        });
        {% endmacro %}
        """
    )

    def __init__(
        self,
        areas: TopoChoropleth,
        cluster: LocalMarkerCluster,
        tiles: folium.TileLayer | None,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # so does branca
        self._name = "MapApp"
        self.areas, self.cluster, self.tiles = areas, cluster, tiles


class AreasApp(MacroElement):
    """Hands a map and its areas to the function of our module that mounts them."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        numna.{{ this.mount }}({
          map: {{ this._parent.get_name() }}, areas: {{ this.areas.get_name() }}
        });
        {% endmacro %}
        """
    )

    def __init__(self, areas: TopoChoropleth, mount: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # so does branca
        self._name, self.areas, self.mount = "AreasApp", areas, mount


class Tiles(folium.TileLayer):
    """The tiles of a base map, which the bundle loads when a reader asks for them."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = numna.tiles(
          {{ this.tiles|tojson }}, {{ this.options|tojavascript }});
        {% endmacro %}
        """
    )

    def __init__(self, base: BaseMap) -> None:
        # OpenStreetMap refuses who does not say where they come from.
        options: dict[str, Any] = {"referrerPolicy": "origin"}
        super().__init__(
            tiles=base.url,
            attr=str(base.attribution),
            max_zoom=base.max_zoom,
            show=False,
            control=False,
            **options,
        )
