"""A layer by GDAL, from a stream of record batches."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from numna_geo.formats.columns import GEOMETRY
from numna_geo.formats.layer import Layer


def write_by_gdal(
    layer: Layer, rows: pa.RecordBatchReader, path: Path, driver: str, **options: Any
) -> None:
    """A file of one layer at `path`.

    Args:
        layer: what it is written from.
        rows: its columns, the geometry the last as WKB.
        path: that does not exist yet.
        driver: of GDAL.
        options: further ones of `pyogrio.write_arrow`.
    """
    # It brings pandas and GeoPandas: 75 MB that other formats and commands need not.
    import pyogrio

    place: Mapping[str, Any] = {}
    if layer.geometry:
        place = {
            "geometry_name": GEOMETRY,
            "geometry_type": str(layer.dataset.shape),
            "crs": f"EPSG:{layer.srid}",
        }
    pyogrio.write_arrow(
        rows, path, layer=layer.dataset.key, driver=driver, **place, **options
    )
