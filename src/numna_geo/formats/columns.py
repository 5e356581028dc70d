"""Rows of a batch as Arrow columns, for the formats that take them."""

from collections.abc import Iterator
from typing import Any

import orjson
import pyarrow as pa

from numna_geo.formats.layer import Batches, Layer, Rows, regrouped
from numna_geo.model.dataset import Field, Kind

GEOMETRY = "geometry"

TOGETHER = 2_000
"""Rows of a record batch: files depend on it, so it is not up to how rows come."""

_TYPES: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.TEXTS: pa.list_(pa.string()),
}

Cells = tuple[Any, ...]


def schema(layer: Layer, *, lists: bool) -> pa.Schema:
    """The columns of a layer, its geometry the last as WKB.

    Args:
        layer: that is written.
        lists: whether lists stay lists; else they are JSON text.
    """
    fields = [_field(field, lists=lists) for field in layer.fields]
    if layer.geometry:
        fields.append(pa.field(GEOMETRY, pa.binary()))
    return pa.schema(fields)


def record_batch(columns: pa.Schema, batch: Rows) -> pa.RecordBatch:
    """One batch of rows under `columns`, which `schema` made."""
    cells: list[Cells] = list(zip(*batch, strict=True))
    arrays = [
        pa.array(_json(column) if _is_json(field) else column, field.type)
        for field, column in zip(columns, cells, strict=False)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=columns)


def record_batches(layer: Layer, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Record batches with lists as JSON text, for GDAL."""
    columns = schema(layer, lists=False)
    for batch in regrouped(batches, size=TOGETHER):
        yield record_batch(columns, batch)


def _field(field: Field, *, lists: bool) -> pa.Field:
    if field.kind is Kind.TEXTS and not lists:
        return pa.field(field.name, pa.string(), metadata={b"json": b"1"})
    return pa.field(field.name, _TYPES[field.kind])


def _is_json(field: pa.Field) -> bool:
    return b"json" in (field.metadata or {})


def _json(column: Cells) -> list[str | None]:
    return [
        None if values is None else orjson.dumps(values).decode() for values in column
    ]
