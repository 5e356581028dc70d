"""A PostGIS of our own."""
