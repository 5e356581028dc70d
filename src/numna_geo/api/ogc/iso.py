"""The ISO 19139 record of each collection."""

from numna_geo.api.ogc.part import Part

PART = Part()
