"""Base maps by name, each with the attribution that its licence asks for."""

from dataclasses import dataclass

from markupsafe import Markup, escape

_PLACEHOLDERS = ("{z}", "{x}", "{y}")


@dataclass(frozen=True)
class BaseMap:
    """Tiles of somebody else, off until a reader asks for them."""

    name: str
    """What the page calls it."""
    url: str
    """Where its tiles are: `{z}`, `{x}`, `{y}`, perhaps `{s}`."""
    attribution: Markup
    """HTML, as Leaflet shows it; what a deployment wrote is escaped."""
    max_zoom: int = 19


NAMED = {
    # Sources: cartes.gouv.fr, « Plan IGN v2 » (Licence Ouverte); no key, no limit.
    "ign": BaseMap(
        name="Plan IGN",
        url="https://data.geopf.fr/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile"
        "&STYLE=normal&TILEMATRIXSET=PM&FORMAT=image/png"
        "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2"
        "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
        attribution=Markup(
            '© <a href="https://geoservices.ign.fr/planign">IGN, Plan IGN</a>'
        ),
    ),
    # osmfoundation.org, "Attribution Guidelines" and "Tile Usage Policy": no subdomain,
    # a link to the licence, and a referrer.
    "osm": BaseMap(
        name="OpenStreetMap",
        url="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        attribution=Markup(
            # The same in every language, as their guidelines allow.
            '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>'
        ),
    ),
}


def base_map(asked: str | None, attribution: str | None = None) -> BaseMap | None:
    """The base map of a deployment: a name, or an address with its attribution.

    Raises:
        ValueError: neither a name nor an address of tiles, or nobody is cited.

    >>> base_map("osm").url
    'https://tile.openstreetmap.org/{z}/{x}/{y}.png'
    >>> base_map("https://t.example/{z}/{x}/{y}.png", "Ville & <b>port</b>").attribution
    Markup('Ville &amp; &lt;b&gt;port&lt;/b&gt;')
    """
    if asked is None:
        return None
    known = NAMED.get(asked.strip().lower())
    if known is not None:
        return known
    if not asked.startswith(("https://", "http://")) or any(
        part not in asked for part in _PLACEHOLDERS
    ):
        names = ", ".join(NAMED)
        raise ValueError(f"expected {names}, or an address with {{z}}, {{x}} and {{y}}")
    if not attribution:
        raise ValueError("BASEMAP_ATTRIBUTION is missing: whose tiles are they?")
    return BaseMap(attribution, asked, escape(attribution))
