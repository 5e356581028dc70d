"""OGC API Features: items and item of every collection."""

from numna_geo.api.ogc.part import Part

PART = Part()
