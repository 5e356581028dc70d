"""How maps draw each collection, for MapLibre and QGIS."""

from numna_geo.api.ogc.part import Part

PART = Part()
