"""Kinds of files, each read row by row: CSV, JSON, GeoJSON, XLSX, GeoPackage."""
