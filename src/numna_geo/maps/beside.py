"""A second map beside the first one, of another question."""

from branca.element import MacroElement
from folium.template import Template

from numna_geo.maps.elements import AppMap, TopoChoropleth


class BesideMap(AppMap):
    """A map that is made when somebody asks for it; its box is there, and empty."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <div class="area-map is-beside" id={{ this.get_name()|tojson }}
          tabindex="0" hidden></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = function () {
          return L.map({{ this.get_name()|tojson }}, {{ this.options|tojavascript }});
        };
        {% endmacro %}
        """
    )


class BesideApp(MacroElement):
    """Hands the second map, and its areas, to the page."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        numna.beside({
          map: {{ this._parent.get_name() }}, areas: {{ this.areas.get_name() }}
        });
        {% endmacro %}
        """
    )

    def __init__(self, areas: TopoChoropleth) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca leaves it untyped
        self._name, self.areas = "BesideApp", areas
