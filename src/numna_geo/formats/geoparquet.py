"""GeoParquet 1.1: typed columns, native lists, boxes that readers skip rows by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyproj import CRS

from numna_geo.formats.columns import GEOMETRY, TOGETHER, record_batch, schema
from numna_geo.formats.layer import DEGREES, Batches, Layer, Rows, regrouped

_GROUP = 10
"""Batches that make a group of rows, read or skipped together: all that is held."""

_SIDES = ("xmin", "ymin", "xmax", "ymax")
_BOX = pa.field("bbox", pa.struct([(side, pa.float64()) for side in _SIDES]))


def write(layer: Layer, batches: Batches, path: Path) -> None:
    """The file at `path`, in the order in which rows come."""
    told = schema(layer, lists=True)
    columns = told.append(_BOX) if layer.geometry else told
    around = _Around()
    with pq.ParquetWriter(path, columns, compression="zstd") as file:
        held: list[pa.RecordBatch] = []
        for batch in regrouped(batches, size=TOGETHER):
            rows = record_batch(told, batch)
            if layer.geometry:
                rows = rows.append_column(_BOX, around.boxes(batch))
            held.append(rows)
            if len(held) == _GROUP:
                file.write_table(pa.Table.from_batches(held))
                held = []
        if held:
            file.write_table(pa.Table.from_batches(held))
        file.add_key_value_metadata(_said(layer, around))


@dataclass(slots=True)
class _Around:
    """The box of all that was seen."""

    box: list[float] = field(default_factory=list)

    def boxes(self, batch: Rows) -> pa.Array:
        shapes = shapely.from_wkb(np.array([row[-1] for row in batch], dtype=object))
        sides = shapely.bounds(shapes)
        known = sides[~np.isnan(sides[:, 0])]
        if len(known):
            here = [*known[:, :2].min(axis=0), *known[:, 2:].max(axis=0)]
            self._widen([float(side) for side in here])
        arrays = [pa.array(side, from_pandas=True) for side in sides.T]
        empty = pa.array(np.isnan(sides[:, 0]))
        return pa.StructArray.from_arrays(arrays, fields=list(_BOX.type), mask=empty)

    def _widen(self, here: list[float]) -> None:
        if not self.box:
            self.box = here
            return
        lows = [min(pair) for pair in zip(self.box[:2], here[:2], strict=True)]
        highs = [max(pair) for pair in zip(self.box[2:], here[2:], strict=True)]
        self.box = lows + highs


def _said(layer: Layer, around: _Around) -> dict[str, str]:
    dataset, about = layer.dataset, layer.about
    said = {
        "title": dataset.title,
        "description": dataset.description,
        "version": about.version,
        "date": about.day.isoformat(),
        "licences": "; ".join(about.licences),
    }
    if layer.geometry:
        said["geo"] = orjson.dumps(_geo(layer, around)).decode()
    return said


def _geo(layer: Layer, around: _Around) -> dict[str, Any]:
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": [str(layer.dataset.shape)],
        "covering": {"bbox": {side: ["bbox", side] for side in _SIDES}},
    }
    if around.box:
        column["bbox"] = around.box
    # Left out, it is CRS84: longitude and latitude, as ours are.
    if layer.srid != DEGREES:
        column["crs"] = CRS.from_epsg(layer.srid).to_json_dict()
    return {
        "version": "1.1.0",
        "primary_column": GEOMETRY,
        "columns": {GEOMETRY: column},
    }


def opened(path: Path) -> pa.NativeFile:
    """A file that is read to its end even if its name goes meanwhile.

    Raises:
        OSError: there is none.
    """
    return pa.OSFile(str(path))


def rows(file: Path | pa.NativeFile, names: Sequence[str]) -> Iterator[Rows]:
    """The rows of a file that `write` made, as `Batches`; raises OSError without one.

    Args:
        file: to read, by its name or opened.
        names: of the columns, in the order wanted; `geometry` is WKB.
    """
    with pq.ParquetFile(file) as table:
        for batch in table.iter_batches(batch_size=TOGETHER, columns=list(names)):
            told = (batch.column(name).to_pylist() for name in names)
            yield list(zip(*told, strict=True))


def names(file: Path | pa.NativeFile) -> list[str]:
    """The columns of a file that `write` made, the geometry the last."""
    return [name for name in pq.read_schema(file).names if name != _BOX.name]


def is_sorted(file: Path | pa.NativeFile, name: str) -> bool:
    """Whether a column of texts rises from row to row, by code points."""
    before = ""
    for batch in rows(file, [name]):
        for (text,) in batch:
            if text < before:
                return False
            before = text
    return True
