"""What a scenario changes, drawn over the map of gaps."""

from branca.element import MacroElement
from folium.template import Template

from numna_geo.maps.difference_look import LOOKS, TILE


class DifferenceLayer(MacroElement):
    """Tells the map how communes look that come within reach, or fall out of it."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        numna.difference({{ this.settings|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca leaves it untyped
        self._name = "DifferenceLayer"
        self.settings = {"tile": TILE, "looks": LOOKS}
