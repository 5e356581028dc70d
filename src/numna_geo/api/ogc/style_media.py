"""The formats of styles, and the files of their pictures."""

from numna_geo.api.ogc.media import Format

MAPLIBRE = Format(
    "maplibre",
    "application/vnd.mapbox.style+json",
    "MapLibre style",
    ("application/json",),
)
QML = Format(
    "qml",
    "application/vnd.qgis.qml+xml",
    "QGIS style",
    ("application/xml", "text/xml"),
)
SHEETS = (MAPLIBRE, QML)

SPRITE = "/sprites/marks"
PICTURES = {
    f"marks{suffix}.{kind}": (ratio, kind)
    for suffix, ratio in (("", 1), ("@2x", 2))
    for kind in ("json", "png")
}
"""By name: pixels of the screen for one of the style, and what the file is."""
