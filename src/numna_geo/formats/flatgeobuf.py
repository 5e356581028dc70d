"""FlatGeobuf, with its spatial index, by GDAL.

The index takes no feature without a geometry, and GDAL wants to know first: rows wait
in a file of their own until it is known whether there are such. Where there are, no
feature is lost and the index is left out.
"""

import tempfile
from pathlib import Path

import pyarrow as pa

from numna_geo.formats.columns import record_batch, schema
from numna_geo.formats.gdal import write_by_gdal
from numna_geo.formats.layer import Batches, Layer


def write(layer: Layer, batches: Batches, path: Path) -> None:
    """The file at `path`; lists are JSON text."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".arrow") as waiting:
        indexed = _set_aside(layer, batches, Path(waiting.name))
        with pa.OSFile(waiting.name) as rows:
            _write(layer, pa.ipc.open_stream(rows), path, indexed=indexed)


def _set_aside(layer: Layer, batches: Batches, path: Path) -> bool:
    """Write rows to `path`; whether each has a geometry, and there are some."""
    columns = schema(layer, lists=False)
    rows = without = 0
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, columns) as stream:
        for batch in batches:
            if batch:
                made = record_batch(columns, batch)
                stream.write_batch(made)
                rows += made.num_rows
                without += made.column(made.num_columns - 1).null_count
    return layer.geometry and rows > 0 and without == 0


def _write(
    layer: Layer, rows: pa.RecordBatchReader, path: Path, *, indexed: bool
) -> None:
    dataset, about = layer.dataset, layer.about
    write_by_gdal(
        layer,
        rows,
        path,
        "FlatGeobuf",
        layer_metadata={
            "version": about.version,
            "date": about.day.isoformat(),
            "licences": "; ".join(about.licences),
        },
        layer_options={
            "SPATIAL_INDEX": "YES" if indexed else "NO",
            "TITLE": dataset.title,
            "DESCRIPTION": dataset.description,
        },
    )
