"""OGC API Tiles: vector tiles of every collection."""

from numna_geo.api.ogc.part import Part

PART = Part()
