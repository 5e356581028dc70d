"""Layers as files, in the formats of GIS, of notebooks and of spreadsheets."""
