"""GeoJSON (RFC 7946) and its sequence (RFC 8142), feature by feature.

Each feature of a sequence begins with a record separator, as its media type demands;
GDAL, QGIS and `jq --seq` read it so.
"""

from collections.abc import Iterator
from pathlib import Path

import orjson

from numna_geo.formats.coordinates import geojson
from numna_geo.formats.layer import Batches, Layer, Rows

_RS = b"\x1e"


def collection_pieces(layer: Layer, batches: Batches) -> Iterator[bytes]:
    """A FeatureCollection, a feature a line; it says first what it is."""
    dataset, about = layer.dataset, layer.about
    said = {
        "name": dataset.key,
        "title": dataset.title,
        "description": dataset.description,
        "version": about.version,
        "date": about.day,
        "licences": about.licences,
        "sources": [str(one) for one in about.sources],
    }
    yield b'{"type":"FeatureCollection",' + orjson.dumps(said)[1:-1] + b',"features":['
    between = b"\n"
    for batch in batches:
        written = b",\n".join(_features(layer, batch))
        if written:
            yield between + written
            between = b",\n"
    yield b"\n]}\n"


def sequence_pieces(layer: Layer, batches: Batches) -> Iterator[bytes]:
    """A text sequence of features."""
    for batch in batches:
        yield b"".join(_RS + one + b"\n" for one in _features(layer, batch))


def write_collection(layer: Layer, batches: Batches, path: Path) -> None:
    """The collection at `path`."""
    with path.open("wb") as file:
        file.writelines(collection_pieces(layer, batches))


def write_sequence(layer: Layer, batches: Batches, path: Path) -> None:
    """The sequence at `path`."""
    with path.open("wb") as file:
        file.writelines(sequence_pieces(layer, batches))


def _features(layer: Layer, batch: Rows) -> Iterator[bytes]:
    names, width = layer.names, len(layer.fields)
    key = names.index(layer.dataset.identifier) if _is_named(layer) else None
    outlines = ["null"] * len(batch)
    if layer.geometry and batch:
        outlines = geojson([row[width] for row in batch], srid=layer.srid)
    for row, outline in zip(batch, outlines, strict=True):
        values = list(row)[:width]
        told = {"type": "Feature"} | ({} if key is None else {"id": values[key]})
        told["geometry"] = orjson.Fragment(outline)
        told["properties"] = dict(zip(names, values, strict=True))
        yield orjson.dumps(told)


def _is_named(layer: Layer) -> bool:
    return layer.dataset.identifier in layer.names
