"""Every file format we write, by the name that addresses and commands call it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from numna_geo.formats import (
    delimited,
    features,
    flatgeobuf,
    geopackage,
    geoparquet,
    workbook,
)
from numna_geo.formats.layer import Batches, Layer

EDITION = 2
"""Raised when the files of the same rows change: whole layers are then built again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of files.

    Args:
        key: as in `f=` and `--format`.
        title: as people know it.
        ending: of file names.
        media_type: of answers.
        write: a layer and its batches of rows to a path.
    """

    key: str
    title: str
    ending: str
    media_type: str
    write: Callable[[Layer, Batches, Path], None]


_EVERY = (
    Format(
        key="csv",
        title="CSV",
        ending="csv",
        media_type="text/csv; charset=utf-8; header=present",
        write=delimited.write,
    ),
    Format(
        key="xlsx",
        title="Excel (XLSX)",
        ending="xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write=workbook.write,
    ),
    Format(
        key="gpkg",
        title="GeoPackage",
        ending="gpkg",
        media_type="application/geopackage+sqlite3",
        write=geopackage.write,
    ),
    Format(
        key="fgb",
        title="FlatGeobuf",
        ending="fgb",
        media_type="application/vnd.fgb",
        write=flatgeobuf.write,
    ),
    Format(
        key="parquet",
        title="GeoParquet",
        ending="parquet",
        media_type="application/vnd.apache.parquet",
        write=geoparquet.write,
    ),
    Format(
        key="geojson",
        title="GeoJSON",
        ending="geojson",
        media_type="application/geo+json",
        write=features.write_collection,
    ),
    Format(
        key="jsonseq",
        title="GeoJSONSeq",
        ending="geojsons",
        media_type="application/geo+json-seq",
        write=features.write_sequence,
    ),
)

FORMATS: Mapping[str, Format] = {one.key: one for one in _EVERY}
