"""The formats of styles and of TileJSON, and the files of pictures in styles."""

from numna_geo.api.ogc.media import JSON, Format

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
TILEJSON = Format(
    "tilejson",
    "application/vnd.mapbox.tile+json",
    "TileJSON",
    ("application/json",),
)
STYLE_TYPES = tuple(one.media_type for one in (*SHEETS, TILEJSON))
"""Texts that are worth compressing."""

PNG = Format("png", "image/png", "PNG")
SPRITE = "/sprites/marks"
PICTURES = {
    f"marks{suffix}.{form.key}": (ratio, form)
    for suffix, ratio in (("", 1), ("@2x", 2))
    for form in (JSON, PNG)
}
"""By name: pixels of the screen for one of the style, and what the file is."""
