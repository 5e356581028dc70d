"""A layer by GDAL, from a stream of record batches."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from numna_geo.formats.columns import GEOMETRY, schema
from numna_geo.formats.layer import Layer

_NO_ROOM = 2**21
"""Bytes: a disk with fewer is full for whoever writes by pages and buffers."""


def write_by_gdal(
    layer: Layer,
    rows: Iterable[pa.RecordBatch],
    path: Path,
    driver: str,
    **options: Any,
) -> None:
    """A file of one layer at `path`.

    Args:
        layer: what it is written from.
        rows: its batches, under `columns.schema` with lists as JSON text.
        path: that does not exist yet.
        driver: of GDAL.
        options: further ones of `pyogrio.write_arrow`.

    Raises:
        OSError: GDAL cannot write there, or no more.
        Exception: whatever `rows` raises.
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
    watched = _Watched(rows)
    stream = pa.RecordBatchReader.from_batches(schema(layer, lists=False), watched)
    try:
        pyogrio.write_arrow(
            stream, path, layer=layer.dataset.key, driver=driver, **place, **options
        )
    except RuntimeError as error:
        if watched.failure is not None:
            raise watched.failure from error
        raise not_written(path, f"{driver}: {error}") from error


def not_written(path: Path, said: str) -> OSError:
    """The error of a file that a library could not write, which seldom knows why."""
    if path.parent.is_dir() and shutil.disk_usage(path.parent).free < _NO_ROOM:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return OSError(said)


class _Watched:
    """Batches, and what went wrong with them: GDAL only knows that something did."""

    def __init__(self, rows: Iterable[pa.RecordBatch]) -> None:
        self._rows, self.failure = rows, None

    failure: Exception | None

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        try:
            yield from self._rows
        except Exception as error:
            self.failure = error
            raise
