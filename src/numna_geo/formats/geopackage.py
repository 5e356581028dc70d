"""GeoPackage, by GDAL, with what QGIS wants: a style, titles of fields, a record."""

import sqlite3
from contextlib import closing
from pathlib import Path

from numna_geo.formats.columns import record_batches
from numna_geo.formats.gdal import not_written, write_by_gdal
from numna_geo.formats.geopackage_tables import add_tables
from numna_geo.formats.layer import Batches, Layer

COLUMN = "geom"
"""The name of its geometry column, as GDAL and QGIS name it."""

# The oldest that has all we write: QGIS 3.22 and ArcGIS read it without a word.
_VERSION = "1.2"


def write(layer: Layer, batches: Batches, path: Path) -> None:
    """The file at `path`; lists are JSON text, dates and truth values are typed."""
    dataset = layer.dataset
    write_by_gdal(
        layer,
        record_batches(layer, batches),
        path,
        "GPKG",
        dataset_options={"VERSION": _VERSION},
        layer_options={
            "GEOMETRY_NAME": COLUMN,
            "FID": "fid",
            "SPATIAL_INDEX": "YES",
            "IDENTIFIER": dataset.title,
            "DESCRIPTION": dataset.description,
        },
    )
    try:
        with closing(sqlite3.connect(path)) as file, file:
            add_tables(file, layer, column=COLUMN if layer.geometry else None)
    except sqlite3.Error as error:
        raise not_written(path, f"GPKG: {error}") from error
