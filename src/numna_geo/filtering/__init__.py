"""Filters that people and GIS write, in CQL2 text or JSON, as checked conditions."""

from numna_geo.filtering.filters import LANGUAGES, condition_of

__all__ = ["LANGUAGES", "condition_of"]
