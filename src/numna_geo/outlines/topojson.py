"""TopoJSON: one file of shared arcs, as drawing libraries read it.

Source: The TopoJSON Format Specification, 1.0; quantised, so arcs are differences.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from numna_geo.errors import SourceUnreadable
from numna_geo.outlines.arcs import Grid, Ints, Polygon, Topology

COMMUNES = "communes"
"""The name of the only object of a file, unless another is asked."""


def encoded(topology: Topology, *, name: str = COMMUNES) -> dict[str, Any]:
    """A topology as a TopoJSON document whose one object is called `name`."""
    grid = topology.grid
    return {
        "type": "Topology",
        "transform": {
            "scale": [grid.step, grid.step],
            "translate": [grid.west, grid.south],
        },
        "objects": {
            name: {
                "type": "GeometryCollection",
                "geometries": [
                    _geometry(code, polygons)
                    for code, polygons in topology.shapes.items()
                ],
            }
        },
        "arcs": [differences(arc).tolist() for arc in topology.arcs],
    }


def write_topojson(path: Path, topology: Topology, *, name: str = COMMUNES) -> int:
    """Write a topology, without blanks; returns the size in bytes."""
    text = json.dumps(encoded(topology, name=name), separators=(",", ":"))
    return path.write_bytes(text.encode())


def decoded(path: Path, *, name: str | None = None) -> Topology:
    """A topology from a TopoJSON file: the object called `name`, or its only one.

    Raises:
        SourceUnreadable: the file is absent, or is no quantised TopoJSON of polygons.
    """
    try:
        document = orjson.loads(path.read_bytes())
        objects, transform = document["objects"], document["transform"]
        geometries = objects[name or next(iter(objects))]["geometries"]
        return Topology(
            grid=Grid(transform["scale"][0], *transform["translate"]),
            arcs=tuple(np.cumsum(arc, axis=0) for arc in document["arcs"]),
            shapes={geometry["id"]: _polygons(geometry) for geometry in geometries},
        )
    except (OSError, ValueError, KeyError, StopIteration) as error:
        raise SourceUnreadable(
            f"{path.name}: {error}; expected quantised TopoJSON of polygons"
        ) from error


def differences(arc: Ints) -> Ints:
    """Where an arc starts, then each move, shape (n, 2)."""
    return np.diff(arc, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))


def _geometry(code: str, polygons: tuple[Polygon, ...]) -> dict[str, Any]:
    if len(polygons) == 1:
        return {"type": "Polygon", "id": code, "arcs": polygons[0]}
    return {"type": "MultiPolygon", "id": code, "arcs": polygons}


def _polygons(geometry: dict[str, Any]) -> tuple[Polygon, ...]:
    one = geometry["type"] == "Polygon"
    polygons = [geometry["arcs"]] if one else geometry["arcs"]
    return tuple(tuple(tuple(ring) for ring in polygon) for polygon in polygons)
