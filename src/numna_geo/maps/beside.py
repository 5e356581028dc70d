"""A second map beside the first one, of another question."""

from folium.template import Template

from numna_geo.maps.elements import AppMap


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
